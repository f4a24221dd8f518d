"""Each refusal of what is sent is a sentence, at the place of what is wrong."""

from typing import Any

import pytest
from marshmallow import ValidationError, fields

from eventapp.api.fields import Country, Keyed, Length, OneOf, Range, Strict, web_address


class Sent(Strict):
    """What a program sends in these tests."""

    name = fields.String(required=True, validate=Length(min=1, max=5))
    places = fields.Integer(validate=Range(0, 9))
    kind = fields.String(validate=OneOf(["talk", "panel"]))
    country = fields.String(validate=Country())
    website = fields.String(validate=web_address)
    at = fields.AwareDateTime()
    answers = Keyed(keys=fields.String(), values=fields.List(fields.String()))


def faults(**sent: Any) -> dict[str, Any]:
    """Return what is said of each field."""
    try:
        Sent().load({"name": "Ada", **sent})
    except ValidationError as error:
        assert isinstance(error.messages, dict)  # noqa: PT017  (for the type alone)
        return error.messages
    return {}


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "toolong", "This is 7 characters long; at most 5 are possible."),
        ("name", "", "This is still missing."), ("name", None, "null is not accepted here."),
        ("name", 7, "A text is expected here."),
        ("places", 10, "A number from 0 to 9 is expected here."),
        ("places", "many", "A whole number is expected here."),
        ("kind", "walk", "One of these is expected here: talk, panel."),
        ("nonsense", 1, "There is no field of this name here."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_a_sentence(field: str, value: object, said: str) -> None:
    sentences = faults(**{field: value})[field]

    assert [
        str(sentence) for sentence in (sentences if isinstance(sentences, list) else [sentences])
    ] == [said]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("country", "fr"), ("country", "FRA"), ("country", "FR\n"), ("website", "javascript:x"),
        ("at", "2027-03-04T09:00:00"), ("at", "soon"),
    ],
)  # fmt: skip
def test_what_only_looks_right_is_refused(field: str, value: str) -> None:
    assert set(faults(**{field: value})) == {field}


def test_what_fits_is_taken() -> None:
    assert faults(country="FR", website="https://example.org", kind="talk", places=0) == {}
    assert faults(country="", website="", at="2027-03-04T09:00:00+01:00") == {}


def test_a_fault_in_an_object_of_any_keys_stands_at_its_key() -> None:
    assert set(faults(answers={"diet": ["vegan"], "meal": "none"})["answers"]) == {"meal"}
