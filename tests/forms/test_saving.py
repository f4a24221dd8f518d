"""Saving a form: kept and said so, or nothing kept and the form says why."""

import pytest
from flask import Flask, get_flashed_messages
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.agenda.models import Track
from eventapp.errors import Conflict, Sentence
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.forms.rooms import TrackForm
from eventapp.forms.saving import saved
from tests.factories.agenda import make_track
from tests.factories.events import make_event

pytestmark = pytest.mark.on_sqlite


def test_a_refusal_undoes_what_was_written_and_stands_at_its_field(
    app: Flask, session: Session
) -> None:
    event = make_event(session)
    session.commit()

    def refuse() -> None:
        make_track(db.session(), db.session().get_one(Event, event.id), "Energy")
        raise Conflict(Sentence("Not now."))

    with app.test_request_context("/?lang=en", method="POST"):
        form = TrackForm()
        assert not saved(form, refuse)
        assert get_flashed_messages() == []
    assert session.scalar(select(func.count(Track.id))) == 0


def test_what_is_saved_is_said_in_the_words_given(app: Flask, session: Session) -> None:
    event = make_event(session)
    make_track(session, event, "Energy")
    session.commit()

    with app.test_request_context("/?lang=en", method="POST"):
        form = TrackForm()
        assert saved(form, lambda: None)
        assert saved(form, lambda: None, "Published")
        assert get_flashed_messages() == ["Saved", "Published"]
