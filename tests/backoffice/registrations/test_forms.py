"""Forms of acts on many: a move wants a category, a question a date that is ahead."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from eventapp import clock
from eventapp.backoffice.registrations.forms import AddForm, BulkForm, PriorityForm
from eventapp.events.models import Category, Event
from eventapp.orm import Translated
from eventapp.registration.services.by_hand import IfFull
from tests.factories.events import NOON

pytestmark = pytest.mark.on_sqlite
EVENT = Event(slug="x", title=Translated.same("X"), created_at=NOON)
PRESS = Category(event=EVENT, key="press", name=Translated.same("Press"))


@pytest.fixture(autouse=True)
def without_tokens(app: Flask) -> None:
    """Judge what is typed, not where it was sent from."""
    app.config["WTF_CSRF_ENABLED"] = False


def errors(app: Flask, act: str, **typed: str) -> dict[str, Any]:
    """Return the faults of a form for an act on many."""
    with app.test_request_context("/?lang=en", method="POST", data=typed):
        form = BulkForm.of(act, [PRESS], ZoneInfo("Europe/Berlin"))
        form.validate()
        return dict(form.errors)


def test_a_move_wants_one_of_the_categories_and_other_acts_none(app: Flask) -> None:
    assert set(errors(app, "move", category="nonsense")) == {"category"}
    assert errors(app, "move", category="press") == {}
    assert errors(app, "cancel") == {}


def test_a_question_wants_a_date_that_is_ahead(app: Flask) -> None:
    tomorrow = f"{clock.now() + timedelta(days=1):%Y-%m-%dT%H:%M}"

    assert errors(app, "ask")["answer_by"] == ["This is still missing."]
    assert set(errors(app, "ask", answer_by="2020-01-01T12:00")) == {"answer_by"}
    assert errors(app, "ask", answer_by=tomorrow) == {}


def test_what_shall_happen_in_a_full_category_is_one_of_two_things_or_open(app: Flask) -> None:
    def decided(**typed: str) -> IfFull | None:
        with app.test_request_context("/", method="POST", data=typed):
            return AddForm.by_hand([PRESS]).decided()  # type: ignore[no-any-return]

    assert decided() is None
    assert decided(if_full=IfFull.BEYOND.value) is IfFull.BEYOND


@pytest.mark.parametrize(
    ("typed", "fine"), [("0", True), ("9", True), ("10", False), ("-1", False)]
)
def test_a_priority_is_a_number_up_to_nine_with_a_reason(
    app: Flask, typed: str, *, fine: bool
) -> None:
    data = {"priority": typed, "priority_reason": "Speaker"}
    with app.test_request_context("/", method="POST", data=data):
        assert PriorityForm().validate() is fine
    with app.test_request_context("/", method="POST", data={"priority": "1"}):
        assert not PriorityForm().validate()
