"""What is sent, read field by field: each refusal is a sentence that every language has."""

from collections.abc import Iterator, Mapping
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate

from eventapp.addresses import is_web_address
from eventapp.errors import Sentence
from eventapp.web.forms import NO_WEB_ADDRESS

MISSING = Sentence("This is still missing.")
_NO_OBJECT = Sentence("An object is expected here.")
_NO_MOMENT = Sentence(
    "A date and time with its offset is expected here, such as 2027-03-04T09:00:00+01:00."
)
_ANY = {
    "required": MISSING,
    "null": Sentence("null is not accepted here."),
    "validator_failed": Sentence("Part of what was sent cannot be right."),
}
_OF_TYPE: Mapping[type[fields.Field[Any]], Mapping[str, Sentence]] = {
    fields.String: dict.fromkeys(("invalid", "invalid_utf8"), Sentence("A text is expected here.")),
    fields.Integer: dict.fromkeys(
        ("invalid", "too_large"), Sentence("A whole number is expected here.")
    ),
    fields.Boolean: {"invalid": Sentence("true or false is expected here.")},
    fields.AwareDateTime: dict.fromkeys(("invalid", "invalid_awareness", "format"), _NO_MOMENT),
    fields.List: {"invalid": Sentence("A list is expected here.")},
    fields.Dict: {"invalid": _NO_OBJECT},
    fields.Nested: {"type": _NO_OBJECT},
}
"""What is said of a value of another type, by the names that marshmallow gives the faults."""


_WHOLE: dict[str, Any] = {
    "unknown": Sentence("There is no field of this name here."),
    "type": _NO_OBJECT,
}
"""What is said of an object as a whole."""


class SentSchema(Schema):
    """A schema of what is sent: its fields say in sentences what they refuse."""

    error_messages = _WHOLE

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        """Let the field, and those within it, refuse in sentences."""
        for field in _within(field_obj):
            spoken: dict[str, Any] = {**_ANY}
            for kind, sentences in _OF_TYPE.items():
                spoken.update(sentences if isinstance(field, kind) else {})
            field.error_messages = {**field.error_messages, **spoken}
        super().on_bind_field(field_name, field_obj)


class Strict(SentSchema):
    """What is sent: nothing else may be in it."""

    class Meta:
        """Unknown fields are refused."""

        unknown = RAISE


def _within(field: fields.Field[Any]) -> Iterator[fields.Field[Any]]:
    yield field
    for name in ("inner", "key_field", "value_field"):
        inner = getattr(field, name, None)
        if inner is not None:
            yield from _within(inner)


class Keyed(fields.Dict):
    """A field for an object of any keys: what is wrong with a key or its value stands there."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> Any:
        try:
            return super()._deserialize(value, attr, data, **more)  # type: ignore[no-untyped-call]
        except ValidationError as error:
            messages = error.messages
            if not isinstance(messages, dict):
                raise
            at_keys = {key: fault.get("key") or fault["value"] for key, fault in messages.items()}
            raise ValidationError(at_keys) from error


class Length(validate.Length):
    """Takes so many characters or members, and says how many there are."""

    def __call__(self, value: Any) -> Any:
        """Return the value; refuse one that is too short or too long."""
        try:
            return super().__call__(value)
        except ValidationError as error:
            if not value:
                raise ValidationError([MISSING]) from error
            said = (
                Sentence(
                    "This is %(length)s characters long; at most %(most)s are possible.",
                    length=len(value),
                    most=self.max,
                )
                if isinstance(value, str)
                else Sentence("At most %(most)s are accepted here.", most=self.max)
            )
            raise ValidationError([said]) from error


class Range(validate.Range):
    """Takes numbers from the least to the most, and says which they are."""

    def __call__(self, value: Any) -> Any:
        """Return the value; refuse one that is outside."""
        try:
            return super().__call__(value)
        except ValidationError as error:
            said = Sentence(
                "A number from %(least)s to %(most)s is expected here.",
                least=self.min,
                most=self.max,
            )
            raise ValidationError([said]) from error


class OneOf(validate.OneOf):
    """Takes the values it names, and names them."""

    def __call__(self, value: Any) -> Any:
        """Return the value; refuse any other."""
        try:
            return super().__call__(value)
        except ValidationError as error:
            said = Sentence("One of these is expected here: %(known)s.", known=self.choices_text)
            raise ValidationError([said]) from error


class Country(validate.Regexp):
    """Takes a country's code of two capital letters (ISO 3166), or nothing."""

    def __init__(self) -> None:
        super().__init__(r"^([A-Z]{2})?$")

    def __call__(self, value: Any) -> Any:
        """Return the value; refuse any other, also one with a line's end behind it."""
        if not self.regex.fullmatch(value):
            said = Sentence("A country's code of two capital letters is expected here, such as FR.")
            raise ValidationError([said])
        return value


def web_address(value: str) -> None:
    """Take an address of the web, or nothing."""
    if value and not is_web_address(value):
        raise ValidationError([NO_WEB_ADDRESS])
