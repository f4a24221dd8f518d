"""Bringing a timetable into the draft: new, changed and unchanged sessions, and what was odd.

The same file twice changes nothing; last year's file in a newer version changes what is newer.
Nothing is ever taken out of the draft, and nothing is released.
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from eventapp.agenda import queries
from eventapp.agenda.kinds import guid_of, kind_of, language_of
from eventapp.agenda.models import AgendaSession, Room
from eventapp.agenda.readers.rows import Note, SessionRow, Timetable
from eventapp.agenda.services.before import Before
from eventapp.agenda.services.directory import Directory
from eventapp.agenda.services.import_plan import Plan, plan_of, write
from eventapp.agenda.services.releasing import lock
from eventapp.agenda.services.session_change import RoleChange, SessionChange
from eventapp.agenda.services.sessions import write_row
from eventapp.changes import differences
from eventapp.errors import Sentence
from eventapp.events.models import Event
from eventapp.events.revision import raise_revision
from eventapp.events.services import EventChange, change_event
from eventapp.journal.services import Actor, Object, record
from eventapp.languages import FIRST
from eventapp.orm import Translated

ONE_EVENT = timedelta(days=30)
"""What lies farther from the middle of a file is a slip of the pen and gives the event no dates."""


TOLD = {"languages": "language", "starts_at": "time", "ends_at": "time", "public": "kind"}
"""Fields of a change by other names than the report's."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One session of the draft that the file has otherwise."""

    title: str
    fields: tuple[str, ...]
    """Of `title subtitle abstract description kind track language room time people`."""


@dataclass(slots=True)
class ImportReport:
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


@dataclass(frozen=True, slots=True)
class PreparedImport:
    """What a file would do, worked out by somebody who only reads, so that nobody waits."""

    report: ImportReport
    plan: Plan
    event: EventChange
    """The event as it stands then: with the file's dates, where it had none."""
    made_of: Hashable
    """What stood in the database: with something else in it, the file does something else."""


def prepare(
    session: Session, event: Event, timetable: Timetable, *, now: datetime
) -> PreparedImport:
    """Work out what bringing the timetable in changes; nothing is written, nothing is kept.

    It happens in a session of its own inside the same transaction, which a reader may have.
    """
    made_of = queries.state_of_draft(session, event)
    with Session(
        session.connection(), autoflush=False, join_transaction_mode="rollback_only"
    ) as own:
        there = own.get_one(Event, event.id)
        report, before = _work_out(own, there, timetable, now=now)
        return PreparedImport(report, plan_of(own, before), EventChange.of(there), made_of)


def bring_in(
    session: Session,
    event: Event,
    timetable: Timetable,
    *,
    by: Actor,
    now: datetime,
    prepared: PreparedImport | None = None,
) -> ImportReport:
    """Write the timetable into the draft and return what that changed.

    What was prepared is used if the draft still is what it was made of.
    """
    session.flush()
    lock(session, event)
    if prepared is None or prepared.made_of != queries.state_of_draft(session, event):
        prepared = prepare(session, event, timetable, now=now)
    report = prepared.report
    if report.took_dates:
        taken = prepared.event
        dated = replace(
            EventChange.of(event),
            zone=taken.zone,
            starts_at=taken.starts_at,
            ends_at=taken.ends_at,
        )
        change_event(session, event, dated, by=by, now=now)
    write(session, event, prepared.plan, by=by, now=now)
    raise_revision(session, event.id)
    facts = {"new": len(report.new), "changed": len(report.changed), "same": report.same}
    target = Object("event", event.id, event.slug, event.id)
    record(session, "programme-imported", target, by=by, now=now, changes=facts)
    return report


def outlook(session: Session, event: Event, timetable: Timetable, *, now: datetime) -> ImportReport:
    """Return what bringing the timetable in would change, and write nothing: a reader may ask."""
    return prepare(session, event, timetable, now=now).report


def _work_out(
    session: Session, event: Event, timetable: Timetable, *, now: datetime
) -> tuple[ImportReport, Before]:
    """Change the draft as the session holds it; what is read is read, nothing is written."""
    report = ImportReport(notes=list(timetable.notes))
    report.took_dates = _take_dates(event, timetable)
    report.zone_open = report.took_dates and not timetable.zone
    report.notes += _outside(event, timetable)
    before = Before.of(session, event)
    directory = before.directory
    accepted = [row for row in timetable.rows if row.accepted]
    for row in accepted:
        _bring(session, event, row, before, report, now=now)
    report.notes += directory.notes
    came = {row.key for row in accepted}
    report.gone = [item.title.into("en") for key, item in before.by_key.items() if key not in came]
    report.rooms, report.people = directory.new_rooms, directory.new_people
    report.clashes = len(queries.clashes_ahead(session, event, before.items, before.people()))
    return report, before


def _take_dates(event: Event, timetable: Timetable) -> bool:
    moments = list(timetable.moments())
    if event.starts_at is not None or not moments:
        return False
    event.zone = timetable.zone or event.zone
    middle = sorted(moments)[(len(moments) - 1) // 2]
    near = [moment for moment in moments if abs(moment - middle) <= ONE_EVENT]
    event.starts_at, event.ends_at = min(near), max(near)
    return True


def _outside(event: Event, timetable: Timetable) -> Iterator[Note]:
    """Yield a note for each session that is not on a day of the event, or the day after."""
    if event.starts_at is None or event.ends_at is None:
        return
    zone = event.tzinfo
    first, last = (end.astimezone(zone).date() for end in (event.starts_at, event.ends_at))
    for row in timetable.rows:
        day = row.starts_at.astimezone(zone).date() if row.starts_at else None
        if day is not None and row.accepted and not first <= day <= last + timedelta(days=1):
            yield Note(
                row.title[:60],
                Sentence("It is on %(day)s, which is not a day of the event.", day=day.isoformat()),
            )


def _bring(
    session: Session,
    event: Event,
    row: SessionRow,
    before: Before,
    report: ImportReport,
    *,
    now: datetime,
) -> None:
    language = language_of(row.language) or FIRST
    item = before.find(row)
    stands = before.standing(item) if item else SessionChange()
    change = _change(stands, row, before.directory, language)
    different = differences(stands, change)
    renamed = not before.directory.renamed.isdisjoint(role.person for role in change.people)
    if item is None:
        report.new.append(row.title)
        _write(session, _add(session, event, row, before, now=now), stands, change, before)
    elif different or renamed:
        fields = dict.fromkeys(TOLD.get(name, name) for name in [*different, *renamed * ["people"]])
        report.changed.append(Changed(row.title, tuple(fields)))
        _write(session, item, stands, change, before)
        item.revised_at = now
    else:
        report.same += 1


def _add(
    session: Session, event: Event, row: SessionRow, before: Before, *, now: datetime
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
    before.items.append(item)
    return item


def _change(
    stands: SessionChange, row: SessionRow, directory: Directory, language: str
) -> SessionChange:
    """Return the session as the row says it; what the row says nothing of stays."""
    spoken = language_of(row.language)
    return replace(
        stands,
        title=_told(stands, row, "title", language),
        subtitle=_told(stands, row, "subtitle", language),
        abstract=_told(stands, row, "abstract", language),
        description=_told(stands, row, "description", language),
        kind=kind_of(row.kind) if row.kind else stands.kind,
        track=stands.track if "track" in row.silent else directory.track(row.track),
        languages=stands.languages if spoken in (*stands.languages, "") else (spoken,),
        room=stands.room if "room" in row.silent else _room(stands, row, directory),
        starts_at=row.starts_at,
        ends_at=row.ends_at if row.starts_at else None,
        people=_people(stands, row, directory, language),
    ).settled()


def _room(stands: SessionChange, row: SessionRow, directory: Directory) -> Room | None:
    """Return the room that is meant; a talk that is where its block is stays without its own."""
    named = directory.room(row.room)
    inherits = stands.block is not None and stands.room is None
    return None if inherits and stands.block and named == stands.block.room else named


def _told(stands: SessionChange, row: SessionRow, name: str, language: str) -> Translated:
    held: Translated = getattr(stands, name)
    return held if name in row.silent else _into(held, getattr(row, name), language)


def _into(held: Translated, text: str, language: str) -> Translated:
    """Put a text into its language's place, unless it stands there in some language already."""
    if text in held.as_dict().values() or (not text and not held):
        return held
    return Translated.of({**held.as_dict(), language: text})


def _people(
    stands: SessionChange, row: SessionRow, directory: Directory, language: str
) -> tuple[RoleChange, ...]:
    """Return who has a part now; who had one keeps it, and what no file names stays."""
    if "people" in row.silent:
        return stands.people
    unnamed = [role for role in stands.people if role.internal or role.person is None]
    roles: list[RoleChange] = []
    for somebody in row.people:
        person = directory.person(somebody)
        person.biography = _into(person.biography, somebody.biography, language)
        theirs = [role for role in stands.people if role.person is person and not role.internal]
        roles += theirs or [RoleChange(person=person)]
    return (*roles, *unnamed)


def _write(
    session: Session,
    item: AgendaSession,
    stands: SessionChange,
    change: SessionChange,
    before: Before,
) -> None:
    """Hold what the session is to be; who has a part in it is written when all have a number."""
    write_row(item, change)
    if change.people != stands.people:
        before.recast(session, item, change.people)
