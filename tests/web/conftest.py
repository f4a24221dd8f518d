"""What tests of the interface for programs begin with."""

import pytest
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from tests.factories.accounts import make_token
from tests.factories.events import make_event_with_category


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event with two places."""
    event, _category = make_event_with_category(session, places=2)
    session.commit()
    return event


@pytest.fixture
def token(session: Session, event: Event) -> dict[str, str]:
    """Return the headers of a token that may write."""
    return {"Authorization": f"Bearer {make_token(session, event)}"}
