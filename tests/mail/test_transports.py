"""Emails against a real SMTP server that is down, slow, refuses, or drops (F7)."""

import shutil
import socket
from datetime import timedelta
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.app import create_app
from eventapp.composition import WORKER
from eventapp.extensions import db
from eventapp.mail.models import Email, EmailState
from eventapp.mail.transports import SmtpTransport
from tests.conftest import free_port
from tests.factories.apps import settings_for
from tests.factories.events import make_event_with_category
from tests.factories.post import Postman, drain, due_again, post_one, self_signed, the_email
from tests.factories.registrations import make_registration


def test_server_that_is_down_delays_the_email_and_nothing_is_lost(
    app: Flask, session: Session, postman: tuple[Postman, SmtpTransport]
) -> None:
    post_one(session)

    assert drain(app, SmtpTransport(f"smtp://127.0.0.1:{free_port()}")) == 0
    waiting = the_email(session)
    assert (waiting.state, waiting.attempts) == (EmailState.QUEUED, 1)
    assert timedelta(seconds=50) < waiting.next_try_at - clock.now() <= timedelta(minutes=1)
    due_again(session)

    assert drain(app, postman[1]) == 1
    assert the_email(session).state is EmailState.SENT


def test_451_is_tried_again_and_550_is_shown_as_returned(
    app: Flask, session: Session, postman: tuple[Postman, SmtpTransport]
) -> None:
    post_one(session)
    postman[0].recipient_answer = "451 try later"
    drain(app, postman[1])
    first = the_email(session).state
    due_again(session)
    postman[0].recipient_answer = "550 no such user"
    drain(app, postman[1])

    email = the_email(session)
    assert (first, email.state) == (EmailState.QUEUED, EmailState.BOUNCED)
    assert "550" in email.trouble


def test_email_dropped_after_data_is_sent_again_under_the_same_message_id(
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
def test_email_never_leaves_in_the_clear_for_another_host(
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
    assert the_email(session).state is EmailState.QUEUED


def test_certificate_nobody_vouches_for_delays_the_email(
    app: Flask, session: Session, tmp_path: Path
) -> None:
    post_one(session)
    handler = Postman()
    context = self_signed(tmp_path)
    controller = Controller(handler, hostname="127.0.0.1", port=free_port(), ssl_context=context)
    controller.start()

    drain(app, SmtpTransport(f"smtps://localhost:{controller.port}"))
    controller.stop()

    email = the_email(session)
    assert (handler.received, email.state) == ([], EmailState.QUEUED)
    assert "CERTIFICATE_VERIFY_FAILED" in email.trouble


def test_server_that_refuses_us_returns_no_email(
    app: Flask, session: Session, postman: tuple[Postman, SmtpTransport]
) -> None:
    post_one(session)
    postman[0].sender_answer = "550 relaying denied"

    drain(app, postman[1])

    email = the_email(session)
    assert (email.state, email.attempts) == (EmailState.QUEUED, 1)
    assert email.trouble == "550 relaying denied"


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
            worker = app.extensions[WORKER]
            worker.start()
            make_registration(session, event, category)
            due_again(session)
            worker.wake()
            taken, _address = silent.accept()
            # The worker waits for a greeting now, and holds no lock.

            make_registration(session, event, category, "Bob", email="bob@example.org")
            session.commit()
            stored = session.scalars(select(Email.state)).all()
        taken.close()
        worker.stop()

    assert stored == [EmailState.QUEUED, EmailState.QUEUED]


def test_pauses_grow_to_a_day_and_then_the_email_is_given_up(
    app: Flask, session: Session, postman: tuple[Postman, SmtpTransport]
) -> None:
    post_one(session)
    postman[0].recipient_answer = "451 try later"
    pauses = []
    for _ in range(8):
        before = clock.now()
        drain(app, postman[1])
        pauses.append(round((the_email(session).next_try_at - before).total_seconds() / 60))
        due_again(session)

    assert pauses[:4] == [1, 5, 15, 60]
    assert pauses[6] == 1440
    assert the_email(session).state is EmailState.FAILED
