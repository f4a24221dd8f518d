"""What every way to register shares: what was typed is kept, and no address stands in an address."""

import pytest
from flask import Flask
from flask import session as cookie_of
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.web import kept_forms
from eventapp.website import sign_up_steps
from tests.factories.events import make_event

pytestmark = pytest.mark.on_sqlite


def test_page_after_a_form_finds_the_address_which_its_own_does_not_hold(
    app: Flask, session: Session
) -> None:
    event = make_event(session)
    session.commit()
    with app.test_request_context("/spring/register", method="POST", data={"email": "x@y.org"}):
        answer = app.make_response(sign_up_steps.to_mailbox(event, "ada@example.org"))
        kept = kept_forms.find(answer.location.partition("of=")[2], now=clock.now())

    assert answer.status_code == 303
    assert "ada" not in answer.location
    assert kept is not None
    assert (kept.email, kept.path) == ("ada@example.org", "/spring/register")


@pytest.mark.parametrize(("query", "shown"), [("", "ada@gmial.com"), ("&mended", "ada@gmail.com")])
def test_form_opens_again_as_typed_or_with_its_slip_mended(
    app: Flask, query: str, shown: str
) -> None:
    typed = {"email": "ada@gmial.com"}
    with app.test_request_context("/spring/register", method="POST", data=typed):
        key = kept_forms.keep("ada@gmial.com", way_back=True, now=clock.now())
        cookie = list(cookie_of[kept_forms.IN_SESSION])

    with app.test_request_context(f"/spring/register?again={key}{query}"):
        cookie_of[kept_forms.IN_SESSION] = cookie
        again = sign_up_steps.typed_before()

    assert again is not None
    assert again["email"] == shown
