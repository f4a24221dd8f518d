"""GET requests read, everything else writes, and the database is told so from the start."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.turns import ReaderWrites
from tests.factories.events import make_event


def test_a_get_request_that_writes_is_a_bug(app: Flask, session: Session) -> None:
    """A reader's flush is refused before the database sees it."""
    make_event(session)
    session.commit()
    with app.test_request_context("/", method="GET"):
        event = db.session().scalars(select(Event)).one()
        event.slug = "changed"
        with pytest.raises(ReaderWrites):
            db.session().flush()


def test_a_post_request_may_write(app: Flask, session: Session) -> None:
    """A writer's flush goes through."""
    make_event(session)
    session.commit()
    with app.test_request_context("/", method="POST"):
        event = db.session().scalars(select(Event)).one()
        event.slug = "changed"
        db.session().commit()
    session.expire_all()
    assert session.scalars(select(Event.slug)).one() == "changed"
