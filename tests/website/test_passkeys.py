"""Passkeys at the web: nothing without a challenge, nobody else's shown or removed."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.backoffice.sending import send
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event

pytestmark = pytest.mark.on_sqlite


def test_an_answer_that_was_not_asked_for_signs_nobody_in(
    client: FlaskClient, session: Session
) -> None:
    make_member(session, make_event(session))
    session.commit()

    status, _text = send(client, "/sign-in", "/sign-in/passkey", credential="{}")

    assert 400 <= status < 500
    assert client.get("/account").status_code == 303


def test_what_is_nobodys_or_anothers_is_not_found(client: FlaskClient, session: Session) -> None:
    assert client.get("/account/security/passkeys/x").status_code == 303
    sign_in(session, client, make_member(session, make_event(session)))

    page = "/account/security/passkeys/x"
    assert client.get(page).status_code == 404
    assert send(client, "/account/security", f"{page}/remove")[0] == 404
