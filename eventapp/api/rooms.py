"""Rooms and tracks of the programme."""

from typing import Any

from sqlalchemy.orm import Session

from eventapp.agenda import queries as agenda
from eventapp.agenda import services
from eventapp.agenda.models import Room, Seating, Track
from eventapp.api.crud import Thing, keep
from eventapp.api.schemas import programme as schemas
from eventapp.api.texts import needed, written
from eventapp.events.models import Event
from eventapp.orm import Translated
from eventapp.web.forms import clean_line


def _tell_room(one: Room) -> dict[str, Any]:
    return {
        "id": one.public_id,
        "name": one.name.as_dict(),
        "place": one.place.as_dict(),
        "floor": one.floor.as_dict(),
        "seats": one.seats,
        "seating": one.seating.value if one.seating else None,
        "equipment": one.equipment.as_dict(),
        "accessible": one.accessible,
        "position": one.position,
        "active": one.active,
    }


def _add_room(session: Session, event: Event, given: dict[str, Any]) -> Room:
    return services.add_room(
        session,
        event,
        name=_name(Translated(), given),
        place=Translated(),
        seats=None,
        position=services.behind(agenda.rooms(session, event)),
    )


def _store_room(_session: Session, _event: Event, one: Room, given: dict[str, Any]) -> None:
    one.name = _name(one.name, given)
    one.place = written(one.place, given.get("place"), clean_line)
    one.floor = written(one.floor, given.get("floor"), clean_line)
    one.seats = given.get("seats", one.seats)
    if "seating" in given:
        one.seating = Seating(given["seating"]) if given["seating"] else None
    one.equipment = written(one.equipment, given.get("equipment"), clean_line)
    one.accessible = given.get("accessible", one.accessible)
    one.position = given.get("position", one.position)
    one.active = given.get("active", one.active)


def _name(held: Translated, given: dict[str, Any]) -> Translated:
    return needed(written(held, given.get("name"), clean_line), "name")


def _tell_track(one: Track) -> dict[str, Any]:
    return {"id": one.public_id, "name": one.name.as_dict(), "position": one.position}


def _add_track(session: Session, event: Event, given: dict[str, Any]) -> Track:
    return services.add_track(session, event, name=_name(Translated(), given))


def _store_track(_session: Session, _event: Event, one: Track, given: dict[str, Any]) -> None:
    one.name = _name(one.name, given)
    one.position = given.get("position", one.position)


ROOMS = Thing(
    one="room",
    many="rooms",
    key="rooms",
    answer=schemas.RoomSchema,
    page=schemas.ListOfRoomsSchema,
    new=schemas.NewRoomSchema,
    change=schemas.RoomChangeSchema,
    tell=_tell_room,
    add=_add_room,
    store=_store_room,
)
TRACKS = Thing(
    one="track",
    many="tracks",
    key="tracks",
    answer=schemas.TrackSchema,
    page=schemas.ListOfTracksSchema,
    new=schemas.NewTrackSchema,
    change=schemas.TrackChangeSchema,
    tell=_tell_track,
    add=_add_track,
    store=_store_track,
)

keep(ROOMS)
keep(TRACKS)
