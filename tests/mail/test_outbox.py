"""Letters against a real SMTP server that is down, slow, refuses, or drops (F7)."""

import time
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eventapp.mail import sending
from eventapp.mail.models import Letter, LetterState
from eventapp.mail.transports import SmtpTransport
from eventapp.registration.services import changes
from eventapp.web import clock
from tests.conftest import free_port
from tests.factories.events import NOON, make_event_with_category
from tests.factories.registrations import SOMEBODY, make_registration


class Postman:
    """An SMTP handler whose answers a test chooses."""

    def __init__(self) -> None:
        self.answer = "250 OK"
        self.recipient_answer = "250 OK"
        self.pause = 0.0
        self.received: list[Any] = []

    async def handle_RCPT(  # noqa: N802  (the name aiosmtpd calls)
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        """Take a recipient or not."""
        if self.recipient_answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.recipient_answer

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Take the letter, answer what the test wants."""
        self.received.append(message_from_bytes(envelope.content))
        time.sleep(self.pause)  # noqa: ASYNC251  (one letter at a time is what is tested)
        return self.answer


@pytest.fixture
def postman() -> Iterator[tuple[Postman, SmtpTransport]]:
    """Return a running SMTP server and the transport that leads to it."""
    handler = Postman()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield handler, SmtpTransport(f"smtp://127.0.0.1:{controller.port}")
    controller.stop()


def post_one(session: Session) -> None:
    """Store one registration with its letter."""
    event, category = make_event_with_category(session)
    make_registration(session, event, category)
    due_again(session)


def drain(app: Flask, transport: SmtpTransport) -> int:
    """Run the worker's job once."""
    with app.app_context():
        return sending.drain(transport)


def the_letter(session: Session) -> Letter:
    """Return the one letter, as it stands now."""
    session.rollback()
    session.expire_all()
    return session.scalars(select(Letter)).one()


def due_again(session: Session) -> None:
    """Let the pause before the next try be over."""
    session.execute(update(Letter).values(next_try_at=clock.now() - timedelta(seconds=1)))
    session.commit()


def test_letter_arrives_in_the_recipients_language_with_link_and_calendar(
    app: Flask, session: Session, postman: tuple[Postman, SmtpTransport]
) -> None:
    post_one(session)

    assert drain(app, postman[1]) == 1

    message = postman[0].received[0]
    parts = {part.get_content_type(): part for part in message.walk()}
    text = parts["text/plain"].get_payload(decode=True).decode()
    assert "Guten Tag Ada Müller," in text
    assert "http://localhost/spring/r/" in text
    assert parts["text/calendar"].get_filename() == "spring.ics"
    assert the_letter(session).state is LetterState.SENT


def test_stored_letter_holds_no_link(session: Session) -> None:
    post_one(session)

    assert "/r/" not in str(the_letter(session).facts)


def test_server_that_is_down_delays_the_letter_and_nothing_is_lost(
    app: Flask, session: Session, postman: tuple[Postman, SmtpTransport]
) -> None:
    post_one(session)

    assert drain(app, SmtpTransport(f"smtp://127.0.0.1:{free_port()}")) == 0
    waiting = the_letter(session)
    assert (waiting.state, waiting.attempts) == (LetterState.QUEUED, 1)
    assert timedelta(seconds=50) < waiting.next_try_at - clock.now() <= timedelta(minutes=1)
    due_again(session)

    assert drain(app, postman[1]) == 1
    assert the_letter(session).state is LetterState.SENT


def test_451_is_tried_again_and_550_is_shown_as_returned(
    app: Flask, session: Session, postman: tuple[Postman, SmtpTransport]
) -> None:
    post_one(session)
    postman[0].recipient_answer = "451 try later"
    drain(app, postman[1])
    first = the_letter(session).state
    due_again(session)
    postman[0].recipient_answer = "550 no such user"
    drain(app, postman[1])

    letter = the_letter(session)
    assert (first, letter.state) == (LetterState.QUEUED, LetterState.BOUNCED)
    assert "550" in letter.trouble


def test_letter_dropped_after_data_is_sent_again_under_the_same_message_id(
    app: Flask, session: Session, postman: tuple[Postman, SmtpTransport]
) -> None:
    post_one(session)
    postman[0].answer = "421 closing"
    drain(app, postman[1])
    due_again(session)
    postman[0].answer = "250 OK"
    drain(app, postman[1])

    ids = [message["Message-ID"] for message in postman[0].received]
    assert len(ids) == 2
    assert ids[0] == ids[1]


def test_pauses_grow_to_a_day_and_then_the_letter_is_given_up(
    app: Flask, session: Session, postman: tuple[Postman, SmtpTransport]
) -> None:
    post_one(session)
    postman[0].recipient_answer = "451 try later"
    pauses = []
    for _ in range(8):
        before = clock.now()
        drain(app, postman[1])
        pauses.append(round((the_letter(session).next_try_at - before).total_seconds() / 60))
        due_again(session)

    assert pauses[:4] == [1, 5, 15, 60]
    assert pauses[6] == 1440
    assert the_letter(session).state is LetterState.FAILED


def test_letter_that_no_longer_holds_is_withheld(
    app: Flask, session: Session, postman: tuple[Postman, SmtpTransport]
) -> None:
    event, category = make_event_with_category(session)
    registration = make_registration(session, event, category)
    changes.cancel(session, registration, event, by=SOMEBODY, now=NOON)
    due_again(session)

    drain(app, postman[1])

    session.expire_all()
    kinds = {letter.kind: letter.state for letter in session.scalars(select(Letter))}
    assert kinds == {
        "ConfirmedLetter": LetterState.WITHHELD,
        "CancelledLetter": LetterState.SENT,
    }


def test_hostile_name_is_inert_in_the_letter(
    app: Flask, session: Session, postman: tuple[Postman, SmtpTransport]
) -> None:
    event, category = make_event_with_category(session)
    make_registration(
        session,
        event,
        category,
        "[click](http://evil.example)",
        email="a@example.org",
        given_name="<b>Eve</b>",
    )
    due_again(session)

    drain(app, postman[1])

    raw = postman[0].received[0]
    bodies = [
        part.get_payload(decode=True).decode()
        for part in raw.walk()
        if part.get_content_maintype() == "text"
    ]
    assert not any("http://evil" in body or "<b>Eve" in body for body in bodies[:2])
    assert len(raw.get_all("To")) == 1
