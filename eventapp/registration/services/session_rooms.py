"""A session with people signed up for it goes into another room."""

from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession
from eventapp.agenda.queries import further_rooms
from eventapp.agenda.services import SessionChange
from eventapp.registration import queries
from eventapp.registration.errors.sessions import RoomTooSmall


def check_seats(session: Session, item: AgendaSession, before: SessionChange) -> None:
    """Refuse other rooms than before with fewer seats than people have a place at the session.

    Call it under the lock, when the session is in its new rooms. Whoever moves it all the same
    takes no place away: without a number of its own the session gives none until it fits.
    """
    beside = further_rooms(session, [item]).get(item.id, [])
    rooms = {room for room in (item.room, *beside) if room is not None}
    if not rooms or rooms == {before.room, *before.further_rooms} - {None}:
        return
    seats = [room.seats for room in rooms if room.seats is not None]
    if len(seats) < len(rooms):
        return
    confirmed, _ = queries.counted_at(session, item)
    if confirmed > sum(seats):
        raise RoomTooSmall(confirmed, sum(seats), by_hand=item.places)
