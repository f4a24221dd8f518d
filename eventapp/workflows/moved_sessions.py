"""Sessions of the draft get other times, all in one statement: others who write wait for it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession
from eventapp.events.models import Event
from eventapp.events.revision import raise_revision

Times = tuple[datetime | None, datetime | None]
"""When something begins and ends; None: not known."""


def give_times(
    session: Session, event: Event, moved: Callable[[Times], Times], *, now: datetime
) -> int:
    """Give each session of the draft the times that `moved` returns; return how many have one.

    What somebody holds open of such a session is stale afterwards, as after every change.
    """
    table = cast(Table, AgendaSession.__table__)
    wanted = select(AgendaSession.id, AgendaSession.starts_at, AgendaSession.ends_at).where(
        AgendaSession.event_id == event.id,
        AgendaSession.starts_at.is_not(None),
    )
    rows: list[dict[str, Any]] = []
    for number, *times in session.execute(wanted):
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
