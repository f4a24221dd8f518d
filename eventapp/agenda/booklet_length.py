"""How many pages a booklet will have, about, before it is laid out: from how much it tells. Pure.

Whoever waits is told of so many pages; the numbers that the booklet names get as much room. All is
reckoned in lines of its text.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from eventapp.agenda.grids import Grid
from eventapp.agenda.items import Item, Speaker
from eventapp.agenda.programme import Programme
from eventapp.orm import Translated

LONG = 1400
"""Letters from which on a session's text may be divided between pages."""
ENTRY, TALK, PERSON, ROW, SCARCE_PAGES = 3.5, 2.0, 1.1, 2.5, 3
"""Lines of a session without its text, of a talk in it, of one who has a part, of a row of the
plan; pages that are not full, such as the cover."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What a page holds: lines, and letters on each."""

    lines: int
    letters: int


PAPERS = {"a4": Paper(50, 78), "a5": Paper(44, 70)}


def is_long(item: Item, language: str) -> bool:
    """Say whether a session may be divided between pages."""
    return len(item.abstract.into(language)) + len(item.description.into(language)) > LONG


def pages_about(
    programme: Programme,
    tables: Iterable[Grid],
    speakers: Sequence[Speaker],
    languages: Sequence[str],
    form: str,
) -> int:
    """Return the number of pages; two languages take the room of both where texts have both."""
    paper, held = PAPERS[form], programme.held

    def said(text: Translated) -> set[str]:
        return {text.into(code) for code in languages}

    def told(*texts: Translated) -> int:
        return sum(ceil(len(one) / paper.letters) for text in texts for one in said(text))

    titles = max((len(said(one.title)) for one in held), default=1)
    rows = [ROW * titles for table in tables for _ in (table.rooms, *table.lines)]
    sessions = [
        (TALK if one.block else ENTRY)
        + PERSON * len(one.parts)
        + told(one.abstract, one.description)
        for one in held
    ]
    people = [2 + PERSON + told(one.biography) for one in speakers]
    whole = [not is_long(one, languages[0]) for one in held]
    return SCARCE_PAGES + sum(
        (
            _pages(rows, [True] * len(rows), paper.lines),
            _pages(sessions, whole, paper.lines),
            _pages(people, [True] * len(people), paper.lines),
        )
    )


def _pages(heights: Sequence[float], whole: Sequence[bool], lines: int) -> int:
    """Return how many pages entries fill, one below the other; those that are whole stay so."""
    pages, used = int(bool(heights)), 0.0
    for height, undivided in zip(heights, whole, strict=True):
        if undivided and used + height > lines:
            pages, used = pages + 1, 0.0
        full, used = divmod(used + height, lines)
        pages += int(full)
    return pages
