"""What every way to sign in ends in: on a page of this site, with a new form token."""

import pytest
from flask import Flask, session
from sqlalchemy.orm import Session

from eventapp.accounts.models import User
from eventapp.extensions import db
from eventapp.website.sign_in_steps import signed_in
from tests.factories.accounts import make_member
from tests.factories.events import make_event

pytestmark = pytest.mark.on_sqlite


@pytest.mark.parametrize(
    ("wished", "goes_to"),
    [("/account/security", "/account/security"), ("https://evil.example/", "/"), ("//evil", "/")],
)
def test_nobody_is_led_to_another_site_and_nothing_of_before_stays(
    app: Flask, request: pytest.FixtureRequest, wished: str, goes_to: str
) -> None:
    database: Session = request.getfixturevalue("session")
    user = make_member(database, make_event(database))
    database.commit()

    with app.test_request_context("/sign-in", method="POST"):
        session["csrf_token"] = "of before"
        answer = signed_in(db.session().get_one(User, user.id), wished, strong=False)

        assert isinstance(answer.status_code, int)  # type: ignore[union-attr]
        assert dict(session) == {}
    assert answer.location == goes_to  # type: ignore[union-attr]
    given = " ".join(answer.headers.getlist("Set-Cookie"))  # type: ignore[union-attr]
    assert "who=" in given
    assert "device=" in given
