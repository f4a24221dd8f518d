"""What tests of a participant's own page begin with."""

import pytest
from sqlalchemy.orm import Session

from eventapp.registration.models import Registration
from tests.factories.events import make_event_with_category
from tests.factories.registrations import make_registration


@pytest.fixture
def mine(session: Session) -> Registration:
    """Return a confirmed registration at an event with one place, somebody waiting behind it."""
    event, category = make_event_with_category(session, places=1)
    registration = make_registration(session, event, category, "Müller")
    make_registration(session, event, category, "Waiting")
    session.commit()
    return registration
