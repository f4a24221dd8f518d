"""What features are told of the installation is what its operator chose."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.addresses import Page
from eventapp.web.installation import addresses, settings
from tests.factories.events import make_event

pytestmark = pytest.mark.on_sqlite


def test_address_that_features_write_of_an_event_leads_to_its_page(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    make_event(session)
    session.commit()
    with app.app_context():
        path, base_url = addresses().path(Page.EVENT, event="spring"), settings().base_url

    assert base_url == "http://localhost"
    assert "Spring conference" in client.get(f"{path}?lang=en").text
