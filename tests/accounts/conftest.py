"""What tests of accounts begin with."""

import pytest
from sqlalchemy.orm import Session

from eventapp.accounts.models import User
from tests.factories.accounts import make_member
from tests.factories.events import make_event


@pytest.fixture
def user(session: Session) -> User:
    """Return an organiser."""
    made = make_member(session, make_event(session))
    session.commit()
    return made
