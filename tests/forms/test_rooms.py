"""The room's form: what is not known stays unknown, and a name is needed in one language."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from eventapp.agenda.models import Seating
from eventapp.agenda.services import RoomChange
from eventapp.forms.rooms import RoomForm
from eventapp.orm import Translated
from tests.factories.events import make_event

pytestmark = pytest.mark.on_sqlite


def test_what_a_room_shows_is_what_it_is_when_sent_back(app: Flask, session: Session) -> None:
    event = make_event(session)
    app.config["WTF_CSRF_ENABLED"] = False
    for accessible in (None, True, False):
        held = RoomChange(
            name=Translated.same("Aula"), seats=9, seating=Seating.THEATRE, accessible=accessible
        )
        shown = RoomForm.shown(held)
        sent = {
            "name-de": "Aula", "name-fr": "Aula", "name-en": "Aula", "seats": "9",
            "seating": shown["seating"], "accessible": shown["accessible"],
        }  # fmt: skip
        with app.test_request_context("/", method="POST", data=sent):
            form = RoomForm()
            assert form.validate(), form.errors
            assert form.change(session, event, RoomChange()) == held


def test_a_room_without_a_name_is_refused_in_words(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    with app.test_request_context("/?lang=en", method="POST", data={"seats": "9"}):
        form = RoomForm()

        assert not form.validate()
        assert form.errors["name"]["de"] == ["Enter it in at least one language."]
