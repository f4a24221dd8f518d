"""Ways in and out: the same answer whether an address is known, and out wherever one was."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.mail.models import Email
from tests.backoffice.sending import send
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event

pytestmark = pytest.mark.on_sqlite


def test_a_stranger_is_answered_as_a_member_is_and_gets_no_e_mail(
    client: FlaskClient, session: Session
) -> None:
    make_member(session, make_event(session))
    session.commit()

    answers = [
        send(client, "/sign-in", email=address)[0]
        for address in ("organiser@example.org", "stranger@example.org")
    ]

    assert answers == [303, 303]
    assert session.scalar(select(func.count(Email.id))) == 1
    assert send(client, "/sign-in", email="no address")[0] == 422


def test_who_signs_out_is_out_and_who_is_out_already_goes_on(
    client: FlaskClient, session: Session
) -> None:
    assert client.post("/sign-out").status_code == 303
    sign_in(session, client, make_member(session, make_event(session)))

    status, _text = send(client, "/account", "/sign-out")

    assert status == 303
    assert client.get("/account").status_code == 303


def test_nobody_shows_a_second_factor_before_the_first(client: FlaskClient) -> None:
    answer = client.get("/sign-in/code")

    assert (answer.status_code, answer.location) == (303, "/sign-in")
