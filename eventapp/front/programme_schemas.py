"""What programs send and get of the programme: rooms, tracks, people, organisations."""

from marshmallow import Schema, fields, validate

from eventapp.front.forms import BIGGEST
from eventapp.front.schemas import Strict, in_languages, line, list_of

LONGEST_TEXT = 5_000
"""Characters of a longer text in one language, as in the back office."""


class Line3Schema(Strict):
    """One line in up to three languages; a language left out stays as it is, an empty one goes."""

    de = line(200)
    fr = line(200)
    en = line(200)


class Text3Schema(Strict):
    """A longer text in up to three languages; as with a line, what is left out stays."""

    de = line(LONGEST_TEXT)
    fr = line(LONGEST_TEXT)
    en = line(LONGEST_TEXT)


def _active() -> fields.Boolean:
    return fields.Boolean(
        metadata={"description": "False: put away, no longer offered where one is chosen."}
    )


class RoomChangeSchema(Strict):
    """What may be changed of a room."""

    name = fields.Nested(Line3Schema)
    place = fields.Nested(
        Line3Schema, metadata={"description": "Where it is: floor, building, another address."}
    )
    seats = fields.Integer(strict=True, allow_none=True, validate=validate.Range(0, BIGGEST))
    active = _active()


class NewRoomSchema(RoomChangeSchema):
    """A room to be added."""

    name = fields.Nested(Line3Schema, required=True)


class RoomSchema(Schema):
    """A room as programs see it."""

    id = fields.String(required=True)
    name = in_languages()
    place = in_languages()
    seats = fields.Integer(required=True, allow_none=True)
    active = fields.Boolean(required=True)


class TrackChangeSchema(Strict):
    """What may be changed of a track."""

    name = fields.Nested(Line3Schema)


class NewTrackSchema(Strict):
    """A track to be added."""

    name = fields.Nested(Line3Schema, required=True)


class TrackSchema(Schema):
    """A track as programs see it."""

    id = fields.String(required=True)
    name = in_languages()


ListOfRoomsSchema = list_of(RoomSchema, "ListOfRooms")
ListOfTracksSchema = list_of(TrackSchema, "ListOfTracks")
