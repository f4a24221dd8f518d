"""What programs send and get of information desks."""

from typing import Any

from marshmallow import ValidationError, fields, validates_schema

from eventapp.api.answers import AnswerSchema
from eventapp.api.fields import Length, OneOf, Range, Strict
from eventapp.api.schemas.programme import Line3Schema, Text3Schema
from eventapp.api.schemas.registrations import (
    in_languages,
    list_of,
    moment,
    public_id_of,
    sent_moment,
)
from eventapp.errors import Sentence
from eventapp.forms.records import BIGGEST
from eventapp.languages import LANGUAGES

MOST_EXPERTS = 20


class ExpertSchema(Strict):
    """Who can be asked at a desk, and when; without hours, as long as it is open."""

    person = fields.String(required=True, validate=Length(max=40))
    starts_at = sent_moment(allow_none=True)
    ends_at = sent_moment(allow_none=True)

    @validates_schema
    def check_hours(self, data: dict[str, Any], **_more: Any) -> None:
        """Refuse half a time, and one that ends before it begins."""
        begins, ends = data.get("starts_at"), data.get("ends_at")
        if (begins is None) != (ends is None):
            raise ValidationError({"ends_at": [Sentence("Enter both the beginning and the end.")]})
        if begins is not None and ends is not None and ends <= begins:
            said = Sentence("The end must come after the beginning.")
            raise ValidationError({"ends_at": [said]})


class DeskChangeSchema(Strict):
    """What may be changed of an information desk."""

    name = fields.Nested(Line3Schema)
    organisation = fields.String(
        allow_none=True,
        validate=Length(max=40),
        metadata={"description": "The `id` of an organisation."},
    )
    text = fields.Nested(Line3Schema)
    topics = fields.Nested(Text3Schema, metadata={"description": "A line a topic."})
    experts = fields.List(
        fields.Nested(ExpertSchema),
        validate=Length(max=MOST_EXPERTS),
        metadata={"description": "All who can be asked there, in their order, by `id`."},
    )
    place = fields.Nested(Line3Schema)
    opens_at = sent_moment(allow_none=True)
    closes_at = sent_moment(allow_none=True)
    languages = fields.List(fields.String(validate=OneOf(list(LANGUAGES))))
    position = fields.Integer(strict=True, validate=Range(0, BIGGEST))


class NewDeskSchema(DeskChangeSchema):
    """An information desk to be added."""

    name = fields.Nested(Line3Schema, required=True)


class ToldExpertSchema(AnswerSchema):
    """Who can be asked at a desk, as programs see it."""

    person = fields.String(required=True, attribute="person.public_id")
    starts_at = moment(allow_none=True)
    ends_at = moment(allow_none=True)


class DeskSchema(AnswerSchema):
    """An information desk as programs see it."""

    id = fields.String(required=True, attribute="public_id")
    name = in_languages()
    organisation = public_id_of("organisation")
    text = in_languages()
    topics = in_languages()
    experts = fields.List(fields.Nested(ToldExpertSchema), required=True)
    place = in_languages()
    opens_at = moment(allow_none=True)
    closes_at = moment(allow_none=True)
    languages = fields.List(fields.String(), required=True)
    position = fields.Integer(required=True)


ListOfDesksSchema = list_of(DeskSchema, "ListOfInformationDesks")
