"""GET requests read, everything else writes, and the database is told so from the start."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.turns import ReaderWrites, TurnSession, nothing_held
from tests.factories.apps import engine_of
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


def test_what_is_slow_is_done_while_nothing_is_held(app: Flask, session: Session) -> None:
    """A job's own session reads meanwhile, beside a writer, and writes again afterwards."""
    make_event(session)
    session.commit()
    with TurnSession(engine_of(app)) as job:
        job.scalars(select(Event)).one().slug = "first"
        with nothing_held(job):
            session.scalars(select(Event)).one().slug = "second"
            session.commit()
            read = job.scalars(select(Event)).one()
            seen, read.slug = read.slug, "third"
            with pytest.raises(ReaderWrites):
                job.flush()
        job.scalars(select(Event)).one().slug = "fourth"
        job.commit()

    session.expire_all()
    assert seen == "second"
    assert session.scalars(select(Event.slug)).one() == "fourth"
