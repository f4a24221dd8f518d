"""The worker told to stop in the middle of an e-mail, alone and inside the server."""

import shutil
import signal
import time
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.mail.models import Email, EmailState
from eventapp.mail.senders import SENDERS
from eventapp.mail.transports import SmtpTransport
from eventapp.orm import make_engine
from tests.conftest import free_port
from tests.factories.events import make_event_with_category
from tests.factories.post import Postman, due_again
from tests.factories.programs import Program
from tests.factories.registrations import make_registration
from tests.factories.served import WORK, running, served

pytestmark = pytest.mark.on_sqlite
PAUSE_SECONDS = 1
POSTED = 8
PATIENCE_SECONDS = 30


def started(stack: ExitStack, folder: Path, command: str, mail_url: str) -> Program:
    """Start what sends e-mails on this data directory."""
    environ = {"EVENTAPP_MAIL_URL": mail_url}
    if command == "work":
        return stack.enter_context(running(folder, *WORK, log=folder / "log", environ=environ))
    inside = {**environ, "EVENTAPP_WORKER": "inside"}
    return stack.enter_context(served(folder, free_port(), environ=inside)).process


@pytest.mark.parametrize("command", ["work", "serve"])
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_emails_on_their_way_are_sent_and_booked_and_no_other_begun(
    tmp_path: Path,
    migrated_sqlite: Path,
    postman: tuple[Postman, SmtpTransport],
    command: str,
    how: int,
) -> None:
    shutil.copy(migrated_sqlite, tmp_path / "eventapp.db")
    engine = make_engine(f"sqlite:///{tmp_path / 'eventapp.db'}")
    with Session(engine) as session:
        event, category = make_event_with_category(session)
        for number in range(POSTED):
            make_registration(session, event, category, f"Ada{number}")
        due_again(session)
    handler, way = postman
    handler.pause = PAUSE_SECONDS
    with ExitStack() as stack:
        process = started(stack, tmp_path, command, f"smtp://{way.host}:{way.port}")
        patience = time.monotonic() + PATIENCE_SECONDS
        while not handler.received and time.monotonic() < patience:
            time.sleep(0.05)
        process.send_signal(how)
        begun = time.monotonic()
        code = process.wait(PATIENCE_SECONDS)
        waited = time.monotonic() - begun

    with Session(engine) as session:
        states = dict(
            session.execute(select(Email.state, func.count()).group_by(Email.state)).all()
        )
        due = session.scalars(
            select(Email.next_try_at).where(Email.state == EmailState.QUEUED)
        ).all()
    engine.dispose()
    assert code == 0
    sent = len(handler.received)
    assert 1 <= sent <= SENDERS, "each sender may have had one on its way"
    assert states == {EmailState.SENT: sent, EmailState.QUEUED: POSTED - sent}
    assert all(at <= clock.now() for at in due), "nobody has to wait for what was not begun"
    assert waited < PAUSE_SECONDS * (SENDERS + 1)
