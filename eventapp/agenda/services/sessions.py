"""Sessions of the programme: added and changed, by whoever makes it."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime
from itertools import chain
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from eventapp import changes
from eventapp.agenda import queries
from eventapp.agenda.errors import BlockInBlock, ChangedSinceSeen
from eventapp.agenda.models import (
    AgendaSession,
    SessionCategory,
    SessionRole,
    SessionRoom,
    SessionRule,
)
from eventapp.agenda.queries.hosting import hosts_of
from eventapp.agenda.services.hosting import about
from eventapp.agenda.services.session_change import PARTS, SLOT, RoleChange, SessionChange
from eventapp.events.models import Event
from eventapp.events.revision import hold, raise_revision
from eventapp.journal.services import Actor, Object, record, record_all

Times = tuple[datetime | None, datetime | None]
"""When something begins and ends; None: not known."""

_TABLE = cast(Table, AgendaSession.__table__)
_MOVE = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("row_id"))
    .values(
        starts_at=bindparam("begins"),
        ends_at=bindparam("ends"),
        revised_at=bindparam("now"),
        version=_TABLE.c.version + 1,
    )
)


def add_session(
    session: Session, event: Event, change: SessionChange, *, by: Actor, now: datetime
) -> AgendaSession:
    """Add a session to the draft."""
    hold(session, event.id)  # two new sessions must not get the same number
    change = change.settled()
    _check(session, None, change)
    item = AgendaSession(
        event=event, number=_last_number(session, event) + 1, title=change.title, revised_at=now
    )
    write_row(item, change)
    session.add(item)
    session.flush()
    _write_parts(session, item, SessionChange(), change)
    session.flush()
    queries.read_again(session, item)  # with its room, track and block
    _note(session, item, None, change, by=by, now=now)
    raise_revision(session, event.id)
    return item


def change_session(
    session: Session,
    item: AgendaSession,
    change: SessionChange,
    *,
    seen: changes.Seen | None = None,
    as_one: Collection[str] = (),
    by: Actor,
    now: datetime,
) -> SessionChange:
    """Write what is new of a session and return what stood before; its talks move along.

    Raises ChangedByBoth (`changes.merged`), ChangedSinceSeen where it is deleted by now.
    """
    stands = stand(session, item)
    sent = changes.merged(stands, change.settled(item), seen, as_one=as_one)
    after = sent.settled(item)
    if after != stands:
        _save(session, item, stands, after, by=by, now=now)
        _move_talks(session, item, stands, after, by=by, now=now)
        raise_revision(session, item.event_id)
    return stands


def move_sessions(
    session: Session, event: Event, moved: Callable[[Times], Times], *, by: Actor, now: datetime
) -> int:
    """Give each session of the draft the times that `moved` returns; return how many have one.

    Each is changed and noted as by `change_session`, all of them by the same few statements: others
    who write wait for it. What somebody holds open of such a session is stale afterwards.
    """
    hold(session, event.id)
    items = [item for item in queries.draft(session, event) if item.starts_at is not None]
    hosts = hosts_of(session, items)
    rows: list[dict[str, object]] = []
    noted: list[dict[str, object]] = []
    acted_on: list[Object] = []
    for item, stands in zip(items, SessionChange.of_all(session, items), strict=True):
        begins, ends = moved((stands.starts_at, stands.ends_at))
        after = replace(stands, starts_at=begins, ends_at=ends).settled(item)
        if after == stands:
            continue
        after.check()
        acted_on.append(about(item, hosts.get(item.id)))
        noted.append(changes.differences(stands, after))
        times = {"begins": after.starts_at, "ends": after.ends_at}
        rows.append({"row_id": item.id, **times, "now": now})
    if rows:
        session.connection().execute(_MOVE, rows)
        record_all(session, "session-moved", acted_on, by=by, now=now, changes=noted)
        for item in items:
            session.expire(item)
        raise_revision(session, event.id)
    return len(items)


def stand(session: Session, item: AgendaSession) -> SessionChange:
    """Return a session as it stands now, held until the commit."""
    hold(session, item.event_id)
    if not queries.read_again(session, item):
        raise ChangedSinceSeen
    return SessionChange.of(session, item)


def release_talks(session: Session, block: AgendaSession, *, by: Actor, now: datetime) -> None:
    """Let the talks of a block stand for themselves."""
    talks = queries.talks_of(session, block)
    for talk, stands in zip(talks, SessionChange.of_all(session, talks), strict=True):
        _save(session, talk, stands, replace(stands, block=None), by=by, now=now)


def write_row(item: AgendaSession, change: SessionChange) -> None:
    """Write into the session's own row what is new; rows beside it are written otherwise."""
    for name, value in changes.values_of(change).items():
        plain = list(value) if isinstance(value, tuple) else value
        if name not in PARTS and getattr(item, name) != plain:
            setattr(item, name, plain)


def _last_number(session: Session, event: Event) -> int:
    last = select(func.max(AgendaSession.number)).where(AgendaSession.event_id == event.id)
    return session.scalar(last) or 0


def _save(
    session: Session,
    item: AgendaSession,
    before: SessionChange,
    after: SessionChange,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Write all of one change as one version of the session."""
    with session.no_autoflush:
        _check(session, item, after)
        write_row(item, after)
        item.revised_at = now
        _write_parts(session, item, before, after)
    session.flush()
    _note(session, item, before, after, by=by, now=now)


def _check(session: Session, item: AgendaSession | None, change: SessionChange) -> None:
    """Refuse what cannot be; a block is itself in no other, and no talk has talks."""
    change.check()
    block = change.block
    if block is not None and (
        block is item
        or block.block_id is not None
        or (item is not None and queries.talks_of(session, item))
    ):
        raise BlockInBlock


def _write_parts(
    session: Session, item: AgendaSession, before: SessionChange, after: SessionChange
) -> None:
    """Write the rows of other tables that are the session's own, where they are others now."""
    number = item.id
    rooms = [
        SessionRoom(session_id=number, room_id=room.id, position=position)
        for position, room in enumerate(after.further_rooms)
    ]
    rules = [
        SessionRule(session_id=number, other_id=other.id, rule=rule) for rule, other in after.rules
    ]
    categories = [
        SessionCategory(session_id=number, category_id=category.id) for category in after.categories
    ]
    rows: dict[str, tuple[type[SessionRoom | SessionRule | SessionCategory], Any]] = {
        "further_rooms": (SessionRoom, rooms),
        "rules": (SessionRule, rules),
        "categories": (SessionCategory, categories),
    }
    for name, (table, rows_wanted) in rows.items():
        if getattr(before, name) != getattr(after, name):
            session.execute(delete(table).where(table.session_id == number))
            session.add_all(rows_wanted)
    if before.people != after.people:
        _write_roles(session, item, after)


def _write_roles(session: Session, item: AgendaSession, after: SessionChange) -> None:
    """Write who does what; a part that stays keeps how far it is settled."""
    standing: dict[object, list[SessionRole]] = {}
    for role in queries.roles_of(session, [item]).get(item.id, ()):
        standing.setdefault(RoleChange.of(role).key, []).append(role)
    for position, change in enumerate(after.people):
        same = standing.get(change.key)
        role = same.pop(0) if same else SessionRole(session=item, person=change.person)
        session.add(role)
        changes.write(role, change, position=position)
    for role in chain.from_iterable(standing.values()):
        session.delete(role)


def _move_talks(
    session: Session,
    block: AgendaSession,
    before: SessionChange,
    after: SessionChange,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Move the talks of a block along by as much as it moved."""
    if before.starts_at is None or after.starts_at is None or before.starts_at == after.starts_at:
        return
    talks = queries.talks_of(session, block)
    for talk, stands in zip(talks, SessionChange.of_all(session, talks), strict=True):
        if stands.starts_at is not None:
            moved = stands.begun_at(stands.starts_at + (after.starts_at - before.starts_at))
            _save(session, talk, stands, moved, by=by, now=now)


def _note(
    session: Session,
    item: AgendaSession,
    before: SessionChange | None,
    after: SessionChange,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Write down what is otherwise, each field as it stood and as it stands."""
    different = changes.differences(before, after)
    if before is None:
        action = "record-added"
    elif different.keys() == {"cancelled"}:
        action = "session-cancelled" if after.cancelled else "session-restored"
    else:
        action = "session-moved" if different.keys() <= {*SLOT} else "record-changed"
    of = hosts_of(session, [item]).get(item.id)
    record(session, action, about(item, of), by=by, now=now, changes=different)
