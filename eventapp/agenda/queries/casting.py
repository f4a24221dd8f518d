"""Whom a part can be given to: found by name, with where they are at that time already."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession, ContributorState, SessionRole
from eventapp.events.models import Event
from eventapp.people.availability import is_there
from eventapp.people.queries import times_there


def busy(
    session: Session, item: AgendaSession, persons: Collection[int]
) -> dict[int, AgendaSession]:
    """Return the session in which each of these persons has a part while this one is on.

    A session, its block and its talks are one thing. Without a time nobody is busy.
    """
    begins, ends = item.starts_at, item.ends_at
    if begins is None or ends is None or not persons:
        return {}
    statement = (
        select(SessionRole.person_id, AgendaSession)
        .join(AgendaSession, AgendaSession.id == SessionRole.session_id)
        .where(AgendaSession.event_id == item.event_id, AgendaSession.id != item.id)
        .where(SessionRole.person_id.in_(persons), SessionRole.state != ContributorState.DECLINED)
        .where(AgendaSession.starts_at < ends, AgendaSession.ends_at > begins)
        .where(~AgendaSession.cancelled)
        .order_by(AgendaSession.starts_at.desc(), AgendaSession.id)
    )
    return {
        person: other
        for person, other in session.execute(statement)
        if person is not None and other.block_id != item.id and item.block_id != other.id
    }


def away(
    session: Session, event: Event, item: AgendaSession, persons: Collection[int]
) -> frozenset[int]:
    """Return which of these persons are not there, as they said, all along a session."""
    begins = item.starts_at
    if begins is None or not persons:
        return frozenset()
    there = times_there(session, event, persons)
    ends = item.ends_at or begins
    return frozenset(who for who, times in there.items() if not is_there(times, begins, ends))
