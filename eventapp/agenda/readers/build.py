"""One row made from what any format gave, with what had to be repaired written down."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from eventapp.agenda.readers import dates, words
from eventapp.agenda.readers.rows import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    SessionRow,
    Somebody,
    Timetable,
)
from eventapp.errors import Sentence
from eventapp.languages import LANGUAGES, SOURCE
from eventapp.moments import utc_text

LONGEST_NAME = 160
LONGEST_KEY = 200


def text(value: Any) -> str:
    """Return a value as text; nothing and mappings by language are understood."""
    if isinstance(value, Mapping):
        for language in (SOURCE, *LANGUAGES, *value):
            if isinstance(value.get(language), str) and value[language]:
                return str(value[language])
        return ""
    return str(value) if isinstance(value, str | int | float) else ""


def add(timetable: Timetable, row: SessionRow, *, where: str) -> None:
    """Add a row, repaired: no mark-up in titles, unique keys, an end after its beginning."""
    title = words.line(row.title)
    if words.marked(row.title):
        timetable.note(where, Sentence("The mark-up in the title was removed."))
    abstract, description = words.plain(row.abstract), words.plain(row.description)
    if not title:
        title = words.shortened(words.line(row.subtitle or abstract), 80) or "–"
        timetable.note(
            where, Sentence("There was no title; “%(title)s” is used instead.", title=title)
        )
    if len(title) > LONGEST_TITLE:
        abstract = f"{title}\n\n{abstract}".strip()
        title = words.shortened(title, LONGEST_TITLE)
        timetable.note(
            where,
            Sentence("The title was too long; the full title is at the beginning of the abstract."),
        )
    for part in (abstract, description):
        if len(part) > LONGEST_TEXT:
            timetable.note(where, Sentence("A text was too long; its end was left out."))
    cleaned = replace(
        row,
        key=_unique_key(timetable, row, where),
        title=title,
        subtitle=words.shortened(words.line(row.subtitle), LONGEST_TITLE),
        abstract=abstract[:LONGEST_TEXT],
        description=description[:LONGEST_TEXT],
        track=words.shortened(words.line(row.track), 80),
        kind=words.line(row.kind)[:40],
        room=words.shortened(words.line(row.room), LONGEST_NAME),
        ends_at=_end(timetable, row, where),
        people=_people(row.people),
    )
    if not cleaned.accepted:
        timetable.note(
            where, Sentence("Left out, as its status is “%(state)s”.", state=row.state[:40])
        )
    timetable.rows.append(cleaned)


def named_time(timetable: Timetable, typed: str, starts: datetime | None, *, where: str) -> None:
    """Write down a time that stands there and cannot be read."""
    if typed and starts is None:
        timetable.not_read(where, Sentence("“%(typed)s” is not a time.", typed=typed[:40]), typed)


MORNING = time(9)
"""Until when a session of the next morning may belong to the night of the day before."""


@dataclass(slots=True)
class Listed:
    """The sessions that a schedule lists under one day, to tell the day from its nights."""

    typed: str
    """The date the schedule gives the day."""
    zone: ZoneInfo
    begin: list[tuple[str, datetime]] = field(default_factory=list)

    @property
    def day(self) -> date | None:
        """Return the day, if its date can be read."""
        return dates.day(self.typed)

    def add(
        self, timetable: Timetable, guid: str, typed: str, starts: datetime | None, *, where: str
    ) -> None:
        """Take in a session; write down what it lacks: an identity for good, a time."""
        if not guid.strip():
            timetable.note(where, Sentence("It has no GUID; its number is used instead."))
        if typed:
            named_time(timetable, f"{self.typed} {typed}".strip(), starts, where=where)
        if starts is not None:
            self.begin.append((where, starts.astimezone(self.zone)))

    def tell(self, timetable: Timetable) -> None:
        """Write down nights that are the next day, and a day whose own date is wrong."""
        day = self.day
        if day is None:
            return
        held = {starts.date() for _where, starts in self.begin}
        if held and day not in held:
            timetable.note(
                day.isoformat(),
                Sentence(
                    "This day lists sessions of %(held)s; their own dates apply.",
                    held=", ".join(first_day.isoformat() for first_day in sorted(held)[:3]),
                ),
            )
            return
        for where, starts in self.begin:
            if starts.date() == day + timedelta(days=1) and starts.time() < MORNING:
                timetable.note(
                    where,
                    Sentence(
                        "It begins after midnight; it is listed under %(day)s and takes place on "
                        "%(night)s.",
                        day=day.isoformat(),
                        night=starts.date().isoformat(),
                    ),
                )
            elif starts.date() != day:
                timetable.note(
                    where,
                    Sentence(
                        "Listed under %(day)s, it begins on %(held)s; its own date counts.",
                        day=day.isoformat(),
                        held=starts.date().isoformat(),
                    ),
                )


def note_overlaps(timetable: Timetable) -> None:
    """Write down which sessions begin in a room while another is still on there."""
    latest: dict[str, SessionRow] = {}
    timed = [row for row in timetable.rows if row.room and row.starts_at and row.accepted]
    for row in sorted(timed, key=_beginning):
        held = latest.get(row.room)
        if held is not None and row.starts_at is not None and _end_of(held) > row.starts_at:
            timetable.note(
                f"{row.room}: {row.title[:60]}",
                Sentence(
                    "The room is already used by “%(title)s” at that time; both were kept.",
                    title=held.title,
                ),
            )
        if held is None or _end_of(row) > _end_of(held):
            latest[row.room] = row


def _beginning(row: SessionRow) -> datetime:
    return row.starts_at or datetime.max.replace(tzinfo=UTC)


def _end_of(row: SessionRow) -> datetime:
    return row.ends_at or _beginning(row)


def _unique_key(timetable: Timetable, row: SessionRow, where: str) -> str:
    key = row.key[:LONGEST_KEY]
    taken = timetable.keys
    if not key:
        key = f"{words.line(row.title)[:80]}|{utc_text(row.starts_at) or ''}"
        timetable.note(where, Sentence("It has no identifier; title and time are used instead."))
    if key in taken:
        timetable.note(
            where, Sentence("The identifier is already in use; both sessions were kept.")
        )
        numbered = (f"{key[:190]}#{number}" for number in count(2))
        key = next(numbered_key for numbered_key in numbered if numbered_key not in taken)
    taken.add(key)
    return key


def _end(timetable: Timetable, row: SessionRow, where: str) -> datetime | None:
    if row.starts_at is None:
        timetable.note(
            where, Sentence("It has no time; it is listed among the unscheduled sessions.")
        )
        return None
    if row.ends_at is None:
        timetable.note(where, Sentence("It has no end time."))
        return None
    if row.ends_at <= row.starts_at:
        timetable.note(where, Sentence("The end is not after the beginning; the end was left out."))
        return None
    return row.ends_at


def _people(people: Iterable[Somebody]) -> tuple[Somebody, ...]:
    """Return each person once, names on one line."""
    seen: dict[str, Somebody] = {}
    for person in people:
        name = words.shortened(words.line(person.name), LONGEST_NAME)
        if name:
            cleaned = replace(
                person,
                name=name,
                key=person.key[:LONGEST_KEY],
                biography=words.plain(person.biography)[:LONGEST_TEXT],
                organisation=words.shortened(words.line(person.organisation), LONGEST_NAME),
            )
            seen.setdefault(person.key or name, cleaned)
    return tuple(seen.values())
