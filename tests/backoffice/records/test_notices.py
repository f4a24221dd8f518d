"""What a save did beside: places held beyond those there are are named, and nobody loses one."""

import pytest
from flask import Flask, get_flashed_messages
from sqlalchemy.orm import Session

from eventapp.backoffice.records.notices import tell_of_promotion, warn_of_overfull
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.registration.models import Promotion
from tests.factories.events import NOON, make_event_with_category
from tests.factories.registrations import make_registration

pytestmark = pytest.mark.on_sqlite


def said(app: Flask, event: Event) -> list[str]:
    """Return what is said after a save."""
    with app.test_request_context("/?lang=en"):
        here = db.session().get_one(Event, event.id)
        warn_of_overfull(here)
        tell_of_promotion(here)
        return [str(message) for message in get_flashed_messages()]


def test_only_what_is_so_is_said(app: Flask, session: Session) -> None:
    event, category = make_event_with_category(session)
    for name in ("Ada", "Bob"):
        make_registration(session, event, category, name)
    session.commit()
    assert said(app, event) == []

    event.places = 1
    session.add(Promotion(event=event, begun_at=NOON, served=0, total=3))
    session.commit()

    overfull, promoted = said(app, event)
    assert "more places are taken (2) than available (1)" in overfull
    assert promoted.startswith("3 people on the waiting list")
