"""The sign-up form's helpers and links: public names alone, refused links in words."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.registration.models import Registration
from tests.factories.events import make_event, make_event_with_category
from tests.factories.own_page import link
from tests.factories.people import make_organisation

pytestmark = pytest.mark.on_sqlite


def test_names_of_the_directory_are_suggested_and_no_others(
    client: FlaskClient, session: Session
) -> None:
    event = make_event(session)
    make_organisation(session, event, "Silicon Saxony")
    make_organisation(session, event, "Silicon Alps", active=False)
    session.commit()

    names = client.get("/spring/register/organisations?q=silicon").get_json()

    assert names == ["Silicon Saxony"]
    assert client.get("/spring/register/organisations?q=%25").get_json() == []


def test_the_domain_that_was_meant_is_suggested(client: FlaskClient, session: Session) -> None:
    make_event(session)
    session.commit()

    assert client.get("/spring/register/meant?domain=gmial.com").get_json() == "gmail.com"
    assert client.get("/spring/register/meant?domain=example.org").get_json() is None


def test_a_form_with_nothing_in_it_is_shown_again_with_its_faults(
    client: FlaskClient, session: Session
) -> None:
    make_event_with_category(session)
    session.commit()
    from tests.factories.own_page import hidden_in  # noqa: PLC0415  (used once)

    fields = hidden_in(client, "/spring/register")

    assert client.post("/spring/register", data=fields).status_code == 422


def test_a_link_that_was_replaced_or_whose_data_is_gone_says_so(
    client: FlaskClient, session: Session, mine: Registration
) -> None:
    path = link(mine)
    assert client.get(path).status_code == 200
    mine.link_generation += 1
    session.commit()
    assert client.get(path).status_code == 410
    mine.erased_at = mine.registered_at
    session.commit()
    text = client.get(f"{path}?lang=en").get_data(as_text=True)
    assert "has been deleted" in text
    assert client.get("/spring/r/forged").status_code == 404
