"""An access code typed by a visitor opens the form of its category."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.events.models import Event, WayIn
from eventapp.registration.models import (
    Registration,
    Source,
)
from eventapp.registration.services import access_codes
from eventapp.registration.services.access_codes import AccessCodeChange
from tests.factories.events import make_category, make_event
from tests.factories.registrations import SOMEBODY
from tests.website.test_invitations import send
from tests.website.test_party import text_of

PERSON = {"given_name": "Bob", "family_name": "Martin", "language": "fr"}


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event whose guests may register two colleagues and bring one companion."""
    event = make_event(session, places=10)
    make_category(session, event, colleagues=2, plus_ones=1)
    return event


def test_a_code_typed_opens_the_form_of_its_group(
    session: Session, client: FlaskClient, event: Event
) -> None:
    press = make_category(session, event, key="press", way_in=WayIn.INVITATION)
    change = AccessCodeChange(category=press.key, code="PRESSE27")
    access_codes.add_code(session, event, change, by=SOMEBODY, now=clock.now())
    session.commit()

    assert "Ich habe einen Code" in text_of(client, "/spring/register")
    assert send(client, "/spring/register/code", access_code="PRESSE28") == 422
    assert send(client, "/spring/register/code", access_code="presse 27") == 303
    person = {**PERSON, "category": "press", "email": "bob@example.org"}
    assert send(client, "/spring/c/PRESSE27", **person) == 303

    session.rollback()
    (made,) = session.scalars(select(Registration))
    assert (made.source, made.category_id) == (Source.CODE, press.id)
    assert client.get("/spring/c/PRESSE28").status_code == 404
