"""More places in a category go at once to who waits; fewer take none away."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from eventapp.events.services import CategoryChange
from eventapp.registration.models import State
from eventapp.registration.services.categories import change_category
from tests.factories.events import NOON, make_category, make_event
from tests.factories.registrations import SOMEBODY, make_registration

pytestmark = pytest.mark.on_sqlite


def test_places_added_to_a_category_are_given_and_places_taken_stay_held(session: Session) -> None:
    event = make_event(session)
    category = make_category(session, event, places=1)
    made = [make_registration(session, event, category, name) for name in ("Ada", "Bob", "Cem")]

    def states(places: int) -> list[State]:
        change = replace(CategoryChange.of(category), places=places)
        change_category(session, category, change, by=SOMEBODY, now=NOON)
        return [registration.state for registration in made]

    assert states(2) == [State.CONFIRMED, State.CONFIRMED, State.WAITING]
    assert states(1) == [State.CONFIRMED, State.CONFIRMED, State.WAITING]
