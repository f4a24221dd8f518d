"""An e-mail on its way is its sender's, however slow the server; a server that never ends is cut off."""

import socket
import threading
import time
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from eventapp.mail import sending, services, transports
from eventapp.mail.models import EmailState
from eventapp.mail.transports import SmtpTransport
from tests.factories.post import Postman, drain, post_one, the_email


def twice_at_once(app: Flask, transport: SmtpTransport) -> list[int]:
    """Let two senders drain, the second while the first waits for the server's answer."""
    sent: list[int] = []
    other = SmtpTransport(f"smtp://{transport.host}:{transport.port}")
    first = threading.Thread(target=lambda: sent.append(drain(app, other)))
    first.start()
    time.sleep(1.2)
    sent.append(drain(app, transport))
    first.join(20)
    return sorted(sent)


@pytest.mark.parametrize(("renewed_every", "times"), [(0.1, 1), (60.0, 2)])
def test_server_slower_than_the_lease_gets_a_email_once_because_it_is_renewed(
    app: Flask,
    session: Session,
    postman: tuple[Postman, SmtpTransport],
    monkeypatch: pytest.MonkeyPatch,
    renewed_every: float,
    times: int,
) -> None:
    monkeypatch.setattr(services, "LEASE", timedelta(seconds=0.8))
    monkeypatch.setattr(sending, "RENEW_SECONDS", renewed_every)
    post_one(session)
    postman[0].pause = 2

    twice_at_once(app, postman[1])

    assert len(postman[0].received) == times  # without renewal, twice: the test can fail
    assert the_email(session).state is EmailState.SENT


def test_server_that_never_comes_to_an_end_is_cut_off(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transports, "DEADLINE_SECONDS", 1.0)
    post_one(session)
    with socket.create_server(("127.0.0.1", 0)) as server:
        over = threading.Event()

        def drip() -> None:
            talk, _ = server.accept()
            while not over.wait(0.1):  # every piece of the greeting comes in time
                try:
                    talk.send(b"220-")
                except OSError:
                    return

        threading.Thread(target=drip, daemon=True).start()
        began = time.monotonic()
        sent = drain(app, SmtpTransport(f"smtp://127.0.0.1:{server.getsockname()[1]}"))
        over.set()

    assert (sent, the_email(session).state) == (0, EmailState.QUEUED)
    assert time.monotonic() - began < 10


def test_a_lease_runs_out_soon_and_is_renewed_well_before() -> None:
    tick = timedelta(minutes=1)

    assert services.LEASE + tick <= timedelta(minutes=2)
    assert timedelta(seconds=3 * sending.RENEW_SECONDS) < services.LEASE
