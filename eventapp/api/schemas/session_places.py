"""What programs get of places at sessions."""

from marshmallow import fields, validate

from eventapp.api.answers import AnswerSchema
from eventapp.api.schemas.registrations import moment
from eventapp.registration.models import SessionPlaceState


class SessionPlaceSchema(AnswerSchema):
    """A participant's place at a session; `position` tells the rank of who waits."""

    reference = fields.String(required=True)
    session = fields.String(required=True, metadata={"description": "The `id` of the session."})
    state = fields.String(
        required=True, validate=validate.OneOf([state.value for state in SessionPlaceState])
    )
    position = fields.Integer()
    signed_up_at = moment()
