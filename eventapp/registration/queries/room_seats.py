"""Sessions that stand in a room with fewer seats than people are signed up."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession, Room
from eventapp.events.models import Event
from eventapp.registration.models import SessionPlace, SessionPlaceState


def too_full(session: Session, event: Event) -> list[tuple[AgendaSession, int, int]]:
    """Return sessions of the draft with more people signed up than seats, and both numbers."""
    number = func.count(SessionPlace.id)
    wanted = (
        select(AgendaSession.id, Room.seats, number)
        .join(Room, Room.id == AgendaSession.room_id)
        .join(SessionPlace, SessionPlace.session_id == AgendaSession.id)
        .where(
            AgendaSession.event_id == event.id,
            AgendaSession.cancelled.is_(False),
            SessionPlace.state == SessionPlaceState.CONFIRMED,
        )
        .group_by(AgendaSession.id, Room.seats)
        .having(number > Room.seats)
    )
    found = {row: (many, seats or 0) for row, seats, many in session.execute(wanted)}
    rows = select(AgendaSession).where(AgendaSession.id.in_(found))
    order = (AgendaSession.starts_at, AgendaSession.id)
    those = session.scalars(rows.order_by(*order)) if found else ()
    return [(row, *found[row.id]) for row in those]
