"""One row made from what any format gave, with what had to be repaired written down."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import count
from typing import Any

from eventapp.agenda.readers import words
from eventapp.agenda.readers.rows import LONGEST_TEXT, LONGEST_TITLE, Row, Somebody, Timetable
from eventapp.errors import Sentence

LONGEST_NAME = 160
LONGEST_KEY = 200


def text(value: Any) -> str:
    """Return a value as text; nothing and mappings by language are understood."""
    if isinstance(value, Mapping):
        for language in ("en", "de", "fr", *value):
            if isinstance(value.get(language), str) and value[language]:
                return str(value[language])
        return ""
    return str(value) if isinstance(value, str | int | float) else ""


def add(found: Timetable, row: Row, *, where: str) -> None:
    """Add a row, repaired: no mark-up in titles, unique keys, an end after its beginning."""
    title = words.line(row.title)
    if words.marked(row.title):
        found.note(where, Sentence("The mark-up in the title was taken out."))
    abstract, description = words.plain(row.abstract), words.plain(row.description)
    if not title:
        title = words.shortened(words.line(row.subtitle or abstract), 80) or "–"
        found.note(where, Sentence("There was no title; “%(title)s” stands there.", title=title))
    if len(title) > LONGEST_TITLE:
        abstract = f"{title}\n\n{abstract}".strip()
        title = words.shortened(title, LONGEST_TITLE)
        found.note(
            where, Sentence("The title was too long; all of it stands at the head of the abstract.")
        )
    for part in (abstract, description):
        if len(part) > LONGEST_TEXT:
            found.note(where, Sentence("A text was too long; its end was left out."))
    cleaned = replace(
        row,
        key=_unique_key(found, row, where),
        title=title,
        subtitle=words.shortened(words.line(row.subtitle), LONGEST_TITLE),
        abstract=abstract[:LONGEST_TEXT],
        description=description[:LONGEST_TEXT],
        track=words.shortened(words.line(row.track), 80),
        kind=words.line(row.kind)[:40],
        room=words.shortened(words.line(row.room), LONGEST_NAME),
        ends_at=_end(found, row, where),
        people=_people(row.people),
    )
    found.rows.append(cleaned)


def _unique_key(found: Timetable, row: Row, where: str) -> str:
    key = row.key[:LONGEST_KEY]
    taken = found.keys
    if not key:
        key = f"{words.line(row.title)[:80]}|{row.starts_at.isoformat() if row.starts_at else ''}"
        found.note(where, Sentence("It has no identity; title and time stand for it."))
    if key in taken:
        found.note(where, Sentence("Its identity is taken already; it was kept beside the other."))
        numbered = (f"{key[:190]}#{number}" for number in count(2))
        key = next(one for one in numbered if one not in taken)
    taken.add(key)
    return key


def _end(found: Timetable, row: Row, where: str) -> datetime | None:
    if row.starts_at is None:
        found.note(where, Sentence("It has no time; it waits among those without a place."))
        return None
    if row.ends_at is None:
        found.note(where, Sentence("It has no end."))
        return None
    if row.ends_at <= row.starts_at:
        found.note(where, Sentence("Its end is not after its beginning; the end was left out."))
        return None
    return row.ends_at


def _people(people: Iterable[Somebody]) -> tuple[Somebody, ...]:
    """Return each person once, names on one line."""
    seen: dict[str, Somebody] = {}
    for one in people:
        name = words.shortened(words.line(one.name), LONGEST_NAME)
        if name:
            cleaned = replace(
                one,
                name=name,
                key=one.key[:LONGEST_KEY],
                biography=words.plain(one.biography)[:LONGEST_TEXT],
                organisation=words.shortened(words.line(one.organisation), LONGEST_NAME),
            )
            seen.setdefault(one.key or name, cleaned)
    return tuple(seen.values())
