"""The order in which one press acts on many: nobody gets a place that the same press takes."""

import pytest
from sqlalchemy.orm import Session

from eventapp.registration.models import State
from eventapp.registration.services import steps
from tests.factories.events import NOON, make_event, make_event_with_category
from tests.factories.registrations import make_registration

pytestmark = pytest.mark.on_sqlite


def test_who_holds_no_place_is_acted_on_first_and_requests_as_they_came(session: Session) -> None:
    event, category = make_event_with_category(session, places=1)
    names = ("Ada", "Bob", "Cem")
    holder, first, second = (make_registration(session, event, category, name) for name in names)
    second.priority = 5
    session.flush()
    chosen = [holder, first, second]

    assert holder.state is State.CONFIRMED
    assert steps.in_order("cancel", chosen) == [second.id, first.id, holder.id]
    assert steps.in_order("approve", chosen[::-1]) == [holder.id, first.id, second.id]


def test_numbers_of_another_event_are_not_acted_on(session: Session) -> None:
    event, category = make_event_with_category(session)
    other = make_event(session, slug="autumn")
    registration = make_registration(session, event, category)

    assert list(steps.those(session, event, [registration.id, 404])) == [registration]
    assert list(steps.those(session, other, [registration.id])) == []


def test_what_became_free_goes_to_who_waits_in_the_last_step(session: Session) -> None:
    event, category = make_event_with_category(session, places=1)
    for name in ("Ada", "Bob", "Cem"):
        make_registration(session, event, category, name)
    event.places = 2
    session.flush()

    assert steps.serve_waiting(session, event, now=NOON) == 1
    assert steps.serve_waiting(session, event, now=NOON) == 0
