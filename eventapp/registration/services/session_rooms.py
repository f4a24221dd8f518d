"""A session with people signed up for it goes into another room."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession, Room
from eventapp.agenda.queries import further_rooms
from eventapp.registration import queries
from eventapp.registration.errors.sessions import RoomTooSmall


def check_seats(
    session: Session,
    item: AgendaSession,
    room: Room | None,
    further: Sequence[Room] | None = None,
) -> None:
    """Refuse other rooms that have fewer seats than people have a place at the session.

    `further` are the rooms it is in at the same time; nothing: those it is in now. Call it under
    the lock, before the session is moved. Whoever moves it all the same takes no place away:
    without a number of its own the session gives none until it fits.
    """
    beside = further_rooms(session, [item]).get(item.id, [])
    rooms = [one for one in (room, *(beside if further is None else further)) if one is not None]
    before = {item.room_id, *(one.id for one in beside)} - {None}
    seats = [one.seats for one in rooms if one.seats is not None]
    if len(seats) < len(rooms) or not rooms or {one.id for one in rooms} == before:
        return
    confirmed, _ = queries.counted_at(session, item)
    if confirmed > sum(seats):
        raise RoomTooSmall(confirmed, sum(seats), by_hand=item.places)
