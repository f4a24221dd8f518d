"""Rooms and tracks of the programme."""

from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from eventapp.agenda.models import Seating
from eventapp.agenda.services import RoomChange, TrackChange
from eventapp.api.crud import Thing, keep
from eventapp.api.schemas import programme as schemas
from eventapp.api.texts import needed, written
from eventapp.events.models import Event
from eventapp.orm import Translated
from eventapp.text_search import clean_line


def _room(_session: Session, _event: Event, held: RoomChange, given: dict[str, Any]) -> RoomChange:
    seating = given.get("seating", held.seating)
    return replace(
        held,
        name=_name(held.name, given),
        place=written(held.place, given.get("place"), clean_line),
        floor=written(held.floor, given.get("floor"), clean_line),
        seats=given.get("seats", held.seats),
        seating=Seating(seating) if seating else None,
        equipment=written(held.equipment, given.get("equipment"), clean_line),
        accessible=given.get("accessible", held.accessible),
        position=given.get("position", held.position),
        active=given.get("active", held.active),
    )


def _name(held: Translated, given: dict[str, Any]) -> Translated:
    return needed(written(held, given.get("name"), clean_line), "name")


def _track(
    _session: Session, _event: Event, held: TrackChange, given: dict[str, Any]
) -> TrackChange:
    name, position = _name(held.name, given), given.get("position", held.position)
    return replace(held, name=name, position=position)


ROOMS = Thing(
    singular="room",
    many="rooms",
    key="rooms",
    answer=schemas.RoomSchema,
    page=schemas.ListOfRoomsSchema,
    new=schemas.NewRoomSchema,
    change=schemas.RoomChangeSchema,
    changed=_room,
)
TRACKS = Thing(
    singular="track",
    many="tracks",
    key="tracks",
    answer=schemas.TrackSchema,
    page=schemas.ListOfTracksSchema,
    new=schemas.NewTrackSchema,
    change=schemas.TrackChangeSchema,
    changed=_track,
)

keep(ROOMS)
keep(TRACKS)
