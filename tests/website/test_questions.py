"""Who was registered by a colleague answers later what the form would have asked."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.orm import Translated
from eventapp.registration.models import (
    Bond,
    Consent,
    Registration,
)
from tests.factories.events import make_category, make_event
from tests.factories.registrations import make_registration
from tests.website.test_invitations import send, take_part
from tests.website.test_party import bring, text_of


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event whose guests may register two colleagues and bring one companion."""
    event = make_event(session, places=10)
    make_category(session, event, colleagues=2, plus_ones=1)
    return event


@pytest.fixture
def host(session: Session, client: FlaskClient, event: Event) -> Registration:
    """Return Ada's place, whose page is open in the browser."""
    category = make_category(session, event, key="hosts", colleagues=2, plus_ones=1)
    host = make_registration(session, event, category, "Ada")
    take_part(client, session, host)
    return host


def test_who_was_registered_by_a_colleague_is_asked_on_the_own_page(
    app: Flask, session: Session, event: Event, host: Registration
) -> None:
    session.add(Consent(event=event, key="privacy", text=Translated.same("Gelesen"), required=True))
    bob = bring(session, event, host, Bond.COLLEAGUE, "Bob")
    assert bob.registration is not None
    browser = app.test_client()
    take_part(browser, session, bob.registration)
    assert "Eine Frage ist noch zu beantworten" in text_of(browser, "/spring/my")

    assert send(browser, "/spring/my/questions") == 422
    assert send(browser, "/spring/my/questions", consent_privacy="y") == 303

    assert "noch zu beantworten" not in text_of(browser, "/spring/my")
    assert "Sie haben alle Fragen beantwortet" in text_of(browser, "/spring/my/questions")
