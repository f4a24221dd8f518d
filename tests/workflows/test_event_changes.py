"""Acts that span features: a place in use is kept, and another zone turns no session round."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from eventapp.registration.models import State
from eventapp.workflows import event_changes
from tests.factories.events import make_category, make_event
from tests.factories.registrations import make_registration

pytestmark = pytest.mark.on_sqlite


def test_an_hour_that_the_new_clock_leaves_out_does_not_turn_a_session_round() -> None:
    start = datetime(2027, 3, 28, 2, 30, tzinfo=UTC)
    end = datetime(2027, 3, 28, 3, 0, tzinfo=UTC)

    moved = event_changes._on_other_clock(
        (start, end), former=ZoneInfo("UTC"), later=ZoneInfo("Europe/Berlin")
    )

    assert moved[0] is not None
    assert moved[1] is not None
    assert moved[1] > moved[0]
    assert event_changes._on_other_clock(
        (None, None), former=ZoneInfo("UTC"), later=ZoneInfo("Europe/Paris")
    ) == (None, None)


def test_what_holds_more_places_than_it_has_is_named(session: Session) -> None:
    event = make_event(session)
    category = make_category(session, event, places=2)
    made = [make_registration(session, event, category, name) for name in ("Ada", "Bob")]
    assert {registration.state for registration in made} == {State.CONFIRMED}
    assert event_changes.overfull(session, event) == []

    event.places = 1
    session.flush()

    assert [(held, most) for _name, held, most in event_changes.overfull(session, event)] == [
        (2, 1)
    ]
