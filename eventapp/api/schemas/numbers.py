"""What programs get to count: the overview's numbers, and those of the doors."""

from marshmallow import Schema, fields, validate

from eventapp.api.answers import AnswerSchema
from eventapp.api.schemas.registrations import in_languages, list_of, moment
from eventapp.events.models import Phase
from eventapp.registration.models import State


def _number(about: str = "") -> fields.Integer:
    return fields.Integer(required=True, metadata={"description": about} if about else {})


StatesSchema = Schema.from_dict({state.value: _number() for state in State}, name="States")


class HeldPlacesSchema(Schema):
    """The places of a category: held and waited for, and what is free of them."""

    key = fields.String(required=True, attribute="category.key")
    name = in_languages(attribute="category.name")
    places = fields.Integer(required=True, allow_none=True, attribute="category.places")
    held = _number()
    waiting = _number()
    free = fields.Integer(required=True, allow_none=True)


class DaySchema(Schema):
    """How many were registered at the end of a day."""

    day = fields.String(required=True, metadata={"format": "date"})
    registrations = _number()


class InsideSchema(AnswerSchema):
    """How many people are inside, came at all, came lately, and how many scans were refused."""

    inside = _number()
    arrived = _number()
    last_five_minutes = _number()
    refused = _number()


class NeedsSchema(Schema):
    """How much of each kind needs a person."""

    clashes = _number()
    emails_returned = _number()
    badges_unmade = _number()
    links_unopened = _number()


class StatsSchema(AnswerSchema):
    """The overview's numbers."""

    phase = fields.String(
        required=True, validate=validate.OneOf([member.value for member in Phase])
    )
    places = fields.Integer(required=True, allow_none=True)
    held = _number()
    waiting = _number()
    states = fields.Nested(StatesSchema, required=True)
    categories = fields.List(fields.Nested(HeldPlacesSchema), required=True)
    days = fields.List(fields.Nested(DaySchema), required=True)
    doors = fields.Nested(InsideSchema, required=True)
    needs = fields.Nested(NeedsSchema, required=True)


class DoorSchema(Schema):
    """What a door decided; rehearsals count nothing."""

    door = fields.String(required=True, attribute="name")
    rehearsal = fields.Boolean(required=True)
    admitted = _number("Scans that let somebody in, also again.")
    left = _number("Scans that noted somebody going out.")
    refused = _number()
    forced = _number("Of those let in or out: by a helper, for a reason.")
    refused_why = fields.Dict(required=True, keys=fields.String(), values=fields.Integer())


class SummarySchema(InsideSchema):
    """How it stands at the doors."""

    doors = fields.List(fields.Nested(DoorSchema), required=True)


class ScanSchema(AnswerSchema):
    """A scan as it was decided, by whose reference, at which door; no name."""

    id = fields.String(required=True, attribute="scan_id")
    door = fields.String(required=True)
    phone = fields.String(required=True)
    reference = fields.String(required=True, allow_none=True)
    direction = fields.String(required=True, validate=validate.OneOf(["in", "out"]))
    decision = fields.String(required=True)
    why = fields.String(required=True, allow_none=True)
    forced = fields.Boolean(required=True)
    rehearsal = fields.Boolean(required=True)
    scanned_at = moment()
    received_at = moment()


ListOfScansSchema = list_of(ScanSchema, "ListOfScans")
