"""Letters against a real SMTP server that is down, slow, refuses, or drops (F7)."""

import json
import shutil
import socket
import ssl
import time
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eventapp.app import create_app
from eventapp.cli_lists import mail
from eventapp.extensions import db
from eventapp.mail import queries, sending
from eventapp.mail.models import Letter, LetterState
from eventapp.mail.transports import SmtpTransport
from eventapp.registration.services import changes
from eventapp.scope import Scope
from eventapp.web import clock
from tests.conftest import free_port, settings_for
from tests.factories.events import NOON, make_event_with_category
from tests.factories.registrations import SOMEBODY, make_registration


class Postman:
    """An SMTP handler whose answers a test chooses."""

    def __init__(self) -> None:
        self.sender_answer = "250 OK"
        self.answer = "250 OK"
        self.recipient_answer = "250 OK"
        self.pause = 0.0
        self.received: list[Any] = []

    async def handle_MAIL(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        """Take the sender or not."""
        envelope.mail_from = address
        return self.sender_answer

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


def self_signed(folder: Path) -> ssl.SSLContext:
    """Return a server's context with a certificate that no authority signed."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = clock.now()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "mail.pem").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(pem)
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "mail.pem")
    return context


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


@pytest.mark.parametrize("host", ["smtp://127.0.0.2", "smtps://localhost"])
def test_letter_never_leaves_in_the_clear_for_another_host(
    app: Flask, session: Session, host: str
) -> None:
    post_one(session)
    handler = Postman()
    bound = "127.0.0.2" if host.endswith(".2") else "127.0.0.1"
    controller = Controller(handler, hostname=bound, port=free_port())
    controller.start()

    drain(app, SmtpTransport(f"{host}:{controller.port}"))
    controller.stop()

    assert handler.received == []
    assert the_letter(session).state is LetterState.QUEUED


def test_certificate_nobody_vouches_for_delays_the_letter(
    app: Flask, session: Session, tmp_path: Path
) -> None:
    post_one(session)
    handler = Postman()
    context = self_signed(tmp_path)
    controller = Controller(handler, hostname="127.0.0.1", port=free_port(), ssl_context=context)
    controller.start()

    drain(app, SmtpTransport(f"smtps://localhost:{controller.port}"))
    controller.stop()

    letter = the_letter(session)
    assert (handler.received, letter.state) == ([], LetterState.QUEUED)
    assert "CERTIFICATE_VERIFY_FAILED" in letter.trouble


def test_server_that_refuses_us_returns_no_letter(
    app: Flask, session: Session, postman: tuple[Postman, SmtpTransport]
) -> None:
    post_one(session)
    postman[0].sender_answer = "550 relaying denied"

    drain(app, postman[1])

    letter = the_letter(session)
    assert (letter.state, letter.attempts) == (LetterState.QUEUED, 1)
    assert letter.trouble == "550 relaying denied"


def test_letter_that_cannot_be_written_does_not_stop_those_behind(
    app: Flask, session: Session, postman: tuple[Postman, SmtpTransport]
) -> None:
    event, category = make_event_with_category(session)
    for name in ("Ada", "Bob"):
        make_registration(session, event, category, name, email=f"{name}@example.org")
    broken, _fine = session.scalars(select(Letter).order_by(Letter.id)).all()
    broken.facts = {"unknown": "field"}
    due_again(session)

    assert drain(app, postman[1]) == 1

    session.expire_all()
    states = session.execute(select(Letter.state, Letter.trouble).order_by(Letter.id)).all()
    assert states == [(LetterState.QUEUED, "TypeError"), (LetterState.SENT, "")]


def test_registration_answers_while_the_mail_server_says_nothing(
    tmp_path: Path, migrated_sqlite: Path
) -> None:
    copy = tmp_path / "eventapp.db"
    shutil.copy(migrated_sqlite, copy)
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes the call, never greets
        silent.settimeout(60)
        address = f"smtp://127.0.0.1:{silent.getsockname()[1]}"
        app = create_app(
            settings_for(tmp_path, f"sqlite:///{copy}", mail_url=address, worker="inside")
        )
        with app.app_context(), Session(db.engine) as session:
            event, category = make_event_with_category(session)
            session.commit()
            consumer = app.extensions["worker"].consumer()
            consumer.start()
            make_registration(session, event, category)
            due_again(session)
            app.extensions["worker"].wake()
            taken, _address = silent.accept()
            # The worker waits for a greeting now, and holds no lock.

            make_registration(session, event, category, "Bob", email="bob@example.org")
            session.commit()
            stored = session.scalars(select(Letter.state)).all()
        taken.close()
        consumer.stop(graceful=True)

    assert stored == [LetterState.QUEUED, LetterState.QUEUED]


def test_organiser_sees_on_the_dashboard_that_a_letter_came_back(
    app: Flask, session: Session, postman: tuple[Postman, SmtpTransport]
) -> None:
    post_one(session)
    event_id = the_letter(session).event_id
    assert event_id is not None
    scope = Scope(event_id)
    before = queries.in_trouble(session, scope)
    session.rollback()
    postman[0].recipient_answer = "550 no such user"

    drain(app, postman[1])

    session.rollback()
    assert (before, queries.in_trouble(session, scope)) == (0, 1)


def test_commands_tell_and_send_what_waits(app: Flask, session: Session) -> None:
    post_one(session)
    run = app.test_cli_runner().invoke

    before = json.loads(run(mail, ["status", "--json"]).output)
    sent = run(mail, ["send"]).output
    after = json.loads(run(mail, ["status", "--json"]).output)

    assert (before, sent, after) == ({"queued": 1}, "1 letters sent\n", {"sent": 1})


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
