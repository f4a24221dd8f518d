"""What programs get of proposals: no address of anybody."""

from marshmallow import fields, validate

from eventapp.agenda.models import SessionKind
from eventapp.api.answers import AnswerSchema
from eventapp.api.fields import OneOf
from eventapp.api.schemas.registrations import PageSchema, list_of, moment
from eventapp.languages import LANGUAGES
from eventapp.speakers.models import ProposalState
from eventapp.speakers.queries.proposals import READ


class ProposalListSchema(PageSchema):
    """What a list of proposals is asked for."""

    state = fields.String(validate=OneOf([state.value for state in READ]))


class CoAuthorSchema(AnswerSchema):
    """Somebody who would contribute beside the author."""

    given_name = fields.String(required=True)
    family_name = fields.String(required=True)
    organisation = fields.String(required=True)


class ProposalSchema(AnswerSchema):
    """A session that somebody offers, with what the team thinks of it."""

    id = fields.String(required=True, attribute="public_id")
    state = fields.Enum(
        ProposalState,
        by_value=True,
        required=True,
        validate=validate.OneOf(READ),
        metadata={"description": "Accepted and declined ones can be changed until `answered_at`."},
    )
    title = fields.String(required=True, attribute="headline")
    abstract = fields.String(required=True)
    kind = fields.Enum(SessionKind, by_value=True, required=True)
    language = fields.String(required=True, validate=validate.OneOf(list(LANGUAGES)))
    languages = fields.List(fields.String(), required=True)
    author = fields.String(required=True, attribute="full_name")
    organisation = fields.String(required=True)
    co_authors = fields.List(fields.Nested(CoAuthorSchema), required=True)
    remark = fields.String(required=True)
    agrees = fields.Boolean(
        required=True, metadata={"description": "Whether the author may be named in public."}
    )
    scores = fields.Integer(required=True)
    mean = fields.Float(required=True, allow_none=True)
    submitted_at = moment(allow_none=True)
    decided_at = moment(allow_none=True)
    answered_at = moment(allow_none=True)
    session = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "The `id` of the session that it became."},
    )
    version = fields.Integer(required=True)


ListOfProposalsSchema = list_of(ProposalSchema, "ListOfProposals")
