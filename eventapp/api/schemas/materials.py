"""What programs send and get of the files of sessions and information desks."""

from typing import Any

from marshmallow import ValidationError, fields, validates_schema

from eventapp.api.answers import AnswerSchema
from eventapp.api.fields import Length, OneOf, Strict
from eventapp.api.schemas.programme import Line3Schema
from eventapp.api.schemas.registrations import (
    in_languages,
    line,
    list_of,
    moment,
    public_id_of,
    sent_moment,
)
from eventapp.errors import Sentence
from eventapp.languages import LANGUAGES
from eventapp.speakers.models import Visibility

VISIBILITIES = [visibility.value for visibility in Visibility]


class FileSchema(Strict):
    """What a file that is sent is called."""

    name = line(200, required=True)


class NewMaterialSchema(FileSchema):
    """What is asked beside a new file of a session or an information desk."""

    session = fields.String(
        validate=Length(max=40),
        metadata={"description": "The `id` of a session; not sent: it is for a desk."},
    )
    desk = fields.String(
        validate=Length(max=40),
        metadata={"description": "The `id` of an information desk; not sent: for a session."},
    )
    person = fields.String(
        validate=Length(max=40),
        metadata={"description": "The `id` of whose it is; not sent: the organisers', a desk's."},
    )
    visibility = fields.String(validate=OneOf(VISIBILITIES))
    public_from = sent_moment()

    @validates_schema
    def check_holder(self, data: dict[str, Any], **_more: Any) -> None:
        """Refuse what belongs to nobody, or to both, and a speaker at a desk."""
        if ("session" in data) == ("desk" in data):
            raise ValidationError({"session": [Sentence("Name either a session or a desk.")]})
        if "desk" in data and "person" in data:
            raise ValidationError({"person": [Sentence("The files of a desk are its team’s.")]})


class MaterialChangeSchema(Strict):
    """What is changed of a material beside its file."""

    title = fields.Nested(Line3Schema)
    languages = fields.List(fields.String(validate=OneOf(list(LANGUAGES))))
    visibility = fields.String(validate=OneOf(VISIBILITIES))
    public_from = sent_moment(allow_none=True)


class MaterialSchema(AnswerSchema):
    """A file of a session or an information desk in its newest version."""

    id = fields.String(required=True, attribute="public_id")
    session = public_id_of("session")
    desk = public_id_of("desk")
    person = public_id_of("person")
    title = in_languages()
    languages = fields.List(fields.String(), required=True)
    visibility = fields.String(required=True, attribute="visibility.value")
    public_from = moment(allow_none=True)
    public = fields.Boolean(
        required=True, metadata={"description": "Whether everybody may read it by now."}
    )
    number = fields.Integer(required=True, attribute="newest.number")
    name = fields.String(required=True, attribute="newest.file.name")
    content_type = fields.String(required=True, attribute="newest.file.content_type")
    size = fields.Integer(
        required=True, attribute="newest.file.size", metadata={"description": "In bytes."}
    )
    uploaded_at = moment(attribute="newest.uploaded_at")
    url = fields.String(
        required=True,
        metadata={"description": "Where it is; organisers see it before it is public."},
    )


ListOfMaterialsSchema = list_of(MaterialSchema, "ListOfMaterials")
