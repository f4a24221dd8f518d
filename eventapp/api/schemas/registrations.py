"""What programs send and get, as schemas: the interface's description is made of them."""

from datetime import UTC, datetime
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from eventapp.api import cursors
from eventapp.api.answers import AnswerSchema, Moment, Texts
from eventapp.api.fields import Country, Keyed, Length, OneOf, Range, SentSchema, Strict
from eventapp.errors import Sentence
from eventapp.languages import LANGUAGES
from eventapp.registration.models import HIGHEST_PRIORITY, State

LONGEST_ANSWER = 2_000
"""Characters of one answer."""


EARLIEST, LATEST = datetime(1970, 1, 2, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


class TrueOrFalse(fields.Boolean):
    """A field for true or false as JSON has them: 0, 1, "true" and "yes" are other things."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> Any:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return super()._deserialize(value, attr, data, **more)


def line(most: int, *, required: bool = False) -> fields.String:
    """Return a field for one line of text."""
    least = 1 if required else 0
    return fields.String(required=required, validate=Length(least, most))


def _check_year(moment: datetime) -> None:
    """Take a moment that every zone and database can tell."""
    if not EARLIEST <= moment < LATEST:
        said = Sentence(
            "A date and time between the years %(first)s and %(last)s is expected here.",
            first=str(EARLIEST.year),
            last=str(LATEST.year - 1),
        )
        raise ValidationError([said])


def sent_moment(
    *, allow_none: bool = False, required: bool = False, about: str = ""
) -> fields.AwareDateTime:
    """Return a field for a moment that is sent, ISO 8601 with offset."""
    described = {"description": about} if about else {}
    return fields.AwareDateTime(
        format="iso",
        allow_none=allow_none,
        required=required,
        validate=_check_year,
        metadata=described,
    )


def _check_answer(value: Any) -> None:
    """Take a text, or a list of texts, as long as a form would take."""
    if not isinstance(value, list):
        _check_text(value)
        return
    wrong = {}
    for index, text in enumerate(value):
        try:
            _check_text(text)
        except ValidationError as error:
            wrong[index] = error.messages
    if wrong:
        raise ValidationError(wrong)


def _check_text(value: Any) -> None:
    if not isinstance(value, str):
        raise ValidationError([Sentence("A text or a list of texts is expected here.")])
    Length(max=LONGEST_ANSWER)(value)


class PersonSchema(Strict):
    """Who somebody is."""

    title = line(60)
    given_name = line(80)
    family_name = line(80, required=True)
    organisation = line(200)
    country = fields.String(validate=Country())
    language = fields.String(validate=OneOf(LANGUAGES))


class ChangeSchema(PersonSchema):
    """What may be changed: who somebody is, and precedence on the waiting list."""

    priority = fields.Integer(
        strict=True,
        validate=Range(0, HIGHEST_PRIORITY),
        metadata={"description": "Higher goes first on the waiting list; 0 is everybody's."},
    )
    priority_reason = fields.String(
        validate=Length(max=500),
        metadata={"description": "Why, for the activity log; sent with `priority` only."},
    )

    @validates_schema
    def reason_is_for_a_priority(self, data: dict[str, object], **_more: Any) -> None:
        """Refuse a reason for nothing: it would be lost."""
        if "priority_reason" in data and "priority" not in data:
            said = Sentence("This can only be sent together with priority.")
            raise ValidationError([said], "priority_reason")


class NewRegistrationSchema(PersonSchema):
    """A registration to be made."""

    email = line(254, required=True)
    category = line(40)
    answers = Keyed(keys=line(40), values=fields.Raw(validate=_check_answer))
    consents = Keyed(keys=line(40), values=TrueOrFalse())


class NewHolderSchema(PersonSchema):
    """Who takes a place over."""

    email = line(254, required=True)


class ReasonSchema(Strict):
    """Why somebody is declined, or promoted although no place is free."""

    reason = line(500)


class PageSchema(SentSchema):
    """Which page of a list is asked for."""

    limit = fields.Integer(load_default=50, validate=Range(1, 200))
    cursor = fields.String(load_default="", validate=Length(max=cursors.LONGEST))


class ListSchema(PageSchema):
    """What a list of registrations is asked for."""

    state = fields.String(validate=OneOf([state.value for state in State]))
    category = fields.String()
    q = fields.String(validate=Length(max=100))
    updated_since = sent_moment()


def moment(*, allow_none: bool = False, **options: Any) -> Moment:
    """Return an answer's field for a moment, ISO 8601 with offset."""
    about = {"format": "date-time"}
    return Moment(required=True, allow_none=allow_none, metadata=about, **options)


def _states() -> fields.String:
    return fields.String(required=True, validate=validate.OneOf([state.value for state in State]))


class ListedRegistrationSchema(AnswerSchema):
    """A registration as lists hold it."""

    reference = fields.String(required=True)
    state = _states()
    category = fields.String(required=True, attribute="category.key")
    priority = fields.Integer(required=True)
    title = fields.String(required=True)
    given_name = fields.String(required=True)
    family_name = fields.String(required=True)
    email = fields.String(required=True, allow_none=True)
    organisation = fields.String(required=True, attribute="organisation_name")
    country = fields.String(required=True)
    language = fields.String(required=True, validate=validate.OneOf(LANGUAGES))
    registered_at = moment()
    updated_at = moment(attribute="changed_at")


class RegistrationSchema(ListedRegistrationSchema):
    """A registration as programs see it; who waits has a position from 1."""

    position = fields.Integer(required=True, allow_none=True)


def list_of(schema: type[Schema], name: str) -> type[Schema]:
    """Return the schema of a page; `next` is the cursor of the page behind it, null on the last."""
    return Schema.from_dict(
        {
            "items": fields.List(fields.Nested(schema), required=True),
            "next": fields.String(required=True, allow_none=True),
        },
        name=name,
    )


ListOfRegistrationsSchema = list_of(ListedRegistrationSchema, "ListOfRegistrations")


def public_id_of(name: str) -> fields.String:
    """Return an answer's field for the `id` of another record, null where there is none."""
    return fields.String(
        required=True, allow_none=True, attribute=f"{name}.public_id", dump_default=None
    )


def in_languages(**options: Any) -> Texts:
    """Return an answer's field for a text by language code."""
    return Texts(required=True, keys=fields.String(), values=fields.String(), **options)


class CategorySchema(Schema):
    """A category of participants, with its places if it has a number of its own."""

    key = fields.String(required=True)
    name = in_languages()
    places = fields.Integer(required=True, allow_none=True)


class EventSchema(AnswerSchema):
    """An event as programs see it."""

    slug = fields.String(required=True)
    title = in_languages()
    starts_at = moment(allow_none=True)
    ends_at = moment(allow_none=True)
    zone = fields.String(required=True)
    places = fields.Integer(required=True, allow_none=True)
    categories = fields.List(fields.Nested(CategorySchema), required=True)


ListOfEventsSchema = list_of(EventSchema, "ListOfEvents")


class BadgeSchema(AnswerSchema):
    """A participant's code."""

    code = fields.String(required=True, attribute="token")
    printed_at = moment(allow_none=True)
    changed_since_print = fields.Boolean(required=True)


class ProblemSchema(Schema):
    """A refusal or failure (RFC 9457): `detail` is a sentence for people, `errors` one by field."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True, validate=validate.Range(400, 599))
    detail = fields.String(required=True)
    code = fields.String()
    errors = fields.Dict(keys=fields.String(), values=fields.List(fields.String()))
