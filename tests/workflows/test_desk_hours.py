"""Hours of information desks move with their event, and only theirs."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from eventapp.agenda.services import Times
from eventapp.journal.services import SYSTEM
from eventapp.orm import Translated
from eventapp.people import queries as people
from eventapp.workflows.desk_hours import give_hours
from tests.factories.events import NOON, make_event
from tests.factories.people import make_desk

pytestmark = pytest.mark.on_sqlite


def a_day_later(times: Times) -> Times:
    """Return hours of the next day; what is open stays open."""
    opens, closes = (moment and moment + timedelta(days=1) for moment in times)
    return opens, closes


def test_every_desk_of_the_event_and_no_other_gets_the_new_hours(session: Session) -> None:
    event, other = make_event(session), make_event(session, slug="autumn")
    closes = NOON + timedelta(hours=2)
    for there, name in ((event, "Advice"), (event, "Help"), (other, "Elsewhere")):
        make_desk(session, there, Translated.same(name), opens_at=NOON, closes_at=closes)
    make_desk(session, event, Translated.same("Always"), opens_at=NOON, closes_at=None)

    give_hours(session, event, a_day_later, by=SYSTEM, now=NOON)

    day = timedelta(days=1)
    hours = {
        desk.name.as_dict()["en"]: (desk.opens_at, desk.closes_at)
        for desk in people.desks(session, event)
    }
    assert hours == {
        "Advice": (NOON + day, closes + day),
        "Help": (NOON + day, closes + day),
        "Always": (NOON + day, None),
    }
    (elsewhere,) = people.desks(session, other)
    assert (elsewhere.opens_at, elsewhere.closes_at) == (NOON, closes)


def test_hours_that_stay_leave_the_desk_as_it_was(session: Session) -> None:
    event = make_event(session)
    desk = make_desk(session, event, Translated.same("Advice"), opens_at=NOON)
    version = desk.version

    give_hours(session, event, lambda times: times, by=SYSTEM, now=NOON)
    session.flush()

    assert desk.version == version
