"""Who someone is: by a live sign-in's cookie alone; a browser known again by a sealed value."""

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.audiences import sign_in as gates
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event

pytestmark = pytest.mark.on_sqlite


def test_a_cookie_signs_in_while_its_sign_in_lives(client: FlaskClient, session: Session) -> None:
    user = make_member(session, make_event(session))
    client.set_cookie("who", "made up")
    assert client.get("/account").status_code == 303

    sign_in(session, client, user)
    assert client.get("/account").status_code == 200
    user.disabled_at = clock.now()
    session.commit()
    assert client.get("/account").status_code == 303


def test_a_browser_is_known_by_what_was_sealed_here_and_counted_by_it(app: Flask) -> None:
    with app.test_request_context("/"):
        given = Response()
        gates.give_device(given, "browser-1")
        sealed = given.headers["Set-Cookie"].split(";")[0]
        assert gates.device() is None
    with app.test_request_context("/", headers={"Cookie": sealed}):
        assert gates.device() == "browser-1"
        assert gates.counted_as() == "device browser-1"
    with app.test_request_context("/", headers={"Cookie": "device=browser-1"}):
        assert gates.device() is None


def test_a_cookie_is_unreadable_for_scripts_and_sent_to_this_site_alone(app: Flask) -> None:
    with app.test_request_context("/"):
        given = Response()
        gates.give_device(given, "x")

    assert "HttpOnly" in given.headers["Set-Cookie"]
    assert "SameSite=Lax" in given.headers["Set-Cookie"]
