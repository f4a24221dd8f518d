"""What tests of sign-up for sessions begin with: an event with one group, and people."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from eventapp.events.models import Category, Event
from eventapp.registration.models import Registration
from tests.factories.events import make_event_with_category
from tests.factories.registrations import make_registration


@pytest.fixture
def event_and_group(session: Session) -> tuple[Event, Category]:
    """Return an event with one group."""
    return make_event_with_category(session)


@pytest.fixture
def event(event_and_group: tuple[Event, Category]) -> Event:
    """Return that event."""
    return event_and_group[0]


@pytest.fixture
def person(
    session: Session, event_and_group: tuple[Event, Category]
) -> Callable[[str], Registration]:
    """Return what makes a participant of that name."""
    return lambda name: make_registration(session, *event_and_group, name)
