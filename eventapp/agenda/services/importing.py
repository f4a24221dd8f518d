"""Bringing a timetable into the draft: new, changed and unchanged sessions, and what was odd.

The same file twice changes nothing; last year's file in a newer version changes what is newer.
Nothing is ever taken out of the draft, and nothing is released. A dry run rolls back.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from eventapp.agenda import queries
from eventapp.agenda.kinds import guid_of, kind_of, language_of
from eventapp.agenda.models import AgendaSession, Room, SessionPart, SessionRole
from eventapp.agenda.readers.rows import Note, Row, Timetable
from eventapp.agenda.services.directory import Directory
from eventapp.agenda.services.structure import set_kind
from eventapp.errors import Sentence
from eventapp.events.models import Event
from eventapp.journal.services import Actor, Object, record
from eventapp.moments import moment_of, utc_text
from eventapp.orm import LANGUAGES, Translated, lock_rows
from eventapp.people.models import Person

ONE_EVENT = timedelta(days=30)
"""What lies farther from the middle of a file is a slip of the pen and gives the event no dates."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One session of the draft that the file has otherwise."""

    title: str
    fields: tuple[str, ...]
    """Of `title subtitle abstract description kind track language room time people`."""


@dataclass(slots=True)
class Report:
    """What a file did to the draft, or would do."""

    new: list[str] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    same: int = 0
    gone: list[str] = field(default_factory=list)
    """Brought in by an earlier file and missing in this one; they stay."""
    notes: list[Note] = field(default_factory=list)
    rooms: int = 0
    people: int = 0
    clashes: int = 0
    took_dates: bool = False
    zone_open: bool = False
    """The event took its dates from a file that names no time zone."""


def bring_in(
    session: Session, event: Event, found: Timetable, *, by: Actor, now: datetime
) -> Report:
    """Write the timetable into the draft and return what that changed."""
    session.execute(lock_rows(session, select(Event.id).where(Event.id == event.id)))
    report = Report(notes=list(found.notes))
    report.took_dates = _take_dates(event, found)
    report.zone_open = report.took_dates and not found.zone
    report.notes += _outside(event, found)
    directory = Directory.of(session, event)
    before = _Before.of(session, event)
    accepted = [row for row in found.rows if row.accepted]
    for row in accepted:
        _bring(session, event, row, directory, before, report, now=now)
    report.notes += directory.notes
    came = {row.key for row in accepted}
    report.gone = [one.title.into("en") for key, one in before.by_key.items() if key not in came]
    session.flush()
    _write_parts(session, before)
    report.rooms, report.people = directory.new_rooms, directory.new_people
    report.clashes = len(queries.clashes_of_draft(session, event))
    facts = {"new": len(report.new), "changed": len(report.changed), "same": report.same}
    told = Object("event", event.id, event.slug, event.id)
    record(session, "programme-imported", told, by=by, now=now, changes=facts)
    return report


def _take_dates(event: Event, found: Timetable) -> bool:
    moments = list(found.moments())
    if event.starts_at is not None or not moments:
        return False
    event.zone = found.zone or event.zone
    middle = sorted(moments)[(len(moments) - 1) // 2]
    near = [one for one in moments if abs(one - middle) <= ONE_EVENT]
    event.starts_at, event.ends_at = min(near), max(near)
    return True


def _write_parts(session: Session, before: "_Before") -> None:
    rows = [
        {"session_id": item.id, "person_id": person.id, "part": part, "position": position}
        for item, person, part, position in before.new_parts
    ]
    if rows:
        session.execute(insert(SessionRole), rows)


def _outside(event: Event, found: Timetable) -> Iterator[Note]:
    """Yield a note for each session that is not on a day of the event, or the day after."""
    if event.starts_at is None or event.ends_at is None:
        return
    zone = event.tzinfo
    first, last = (one.astimezone(zone).date() for one in (event.starts_at, event.ends_at))
    for row in found.rows:
        day = row.starts_at.astimezone(zone).date() if row.starts_at else None
        if day is not None and row.accepted and not first <= day <= last + timedelta(days=1):
            yield Note(
                row.title[:60],
                Sentence("It is on %(day)s, not on a day of the event.", day=day.isoformat()),
            )


_NAMED_BY_TIME = re.compile(r"(.*\|)(\d{4}-\d\d-\d\dT[^#]+)(#\d+)?", re.DOTALL)


def _in_utc(key: str) -> str:
    """Return the key of a session that title and time stand for as it is written today."""
    found = _NAMED_BY_TIME.fullmatch(key)
    if found is None:
        return key
    try:
        at = utc_text(moment_of(found[2]))
    except ValueError:  # somebody else's key
        return key
    return f"{found[1]}{at}{found[3] or ''}"


@dataclass(slots=True)
class _Before:
    """The draft as it stands, found by what files call its sessions."""

    by_key: dict[str, AgendaSession]
    by_guid: dict[str, AgendaSession]
    roles: dict[int, list[SessionRole]]
    last_number: int
    guids: set[str]
    """Identities given so far, those of this import too."""
    new_parts: list[tuple[AgendaSession, Person, SessionPart, int]] = field(default_factory=list)
    """Who has a part now and at which place: written all at once, when everybody has a number."""

    @classmethod
    def of(cls, session: Session, event: Event) -> "_Before":
        draft = queries.draft(session, event)
        last = select(func.max(AgendaSession.number)).where(AgendaSession.event_id == event.id)
        return cls(
            by_key={_in_utc(one.source_key): one for one in draft if one.source_key},
            by_guid={one.guid: one for one in draft},
            roles=queries.roles_by_session(session, event),
            last_number=session.scalar(last) or 0,
            guids={one.guid for one in draft},
        )

    def find(self, row: Row) -> AgendaSession | None:
        """Return the session the row is about; each stands for one row of a file."""
        guid = guid_of(row.guid) or ""
        item = self.by_key.get(row.key) or self.by_guid.get(guid)
        if item is not None:
            self.by_guid.pop(item.guid, None)
            self.by_key.pop(_in_utc(item.source_key or ""), None)
        return item


def _bring(
    session: Session,
    event: Event,
    row: Row,
    directory: Directory,
    before: _Before,
    report: Report,
    *,
    now: datetime,
) -> None:
    language = language_of(row.language) or event.languages[0]
    item = before.find(row)
    if item is None:
        item = _add(session, event, row, before, now=now)
        _write(item, row, directory, language)
        _write_people(session, item, row, directory, before, language)
        report.new.append(row.title)
        return
    fields = _write(item, row, directory, language)
    if _write_people(session, item, row, directory, before, language):
        fields.append("people")
    if fields:
        item.revised_at = now
        report.changed.append(Changed(row.title, tuple(fields)))
    else:
        report.same += 1


def _add(
    session: Session, event: Event, row: Row, before: _Before, *, now: datetime
) -> AgendaSession:
    before.last_number += 1
    item = AgendaSession(
        event=event,
        number=before.last_number,
        source_key=row.key,
        title=Translated(),
        revised_at=now,
    )
    guid = guid_of(row.guid)
    if guid is not None and guid not in before.guids:
        item.guid = guid
        before.guids.add(guid)
    session.add(item)
    return item


def _write(item: AgendaSession, row: Row, directory: Directory, language: str) -> list[str]:
    """Write what the row says; return the names of what stands otherwise now."""
    changed = [
        name
        for name in ("title", "subtitle", "abstract", "description")
        if name not in row.silent and _write_text(item, name, getattr(row, name), language)
    ]
    spoken = language_of(row.language)
    languages = item.languages if spoken in (*item.languages, "") else [spoken]
    pairs: dict[str, tuple[Any, Any]] = {
        "kind": (item.kind, kind_of(row.kind) if row.kind else item.kind),
        "track": (item.track, item.track if "track" in row.silent else directory.track(row.track)),
        "language": (item.languages, languages),
        "room": (item.room, item.room if "room" in row.silent else _room(item, row, directory)),
        "time": ((item.starts_at, item.ends_at), (row.starts_at, row.ends_at)),
    }
    otherwise = [name for name, (old, new) in pairs.items() if old != new]
    if otherwise:
        set_kind(item, pairs["kind"][1], public=item.public)
        item.track, item.languages = pairs["track"][1], languages
        item.room = pairs["room"][1]
        item.starts_at, item.ends_at = row.starts_at, row.ends_at
    return changed + otherwise


def _room(item: AgendaSession, row: Row, directory: Directory) -> Room | None:
    """Return the room that is meant; a talk that is where its block is stays without its own."""
    named = directory.room(row.room)
    inherits = item.block is not None and item.room is None
    return None if inherits and item.block and named == item.block.room else named


def _write_text(record: Any, name: str, text: str, language: str) -> bool:
    """Write a text into its language's place, unless it stands there in some language already."""
    held: Translated = getattr(record, name)
    if text in held.as_dict().values() or (not text and not held):
        return False
    texts = {code: getattr(held, code) for code in LANGUAGES}
    setattr(record, name, Translated.of({**texts, language: text}))
    return True


def _write_people(
    session: Session,
    item: AgendaSession,
    row: Row,
    directory: Directory,
    before: _Before,
    language: str,
) -> bool:
    """Let those named have a part; who had one already keeps it. Return whether that is new."""
    if "people" in row.silent:
        return False
    people: list[Person] = []
    for somebody in row.people:
        person = directory.person(somebody)
        _write_text(person, "biography", somebody.biography, language)
        if person not in people:
            people.append(person)
    roles = before.roles.get(item.id, []) if item.id else []
    if [role.person for role in roles] == people:
        return not directory.renamed.isdisjoint(people)
    parts = {role.person: role.part for role in roles}
    for role in roles:
        session.delete(role)
    before.new_parts += [
        (item, person, parts.get(person, SessionPart.SPEAKER), position)
        for position, person in enumerate(people)
    ]
    return True
