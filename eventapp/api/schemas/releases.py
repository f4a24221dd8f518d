"""What programs send and get of the agenda as a whole: what clashes in it, and its releases."""

from marshmallow import fields, validate

from eventapp.agenda.clashes import REASONS
from eventapp.api.answers import AnswerSchema
from eventapp.api.fields import Strict
from eventapp.api.schemas.registrations import TrueOrFalse, line, list_of, moment, public_id_of


class ClashSchema(AnswerSchema):
    """What cannot be so in the draft: one session or two, why, and from when until when."""

    reason = fields.String(required=True, validate=validate.OneOf(REASONS))
    sessions = fields.List(fields.String(), required=True)
    room = public_id_of("room")
    person = public_id_of("person")
    starts_at = moment(allow_none=True)
    ends_at = moment(allow_none=True)


class NewReleaseSchema(Strict):
    """A release to be made."""

    name = line(80)
    tell = TrueOrFalse(
        load_default=False,
        metadata={
            "description": "Send an e-mail to everybody who contributes to a session that changes. "
            "Whoever has booked one that is moved or cancelled receives one in any case."
        },
    )


class ReleaseSchema(AnswerSchema):
    """A release of the programme; the current one is what the public reads."""

    number = fields.Integer(required=True)
    name = fields.String(required=True)
    released_at = moment()
    current = fields.Boolean(required=True)
    shows_again = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "The number of the earlier version that this one returned to."},
    )
    told = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "How many people received an e-mail; null where nobody did."},
    )


ListOfClashesSchema = list_of(ClashSchema, "ListOfClashes")
ListOfReleasesSchema = list_of(ReleaseSchema, "ListOfReleases")
