"""What sending costs everybody else: how often it takes the turn to write, and what it loses never."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import event as listening
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.badges.models import Badge
from eventapp.composition import WORK
from eventapp.extensions import db
from eventapp.mail import services
from eventapp.mail.models import Email, EmailState
from eventapp.mail.senders import Senders
from eventapp.mail.transports import SmtpTransport
from tests.factories.apps import engine_of
from tests.factories.events import make_event_with_category
from tests.factories.post import Postman, drain, due_again
from tests.factories.registrations import make_registration
from tests.statements import counted

NAMES = ("Ada", "Bob", "Eve")
MOST = 12
"""Statements of one e-mail with a code, the look for a next one included."""


@contextmanager
def commits(app: Flask) -> Iterator[list[object]]:
    """Collect a mark for each transaction that is kept inside the block."""
    sessions: list[object] = []
    with app.app_context():
        engine = db.engine

    def note(connection: object) -> None:
        sessions.append(connection)

    listening.listen(engine, "commit", note)
    try:
        yield sessions
    finally:
        listening.remove(engine, "commit", note)


def posted(session: Session, *, places: int) -> None:
    """Post an e-mail to each of three people."""
    event, category = make_event_with_category(session, places=places)
    for name in NAMES:
        make_registration(session, event, category, name)
    due_again(session)


@pytest.mark.parametrize(("places", "turns"), [(10, 1 + 3 * 2), (0, 1 + 3)])
def test_an_email_is_booked_and_the_next_one_taken_in_one_turn_and_a_code_takes_another(
    app: Flask,
    session: Session,
    postman: tuple[Postman, SmtpTransport],
    places: int,
    turns: int,
) -> None:
    posted(session, places=places)

    with commits(app) as kept:
        assert drain(app, postman[1]) == len(NAMES)

    assert len(kept) == turns
    assert len(session.scalars(select(Badge)).all()) == min(places, len(NAMES))


def test_a_next_email_that_cannot_be_taken_does_not_undo_what_became_of_this_one(
    app: Flask,
    session: Session,
    postman: tuple[Postman, SmtpTransport],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    posted(session, places=10)
    whole, asked = services.claim, list[object]()

    def broken_after_the_first(*arguments: object, **named: object) -> object:
        asked.append(arguments)
        if len(asked) > 1:
            raise ValueError("a row that cannot be read")
        return whole(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(services, "claim", broken_after_the_first)

    assert drain(app, postman[1]) == 1

    session.rollback()
    states = session.scalars(select(Email.state).order_by(Email.id)).all()
    assert sorted(states) == [EmailState.QUEUED, EmailState.QUEUED, EmailState.SENT]
    assert len(postman[0].received) == 1


def test_a_confirmation_with_its_code_takes_at_most_twelve_statements(
    app: Flask, session: Session, postman: tuple[Postman, SmtpTransport]
) -> None:
    event, category = make_event_with_category(session)
    make_registration(session, event, category, "Ada")
    due_again(session)
    assert drain(app, postman[1]) == 1  # the event's key is made, and the job's row
    make_registration(session, event, category, "Bob")
    due_again(session)

    with counted(app) as sent:
        assert drain(app, postman[1]) == 1

    assert len(session.scalars(select(Badge)).all()) == 2
    assert len(sent) <= MOST, "\n".join(sent)


def test_success_of_the_senders_is_booked_once_a_tick_and_not_with_each_email(
    app: Flask, session: Session, postman: tuple[Postman, SmtpTransport]
) -> None:
    posted(session, places=0)
    work, way_out = app.extensions[WORK], postman[1]
    settings = replace(work.mailing.settings, mail_url=f"smtp://{way_out.host}:{way_out.port}")
    senders = Senders(engine_of(app), replace(work.mailing, settings=settings))
    with counted(app) as sent:
        senders.start()
        until = time.monotonic() + 20
        while len(postman[0].received) < len(NAMES) and time.monotonic() < until:
            time.sleep(0.01)
        senders.stop()
        assert senders.ended(20)

    assert len(postman[0].received) == len(NAMES)
    assert (
        len([statement for statement in sent if statement.startswith("UPDATE job_state")]) <= 2
    ), "\n".join(sent)
