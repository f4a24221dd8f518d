"""What programs send and get, as schemas: the interface's description is made of them."""

from marshmallow import RAISE, Schema, fields, validate

from eventapp.front import cursors
from eventapp.orm import LANGUAGES
from eventapp.registration.models import State


class _Strict(Schema):
    class Meta:
        """Unknown fields are refused."""

        unknown = RAISE


def _line(most: int, *, required: bool = False) -> fields.String:
    least = 1 if required else 0
    return fields.String(required=required, validate=validate.Length(least, most))


class PersonSchema(_Strict):
    """Who somebody is."""

    title = _line(60)
    given_name = _line(80)
    family_name = _line(80, required=True)
    organisation = _line(200)
    country = fields.String(validate=validate.Regexp(r"^([A-Z]{2})?$"))
    language = fields.String(validate=validate.OneOf(LANGUAGES))


class NewRegistrationSchema(PersonSchema):
    """A registration to be made."""

    email = _line(254, required=True)
    category = _line(40)
    answers = fields.Dict(keys=fields.String(), values=fields.Raw())
    consents = fields.Dict(keys=fields.String(), values=fields.Boolean())


class NewHolderSchema(PersonSchema):
    """Who takes a place over."""

    email = _line(254, required=True)


class ListSchema(Schema):
    """What a list of registrations is asked for."""

    limit = fields.Integer(load_default=50, validate=validate.Range(1, 200))
    cursor = fields.String(load_default="", validate=validate.Length(max=cursors.LONGEST))
    state = fields.String(validate=validate.OneOf([state.value for state in State]))
    category = fields.String()
    q = fields.String(validate=validate.Length(max=100))
    updated_since = fields.AwareDateTime()


class RegistrationSchema(Schema):
    """A registration as programs see it."""

    reference = fields.String()
    state = fields.String(validate=validate.OneOf([state.value for state in State]))
    position = fields.Integer(allow_none=True)
    category = fields.String()
    title = fields.String()
    given_name = fields.String()
    family_name = fields.String()
    email = fields.String(allow_none=True)
    organisation = fields.String()
    country = fields.String()
    language = fields.String()
    registered_at = fields.String()
    updated_at = fields.String()


class ListOfRegistrationsSchema(Schema):
    """A page of registrations."""

    items = fields.List(fields.Nested(RegistrationSchema))
    next = fields.String(allow_none=True)


class EventSchema(Schema):
    """An event as programs see it."""

    slug = fields.String()
    title = fields.Dict(keys=fields.String(), values=fields.String())
    starts_at = fields.String(allow_none=True)
    ends_at = fields.String(allow_none=True)
    zone = fields.String()
    places = fields.Integer(allow_none=True)


class BadgeSchema(Schema):
    """A participant's code."""

    code = fields.String()
    printed_at = fields.String(allow_none=True)
    changed_since_print = fields.Boolean()
