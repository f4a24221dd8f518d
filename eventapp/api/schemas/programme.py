"""What programs send and get of the programme: rooms, tracks, organisations."""

from typing import Any

from marshmallow import fields, validate

from eventapp.agenda.models import Seating
from eventapp.api.answers import AnswerSchema, Picture
from eventapp.api.fields import Country, Length, OneOf, Range, Strict, web_address
from eventapp.api.schemas.registrations import (
    TrueOrFalse,
    in_languages,
    line,
    list_of,
)
from eventapp.forms.records import BIGGEST
from eventapp.languages import LANGUAGES
from eventapp.people.models import OrganisationKind

LONGEST_TEXT = 5_000
"""Characters of a longer text in one language, as in the back office."""


Line3Schema = Strict.from_dict({code: line(200) for code in LANGUAGES}, name="Line3Schema")
"""One line in any of the languages; one left out stays as it is, an empty one goes."""

Text3Schema = Strict.from_dict({code: line(LONGEST_TEXT) for code in LANGUAGES}, name="Text3Schema")
"""A longer text in any of the languages; as with a line, what is left out stays."""


def active_field() -> fields.Boolean:
    """Return a field that says whether a record is offered."""
    return TrueOrFalse(
        metadata={"description": "False: archived, no longer offered for selection."}
    )


def _position() -> fields.Integer:
    return fields.Integer(
        strict=True,
        validate=Range(0, BIGGEST),
        metadata={
            "description": "Its place in the order, smallest first; a new one stands behind all."
        },
    )


def _seating(**options: Any) -> fields.String:
    known = OneOf([seating.value for seating in Seating])
    return fields.String(allow_none=True, validate=known, **options)


class RoomChangeSchema(Strict):
    """What may be changed of a room."""

    name = fields.Nested(Line3Schema)
    place = fields.Nested(
        Line3Schema, metadata={"description": "Where it is: floor, building, another address."}
    )
    floor = fields.Nested(Line3Schema)
    seats = fields.Integer(strict=True, allow_none=True, validate=Range(0, BIGGEST))
    seating = _seating()
    equipment = fields.Nested(
        Line3Schema, metadata={"description": "For who plans; the public programme lacks it."}
    )
    accessible = TrueOrFalse(
        allow_none=True,
        metadata={"description": "Whether one comes in without a step. Null: not known."},
    )
    position = _position()
    active = active_field()


class NewRoomSchema(RoomChangeSchema):
    """A room to be added."""

    name = fields.Nested(Line3Schema, required=True)


class RoomSchema(AnswerSchema):
    """A room as programs see it."""

    id = fields.String(required=True, attribute="public_id")
    name = in_languages()
    place = in_languages()
    floor = in_languages()
    seats = fields.Integer(required=True, allow_none=True)
    seating = _seating(required=True)
    equipment = in_languages()
    accessible = fields.Boolean(required=True, allow_none=True)
    position = fields.Integer(required=True)
    active = fields.Boolean(required=True)


class TrackChangeSchema(Strict):
    """What may be changed of a track."""

    name = fields.Nested(Line3Schema)
    position = _position()


class NewTrackSchema(TrackChangeSchema):
    """A track to be added."""

    name = fields.Nested(Line3Schema, required=True)


class TrackSchema(AnswerSchema):
    """A track as programs see it."""

    id = fields.String(required=True, attribute="public_id")
    name = in_languages()
    position = fields.Integer(required=True)


ListOfRoomsSchema = list_of(RoomSchema, "ListOfRooms")
ListOfTracksSchema = list_of(TrackSchema, "ListOfTracks")


class OrganisationChangeSchema(Strict):
    """What may be changed of an organisation."""

    name = line(200)
    short_name = line(80)
    names = fields.Nested(
        Line3Schema, metadata={"description": "Its name in a language, where it is another one."}
    )
    short_names = fields.Nested(Line3Schema)
    other_names = fields.List(line(200), validate=Length(max=20))
    kind = fields.String(validate=OneOf([kind.value for kind in OrganisationKind]))
    country = fields.String(validate=Country())
    region = line(120)
    field = fields.Nested(Line3Schema, metadata={"description": "What it works in."})
    website = fields.String(validate=validate.And(Length(max=300), web_address))
    logo_alt = fields.Nested(Line3Schema)
    active = active_field()


class NewOrganisationSchema(OrganisationChangeSchema):
    """An organisation to be added."""

    name = line(200, required=True)


class OrganisationSchema(AnswerSchema):
    """An organisation as programs see it."""

    id = fields.String(required=True, attribute="public_id")
    name = fields.String(required=True)
    short_name = fields.String(required=True)
    names = in_languages()
    short_names = in_languages()
    other_names = fields.List(fields.String(), required=True)
    kind = fields.String(required=True)
    country = fields.String(required=True)
    region = fields.String(required=True)
    field = in_languages()
    website = fields.String(required=True)
    logo = Picture(required=True)
    logo_dark = Picture(required=True)
    logo_alt = in_languages()
    active = fields.Boolean(required=True)


ListOfOrganisationsSchema = list_of(OrganisationSchema, "ListOfOrganisations")
