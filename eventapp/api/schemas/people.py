"""What programs send and get of the people of the directory."""

from typing import Any

from marshmallow import ValidationError, fields, validates_schema

from eventapp.api.answers import AnswerSchema, Picture
from eventapp.api.fields import Length, OneOf, Strict
from eventapp.api.schemas.programme import Line3Schema, Text3Schema, active_field
from eventapp.api.schemas.registrations import (
    in_languages,
    line,
    list_of,
    public_id_of,
    sent_moment,
)
from eventapp.errors import Sentence
from eventapp.languages import LANGUAGES
from eventapp.people import links
from eventapp.people.models import PublicBasis

MOST_TIMES = 20


def _check_link(value: str) -> None:
    if not links.is_link(value):
        raise ValidationError([Sentence(links.NO_LINK.msgid, typed=value[:80])])


class TimeSchema(Strict):
    """From when until when a person is there."""

    starts_at = sent_moment(required=True)
    ends_at = sent_moment(required=True)

    @validates_schema
    def check_order(self, data: dict[str, Any], **_more: Any) -> None:
        """Refuse a time that ends before it begins."""
        if data["ends_at"] <= data["starts_at"]:
            said = Sentence("The end must come after the beginning.")
            raise ValidationError({"ends_at": [said]})


class SpeakerChangeSchema(Strict):
    """What may be changed of a person in the programme."""

    title = line(60)
    given_name = line(80)
    family_name = line(80)
    salutation = line(120)
    pronunciation = line(120)
    organisation = fields.String(
        allow_none=True,
        validate=Length(max=40),
        metadata={"description": "The `id` of an organisation."},
    )
    email = fields.String(
        allow_none=True,
        validate=Length(max=254),
        metadata={"description": "Where e-mails to the person go. It is taken, and never told."},
    )
    phone = line(40)
    assistant_name = line(160)
    assistant_email = line(254)
    assistant_phone = line(40)
    function = fields.Nested(Line3Schema)
    biography = fields.Nested(Text3Schema)
    portrait_alt = fields.Nested(Line3Schema)
    portrait_credit = line(120)
    languages = fields.List(
        fields.String(validate=OneOf(LANGUAGES)),
        validate=Length(max=len(LANGUAGES)),
        metadata={"description": "What the person speaks; e-mails are in the first the event has."},
    )
    links = fields.List(
        fields.String(validate=_check_link),
        validate=Length(max=links.MOST),
        metadata={"description": "Addresses of pages, `https` all of them."},
    )
    basis = fields.String(
        validate=OneOf([basis.value for basis in PublicBasis]),
        metadata={"description": "Why the public may read of the person; `none`: it may not."},
    )
    basis_note = line(200)
    availability = fields.List(
        fields.Nested(TimeSchema),
        validate=Length(max=MOST_TIMES),
        metadata={"description": "When the person is there. Empty: throughout the event."},
    )
    active = active_field()


class NewSpeakerSchema(SpeakerChangeSchema):
    """A person to be added to the programme."""

    family_name = line(80, required=True)


class SpeakerSchema(AnswerSchema):
    """A person in the programme as programs see them: no address, no number."""

    id = fields.String(required=True, attribute="public_id")
    title = fields.String(required=True)
    given_name = fields.String(required=True)
    family_name = fields.String(required=True)
    salutation = fields.String(required=True)
    pronunciation = fields.String(required=True)
    organisation = public_id_of("organisation")
    function = in_languages()
    biography = in_languages()
    portrait = Picture(required=True)
    portrait_alt = in_languages()
    portrait_credit = fields.String(required=True)
    languages = fields.List(fields.String(), required=True)
    links = fields.List(fields.String(), required=True)
    basis = fields.String(required=True)
    basis_note = fields.String(required=True)
    active = fields.Boolean(required=True)


ListOfSpeakersSchema = list_of(SpeakerSchema, "ListOfSpeakers")
