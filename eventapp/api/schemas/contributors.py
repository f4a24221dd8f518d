"""What programs send and get of contributors."""

from marshmallow import fields

from eventapp.agenda.models import ContributorState, SessionPart
from eventapp.api.answers import AnswerSchema
from eventapp.api.fields import Length, OneOf, Strict
from eventapp.api.schemas.registrations import line, list_of, moment
from eventapp.languages import LANGUAGES
from eventapp.speakers.models import AnsweredAs
from eventapp.speakers.open_points import PointKind
from eventapp.speakers.services.posting import Addressee
from eventapp.speakers.standing import Standing


def _language() -> fields.String:
    return fields.String(
        validate=OneOf(LANGUAGES), metadata={"description": "Of e-mails to the contributor."}
    )


def _text() -> fields.String:
    return fields.String(validate=Length(max=2000))


class ContributorChangeSchema(Strict):
    """What organisers keep about a contributor."""

    language = _language()
    answer_by = fields.Date(allow_none=True)
    details_by = fields.Date(allow_none=True)
    team_note = _text()


class InvitationSchema(Strict):
    """An invitation to contribute."""

    to = fields.String(
        validate=OneOf([to.value for to in Addressee]),
        metadata={"description": "Who gets it; the assistant, where there is one, if not sent."},
    )
    language = _language()
    answer_by = fields.Date(allow_none=True)
    details_by = fields.Date(allow_none=True)
    message = _text()
    signed_by = line(160)


class ContributorPartSchema(AnswerSchema):
    """A part in a session."""

    session = fields.String(required=True, attribute="session.public_id")
    part = fields.Enum(SessionPart, by_value=True, required=True)
    state = fields.Enum(ContributorState, by_value=True, required=True)
    internal = fields.Boolean(required=True)
    announced = fields.Boolean(required=True)


class OpenPointSchema(AnswerSchema):
    """Something that is missing."""

    kind = fields.Enum(PointKind, by_value=True, required=True)
    languages = fields.List(fields.String(), required=True)
    due = fields.Date(required=True, allow_none=True)
    is_late = fields.Boolean(required=True)


class ContributorSchema(AnswerSchema):
    """A contributor as programs see them: no address, and nothing of what help they need."""

    person = fields.String(required=True, attribute="person.public_id")
    name = fields.String(required=True, attribute="person.full_name")
    state = fields.Enum(Standing, by_value=True, required=True, attribute="standing")
    complete = fields.Boolean(required=True)
    language = fields.String(required=True, attribute="contributor.language")
    answer_by = fields.Date(required=True, allow_none=True, attribute="contributor.answer_by")
    details_by = fields.Date(required=True, allow_none=True, attribute="contributor.details_by")
    team_note = fields.String(required=True, attribute="contributor.team_note")
    invited_at = moment(allow_none=True, attribute="contributor.invited_at")
    reminded_at = moment(allow_none=True, attribute="contributor.reminded_at")
    answered_at = moment(allow_none=True, attribute="contributor.answered_at")
    answered_as = fields.Enum(
        AnsweredAs,
        by_value=True,
        required=True,
        allow_none=True,
        attribute="contributor.answered_as",
    )
    recording = fields.Boolean(required=True, allow_none=True, attribute="contributor.recording")
    photographs = fields.Boolean(
        required=True, allow_none=True, attribute="contributor.photographs"
    )
    parts = fields.List(fields.Nested(ContributorPartSchema), required=True, attribute="roles")
    missing = fields.List(fields.Nested(OpenPointSchema), required=True, attribute="points")


ListOfContributorsSchema = list_of(ContributorSchema, "ListOfContributors")
