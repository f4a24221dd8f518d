"""Rooms: added and changed, by whoever makes the programme."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from eventapp import changes
from eventapp.agenda import queries
from eventapp.agenda.models import Room, Seating
from eventapp.agenda.services.ordering import behind
from eventapp.events.models import Event
from eventapp.events.revision import hold, raise_revision
from eventapp.journal.services import Actor, Object, note_change
from eventapp.orm import Translated, lock_row
from eventapp.text_search import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomChange:
    """What is edited of a room."""

    name: Translated = Translated()
    place: Translated = Translated()
    floor: Translated = Translated()
    seats: int | None = None
    seating: Seating | None = None
    equipment: Translated = Translated()
    accessible: bool | None = None
    position: int | None = None
    """None for a new one: behind those there are."""
    active: bool = True

    @classmethod
    def of(cls, room: Room) -> "RoomChange":
        """Return a room as it stands."""
        return changes.read(cls, room)


def add_room(
    session: Session, event: Event, change: RoomChange, *, by: Actor, now: datetime
) -> Room:
    """Add a room."""
    hold(session, event.id)
    if change.position is None:
        change = replace(change, position=behind(queries.rooms(session, event)))
    room = Room(event=event, **changes.values_of(change))
    session.add(room)
    session.flush()
    note_change(session, _about(room), None, change, by=by, now=now)
    raise_revision(session, event.id)
    return room


def room_called(session: Session, event: Event, name: str, *, by: Actor, now: datetime) -> Room:
    """Return the room of that name, new if the event lacks it; one that was archived is back."""
    for room in queries.rooms(session, event):
        if fold(name) in {fold(text) for text in room.name.as_dict().values()}:
            change_room(session, room, replace(RoomChange.of(room), active=True), by=by, now=now)
            return room
    return add_room(session, event, RoomChange(name=Translated.same(name)), by=by, now=now)


def change_room(
    session: Session,
    room: Room,
    change: RoomChange,
    *,
    seen: changes.Seen | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Write what is new of a room; raises ChangedByBoth (`changes.merged`)."""
    hold(session, room.event_id)
    lock_row(session, room)
    before = RoomChange.of(room)
    after = changes.merged(before, change, seen)
    if after == before:
        return
    changes.write(room, after)
    session.flush()
    note_change(session, _about(room), before, after, by=by, now=now)
    raise_revision(session, room.event_id)


def _about(room: Room) -> Object:
    return Object("rooms", room.id, room.name.into("en"), room.event_id)
