"""The browser of an editor of the programme."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.events.models import Event, Role
from tests.factories.accounts import make_member, sign_in


@pytest.fixture
def editor(session: Session, client: FlaskClient, event: Event) -> FlaskClient:
    """Return the browser of an editor of the programme, in English."""
    sign_in(session, client, make_member(session, event, Role.AGENDA))
    session.commit()
    client.get("/lang/en")
    return client
