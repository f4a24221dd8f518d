"""Answers are dumped by the schema that documents them: a field is named once."""

from datetime import UTC, datetime
from types import SimpleNamespace

from marshmallow import fields
from sqlalchemy.orm import Session

from eventapp.api.answers import AnswerSchema, Beside, Moment, Texts, dumped
from eventapp.events.models import Event
from eventapp.orm import Translated
from tests.factories.events import make_event


class CoatSchema(AnswerSchema):
    """A record as programs would see it."""

    name = Texts()
    hung_at = Moment(allow_none=True)
    peg = fields.Integer()


def coat(**changes: object) -> SimpleNamespace:
    """Return a record with what its schema names."""
    values = {"name": Translated(de="Mantel"), "hung_at": None, "peg": 7, "secret": "x"}
    return SimpleNamespace(**{**values, **changes})


def test_only_what_the_schema_names_is_told(session: Session) -> None:
    event = make_event(session)

    assert dumped(CoatSchema, event, [coat()]) == [
        {"name": {"de": "Mantel"}, "hung_at": None, "peg": 7}
    ]


def test_moments_have_the_offset_of_the_events_zone(session: Session) -> None:
    event: Event = make_event(session, zone="Europe/Berlin")
    summer = coat(hung_at=datetime(2027, 7, 1, 12, tzinfo=UTC))

    [answer] = dumped(CoatSchema, event, [summer])

    assert answer["hung_at"] == "2027-07-01T14:00:00+02:00"


def test_what_is_known_beside_a_record_goes_before_its_own(session: Session) -> None:
    event = make_event(session)

    [answer] = dumped(CoatSchema, event, [Beside(coat(), peg=8)])

    assert (answer["peg"], answer["name"]) == (8, {"de": "Mantel"})
