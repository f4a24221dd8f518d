"""A participant's own pages: for the browser that opened the link, at that event, until replaced."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.registration.models import Registration
from tests.factories.events import make_event
from tests.factories.own_page import link, press

pytestmark = pytest.mark.on_sqlite


def test_a_browser_stays_let_in_at_that_event_until_the_link_is_replaced(
    client: FlaskClient, session: Session, mine: Registration
) -> None:
    make_event(session, slug="autumn")
    session.commit()
    assert client.get("/spring/my").status_code == 401
    assert press(client, link(mine)) == 303

    assert client.get("/spring/my").status_code == 200
    assert client.get("/autumn/my").status_code == 401
    session.refresh(mine)
    mine.link_generation += 1
    session.commit()
    assert client.get("/spring/my").status_code == 401


def test_a_cookie_that_was_made_up_opens_nothing(client: FlaskClient, mine: Registration) -> None:
    client.set_cookie("place", str(mine.id))

    assert client.get("/spring/my").status_code == 401
