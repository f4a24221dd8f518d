"""Sessions of the draft get other times, and information desks other hours."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession
from eventapp.events.models import Event
from eventapp.events.revision import raise_revision
from eventapp.journal.services import Actor
from eventapp.people import queries as people
from eventapp.people.services import DeskChange, change_desk

Times = tuple[datetime | None, datetime | None]
"""When something begins and ends; None: not known."""


def give_times(
    session: Session, event: Event, moved: Callable[[Times], Times], *, now: datetime
) -> int:
    """Give each session of the draft the times that `moved` returns; return how many have one.

    All in one statement, for others who write wait for it. What somebody holds open of such a
    session is stale afterwards, as after every change.
    """
    table = cast(Table, AgendaSession.__table__)
    statement = select(AgendaSession.id, AgendaSession.starts_at, AgendaSession.ends_at).where(
        AgendaSession.event_id == event.id,
        AgendaSession.starts_at.is_not(None),
    )
    rows: list[dict[str, Any]] = []
    for number, *times in session.execute(statement):
        begins, ends = moved((times[0], times[1]))
        rows.append({"row_id": number, "begins": begins, "ends": ends, "now": now})
    if not rows:
        return 0
    later = update(table).where(table.c.id == bindparam("row_id"))
    values = {
        "starts_at": bindparam("begins"),
        "ends_at": bindparam("ends"),
        "revised_at": bindparam("now"),
        "version": table.c.version + 1,
    }
    session.connection().execute(later.values(**values), rows)
    raise_revision(session, event.id)
    for held in session.identity_map.values():
        if isinstance(held, AgendaSession):
            session.expire(held)
    return len(rows)


def give_hours(
    session: Session, event: Event, moved: Callable[[Times], Times], *, by: Actor, now: datetime
) -> None:
    """Give each information desk the hours that `moved` returns."""
    for desk in people.desks(session, event):
        held = DeskChange.of(desk)
        opens, closes = moved((held.opens_at, held.closes_at))
        later = replace(held, opens_at=opens, closes_at=closes)
        change_desk(session, desk, later, by=by, now=now)
