"""Moving the event to another day: what of the draft would stay behind, and taking it along."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession
from eventapp.agenda.services import Times, move_sessions
from eventapp.events.models import Event
from eventapp.journal.services import Actor, Object, record
from eventapp.moments import on_clock, shown_on_clock
from eventapp.workflows.desk_hours import give_hours


def days_between(held: datetime | None, typed: datetime | None) -> int:
    """Return by how many days the event's beginning moves; 0 where one of them is not known."""
    return (typed.date() - held.date()).days if held and typed else 0


def sessions_with_times(session: Session, event: Event) -> Sequence[AgendaSession]:
    """Return the sessions of the draft that have a time, in order."""
    statement = select(AgendaSession).where(
        AgendaSession.event_id == event.id, AgendaSession.starts_at.is_not(None)
    )
    return session.scalars(statement.order_by(AgendaSession.starts_at, AgendaSession.id)).all()


def moved(moment: datetime, event: Event, days: int) -> datetime:
    """Return the moment so many days later at the same hour of the event's clock."""
    shown = shown_on_clock(moment, event.tzinfo)
    assert shown is not None  # noqa: S101  (a moment has a clock)
    return on_clock(shown + timedelta(days=days), event.tzinfo)


def later(
    sessions: Sequence[AgendaSession], event: Event, days: int
) -> list[tuple[AgendaSession, datetime]]:
    """Return sessions with the moment at which each would begin so many days later."""
    return [(item, moved(item.starts_at, event, days)) for item in sessions if item.starts_at]


def move_along(session: Session, event: Event, days: int, *, by: Actor, now: datetime) -> None:
    """Move the draft's sessions and the desks' hours by so many days, as one act.

    The released programme stays what it is until the next release.
    """
    move = partial(_moved, event=event, days=days)
    number = move_sessions(session, event, move, by=by, now=now)
    give_hours(session, event, move, by=by, now=now)
    thing = Object("event", event.id, event.slug, event.id)
    changes = {"days": days, "sessions": number}
    record(session, "sessions-moved-along", thing, by=by, now=now, changes=changes)


def _moved(times: Times, *, event: Event, days: int) -> Times:
    start, end = times
    after = moved(start, event, days) if start else None
    if end is None:
        return after, None
    until = moved(end, event, days)
    if start and after is not None and until <= after:  # an hour that the clock leaves out
        until = after + (end - start)
    return after, until
