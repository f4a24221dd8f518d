"""A page in place of a form that would surely refuse: why, and since when."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.events.models import Event
from eventapp.registration.models import Registration
from tests.factories.own_page import link, press

pytestmark = pytest.mark.on_sqlite


def test_after_the_deadline_the_form_is_not_shown_and_the_reason_is(
    client: FlaskClient, session: Session, mine: Registration
) -> None:
    press(client, link(mine))
    assert 'name="family_name"' in client.get("/spring/my/edit").get_data(as_text=True)
    event = session.get_one(Event, mine.event_id)
    session.refresh(event)
    event.edits_close_at = clock.now() - timedelta(days=1)
    session.commit()

    page = client.get("/spring/my/edit?lang=en").get_data(as_text=True)

    assert "The deadline for corrections has passed." in page
    assert 'name="family_name"' not in page
