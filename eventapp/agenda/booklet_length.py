"""How many pages a booklet will have, about, before it is laid out: from how much it tells. Pure.

Whoever waits is told of so many pages; the numbers that the booklet names get as much room. All is
reckoned in lines of its text.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from eventapp.agenda.grids import Grid, Line
from eventapp.agenda.items import Item, Speaker
from eventapp.agenda.programme import Programme
from eventapp.orm import Translated

LONG = 1400
"""Letters from which on a session's text may be divided between pages."""
ENTRY, TALK, PERSON, SCARCE_PAGES = 2.6, 0.8, 1.1, 3
"""Lines of a session without its title and text, of a talk in it, of one who has a part; pages that
are not full, such as the cover."""
TITLE, CELL, CELL_LINE, ROW, HEAD = 0.8, 1.15, 0.85, 0.8, 3.0
"""Letters of a title on a line, and of a table as wide as the page, to those of a text; a line's
height in a table to one of a text; the room between two rows; a table's head and what stands
above it."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What a page holds: lines, and letters on each."""

    lines: int
    letters: int


PAPERS = {"a4": Paper(50, 78), "a5": Paper(44, 70)}


def is_long(item: Item, language: str) -> bool:
    """Say whether a session may be divided between pages."""
    return len(item.abstract.into(language)) + len(item.description.into(language)) > LONG


@dataclass(frozen=True, slots=True)
class Setting:
    """Texts in one language or two, which take the room of both where they differ."""

    languages: Sequence[str]
    letters: int
    """On a line as wide as the page."""

    def lines(self, *texts: Translated) -> int:
        """Return the lines of running text, of which each begins where the text breaks it."""
        written = [
            line
            for text in texts
            for paragraph in self._each(text)
            for line in paragraph.splitlines()
        ]
        return sum(ceil(len(line) / self.letters) for line in written)

    def title(self, text: Translated, width: float) -> int:
        """Return the lines of a title, on a line that holds so many letters to one of text."""
        return sum(ceil(len(paragraph) / (width * self.letters)) for paragraph in self._each(text))

    def row(self, line: Line) -> float:
        """Return the lines that one row of the plan takes."""
        cells = ((line.alone,),) if line.alone else line.cells
        width = CELL / len(cells)
        return ROW + CELL_LINE * max(
            sum(1 + self.title(item.title, width) for item in cell) for cell in cells
        )

    def _each(self, text: Translated) -> set[str]:
        return {text.into(code) for code in self.languages}


def pages_about(
    programme: Programme,
    tables: Iterable[Grid],
    speakers: Sequence[Speaker],
    languages: Sequence[str],
    form: str,
) -> int:
    """Return the number of pages."""
    paper, held = PAPERS[form], programme.held
    text = Setting(languages, paper.letters)
    rows = [height for table in tables for height in (HEAD, *map(text.row, table.lines))]
    sessions = [
        (TALK if item.block else ENTRY)
        + text.title(item.title, TITLE)
        + PERSON * len(item.parts)
        + text.lines(item.abstract, item.description)
        for item in held
    ]
    people = [2 + PERSON + text.lines(speaker.biography) for speaker in speakers]
    whole = [not is_long(item, languages[0]) for item in held]
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
