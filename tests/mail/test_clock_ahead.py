"""E-mails posted by a clock that was ahead leave as soon as it is put right."""

import shutil
import time
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.mail.models import Email
from eventapp.mail.transports import SmtpTransport
from eventapp.orm import make_engine
from tests.conftest import free_port
from tests.factories.post import Postman
from tests.factories.served import SET_CLOCK, WORK, open_event, running, served, set_clock

pytestmark = pytest.mark.on_sqlite
AHEAD = timedelta(hours=3)


def test_email_posted_or_put_off_three_hours_ahead_is_sent_at_once(
    tmp_path: Path, migrated_sqlite: Path, postman: tuple[Postman, SmtpTransport]
) -> None:
    shutil.copy(migrated_sqlite, tmp_path / "eventapp.db")
    address = f"sqlite:///{tmp_path / 'eventapp.db'}"
    open_event(address)
    ahead = tmp_path / "ahead"
    set_clock(ahead, seconds=AHEAD.total_seconds())
    with served(tmp_path, free_port(), "-c", SET_CLOCK, str(ahead), "serve") as here:
        assert [here.sign_up(number) for number in (1, 2, 3)] == [303] * 3
    engine = make_engine(address)
    with Session(engine) as session:
        was = clock.now() - timedelta(minutes=1)
        tried = {"queued_at": was, "attempts": 1}
        second, third = (Email.to_address == f"ada{number}@example.org" for number in (2, 3))
        put_off = clock.now() + timedelta(seconds=50)
        session.execute(update(Email).where(second).values(**tried))
        session.execute(update(Email).where(third).values(**tried, next_try_at=put_off))
        session.commit()
    engine.dispose()
    handler, way = postman

    environ = {"EVENTAPP_MAIL_URL": f"smtp://{way.host}:{way.port}"}
    with running(tmp_path, *WORK, log=tmp_path / "log", environ=environ):
        until = time.monotonic() + 20
        while len(handler.received) < 2 and time.monotonic() < until:
            time.sleep(0.1)
        time.sleep(1)

    assert sorted(message["To"] for message in handler.received) == [
        "ada1@example.org",
        "ada2@example.org",
    ], "what was put off by a clock that is right keeps its pause"
