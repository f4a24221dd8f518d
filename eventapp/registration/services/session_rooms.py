"""A session with people signed up for it goes into another room."""

from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession, Room
from eventapp.registration import queries
from eventapp.registration.errors.sessions import RoomTooSmall


def check_seats(session: Session, item: AgendaSession, room: Room | None) -> None:
    """Refuse another room that has fewer seats than people have a place at the session.

    Call it under the lock, before the session is moved. Whoever moves it all the same takes no
    place away: without a number of its own the session gives none until it fits.
    """
    if room is None or room.seats is None or room.id == item.room_id:
        return
    confirmed, _ = queries.counted_at(session, item)
    if confirmed > room.seats:
        raise RoomTooSmall(confirmed, room.seats, by_hand=item.places)
