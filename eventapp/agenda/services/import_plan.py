"""What an import writes, as plain rows: worked out while others write, then written at once.

Six hundred sessions are a handful of statements, so that nobody waits for the turn to write.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, insert, inspect, select, update
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession, Room, SessionRole, Track
from eventapp.agenda.services.before import Before
from eventapp.events.models import Event
from eventapp.journal.services import Actor
from eventapp.orm import Base
from eventapp.people.models import Person
from eventapp.people.services import organisations_called

Values = dict[str, Any]
"""A record by its columns; other records it refers to stand in it by their public ids."""

NEW: tuple[type[Base], ...] = (Room, Track, Person, AgendaSession)
"""What an import adds, in an order in which each refers only to those before."""

LINKS: Mapping[type[Base], Mapping[str, str]] = {
    AgendaSession: {"room_id": "room", "track_id": "track"},
}
"""Columns that refer to records an import may add, and what the record calls them."""

WRITTEN: Mapping[type[Base], tuple[str, ...]] = {
    Person: ("source_key", "title", "given_name", "family_name", "folded", "biography"),
    SessionRole: ("position",),
    AgendaSession: (
        *("title", "subtitle", "abstract", "description", "kind", "public", "languages"),
        *("room_id", "track_id", "starts_at", "ends_at", "revised_at"),
    ),
}
"""What an import writes into records that are there."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The rows an import adds, changes and takes away."""

    added: Mapping[type[Base], list[Values]]
    changed: Mapping[type[Base], list[Values]]
    employers: list[tuple[str, str]]
    """Who is new, by public id, and what the file calls their organisation: else they have none."""
    roles_gone: list[int]
    """Numbers of parts in sessions whose people the file names otherwise."""
    roles: list[Values]


def plan_of(session: Session, before: Before) -> Plan:
    """Return what was changed in a session of its own, of which nothing is written itself."""
    modified = [record for record in session.dirty if session.is_modified(record)]
    return Plan(
        added={
            kind: [_whole(record) for record in session.new if type(record) is kind] for kind in NEW
        },
        changed={
            kind: [_as_written(record) for record in modified if type(record) is kind]
            for kind in WRITTEN
        },
        employers=[(person.public_id, name) for person, name in before.directory.employers],
        roles_gone=[record.id for record in session.deleted if isinstance(record, SessionRole)],
        roles=[
            {
                "session_id": item.public_id,
                "person_id": role.person and role.person.public_id,
                "part": role.part,
                "position": position,
                "state": role.state,
                "internal": role.internal,
                "announced": role.announced,
                "function": role.function,
            }
            for item, role, position in before.new_roles
        ],
    )


def _whole(record: Any) -> Values:
    """Return a record that is new."""
    names = {column.key for column in inspect(type(record)).column_attrs} - {"id", "event_id"}
    return {name: _value(record, name) for name in names}


def _as_written(record: Any) -> Values:
    """Return what an import may write into a record that is there, and its number."""
    written = {name: _value(record, name) for name in WRITTEN[type(record)]}
    return {**written, "number_of_row": record.id}


def _value(record: Any, name: str) -> Any:
    link = LINKS.get(type(record), {}).get(name)
    if link is None:
        return getattr(record, name)
    other = getattr(record, link)
    return None if other is None else other.public_id


def write(session: Session, event: Event, plan: Plan, *, by: Actor, now: datetime) -> None:
    """Write the rows; whoever does holds the lock under which the plan still is what it was."""
    numbers: dict[str, int] = {}
    employed = _employed(session, event, plan, by=by, now=now)
    for kind in NEW:
        rows = [_resolved(kind, row, numbers) for row in plan.added[kind]]
        if kind is Person:
            rows = [{**row, "organisation_id": employed.get(row["public_id"])} for row in rows]
        _insert(session, kind, [{**row, "event_id": event.id} for row in rows])
        numbers |= _numbers(session, event, kind)
    for kind, changes in plan.changed.items():
        _update(session, kind, [_resolved(kind, change, numbers) for change in changes])
    if plan.roles_gone:
        session.execute(delete(SessionRole).where(SessionRole.id.in_(plan.roles_gone)))
    _insert(
        session,
        SessionRole,
        [
            {
                **role,
                "session_id": numbers[role["session_id"]],
                "person_id": numbers[role["person_id"]],
            }
            for role in plan.roles
        ],
    )
    session.expire_all()


def _employed(
    session: Session, event: Event, plan: Plan, *, by: Actor, now: datetime
) -> dict[str, int]:
    """Return the number of the organisation of everybody who is new and belongs to one."""
    if not plan.employers:
        return {}
    names = [name for _who, name in plan.employers]
    known = organisations_called(session, event, names, by=by, now=now)
    return {who: known[name] for who, name in plan.employers}


def _resolved(kind: type[Base], row: Values, numbers: Mapping[str, int]) -> Values:
    links = {name: row[name] for name in LINKS.get(kind, ()) if name in row}
    return {**row, **{name: other and numbers[other] for name, other in links.items()}}


def _table(kind: type[Base]) -> Table:
    return cast(Table, kind.__table__)


def _insert(session: Session, kind: type[Base], rows: list[Values]) -> None:
    if rows:
        session.connection().execute(insert(_table(kind)), rows)


def _update(session: Session, kind: type[Base], rows: list[Values]) -> None:
    if not rows:
        return
    table = _table(kind)
    values: Values = {name: bindparam(name) for name in WRITTEN[kind]}
    if "version" in table.c:
        values["version"] = table.c.version + 1
    statement = update(table).where(table.c.id == bindparam("number_of_row"))
    session.connection().execute(statement.values(**values), rows)


def _numbers(session: Session, event: Event, kind: type[Base]) -> Iterable[tuple[str, int]]:
    table = _table(kind)
    statement = select(table.c.public_id, table.c.id).where(table.c.event_id == event.id)
    return [(row.public_id, row.id) for row in session.connection().execute(statement)]
