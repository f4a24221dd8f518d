"""A code's form: too little to be a secret is refused, however it is written."""

import pytest
from flask import Flask, g
from sqlalchemy.orm import Session

from eventapp.forms.access_codes import AccessCodeForm
from eventapp.registration.services.access_codes import AccessCodeChange
from tests.factories.events import make_event_with_category

pytestmark = pytest.mark.on_sqlite


@pytest.mark.parametrize(
    ("typed", "stands"), [("", True), ("spr-27", False), ("spring", True), ("s p-r i-n", False)]
)
def test_code_has_six_letters_and_digits_or_is_made_by_the_program(
    app: Flask, session: Session, typed: str, *, stands: bool
) -> None:
    event, category = make_event_with_category(session)
    session.commit()
    app.config["WTF_CSRF_ENABLED"] = False
    sent = {"category": "guests", "code": typed, "note": "Press", "most": "3"}
    with app.test_request_context("/?lang=en", method="POST", data=sent):
        g.event = event
        form = AccessCodeForm.for_event([category])

        assert form.validate() is stands
        refused = "Use at least 6 letters and digits."
        assert form.errors == ({} if stands else {"code": [refused]})
        change = form.change(session, event, AccessCodeChange())
        assert (change.category, change.code, change.note, change.most) == (
            "guests", typed, "Press", 3
        )  # fmt: skip
