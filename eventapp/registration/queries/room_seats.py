"""Sessions that stand in rooms with fewer seats than people are signed up."""

from sqlalchemy import func, select, union
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession, Room, SessionRoom
from eventapp.events.models import Event
from eventapp.registration.models import SessionPlace, SessionPlaceState


def too_full(session: Session, event: Event) -> list[tuple[AgendaSession, int, int]]:
    """Return sessions of the draft with more people signed up than seats, and both numbers."""
    first = select(AgendaSession.id.label("session_id"), AgendaSession.room_id)
    rooms = union(first, select(SessionRoom.session_id, SessionRoom.room_id)).subquery()
    seats = (
        select(rooms.c.session_id, func.sum(Room.seats).label("seats"))
        .join(Room, Room.id == rooms.c.room_id)
        .group_by(rooms.c.session_id)
        .having(func.count() == func.count(Room.seats))
        .subquery()
    )
    number = func.count(SessionPlace.id)
    statement = (
        select(AgendaSession.id, seats.c.seats, number)
        .join(seats, seats.c.session_id == AgendaSession.id)
        .join(SessionPlace, SessionPlace.session_id == AgendaSession.id)
        .where(
            AgendaSession.event_id == event.id,
            AgendaSession.cancelled.is_(False),
            SessionPlace.state == SessionPlaceState.CONFIRMED,
        )
        .group_by(AgendaSession.id, seats.c.seats)
        .having(number > seats.c.seats)
    )
    counted = {row: (many, int(seated)) for row, seated, many in session.execute(statement)}
    rows = select(AgendaSession).where(AgendaSession.id.in_(counted))
    order = (AgendaSession.starts_at, AgendaSession.id)
    those = session.scalars(rows.order_by(*order)) if counted else ()
    return [(row, *counted[row.id]) for row in those]
