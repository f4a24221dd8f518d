"""`work` as a process of its own against a slow mail server: who goes first, over how many lines."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy.orm import Session

from eventapp import clock, composition
from eventapp.composition import settings
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.mail import services
from eventapp.mail.models import Email, EmailState, Urgency
from eventapp.mail.senders import SENDERS, Senders
from eventapp.mail.transports import SmtpTransport
from eventapp.orm import make_engine, sqlite
from eventapp.registration.emails import CodeEmail, EventChangedEmail
from eventapp.registration.models import Registration
from tests.conftest import free_port
from tests.factories.events import make_event_with_category
from tests.factories.post import Postman, drain
from tests.factories.registrations import make_registration
from tests.factories.served import WORK, running

MANY = 40
SLOW = 0.3


class Slow(Postman):
    """A mail server that thinks for a while about each e-mail, and ends lines as the test wants."""

    def __init__(self) -> None:
        super().__init__()
        self.peers: list[Any] = []
        self.slow = 0.0
        self.emails_a_line = 1000
        self.refused = ""
        self._of_line: dict[Any, int] = {}

    async def handle_MAIL(  # noqa: N802  (as aiosmtpd calls it)
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        """Take the sender, or end a line that has carried enough."""
        if session.peer not in self.peers:
            self.peers.append(session.peer)
        if self._of_line.get(session.peer, 0) >= self.emails_a_line:
            asyncio.get_running_loop().call_later(0.05, server.transport.close)
            return "421 4.7.0 enough over this connection"
        return await super().handle_MAIL(server, session, envelope, address, options)

    async def handle_RCPT(  # noqa: N802  (as aiosmtpd calls it)
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        """Refuse one reader."""
        if address == self.refused:
            return "550 no such user"
        return await super().handle_RCPT(server, session, envelope, address, options)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Take the e-mail after a while; other lines go on."""
        self._of_line[session.peer] = self._of_line.get(session.peer, 0) + 1
        await asyncio.sleep(self.slow)
        return await super().handle_DATA(server, session, envelope)


@pytest.fixture
def slow() -> Iterator[tuple[Slow, str]]:
    """Return a real mail server and its address."""
    handler = Slow()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield handler, f"smtp://127.0.0.1:{controller.port}"
    controller.stop()


def mailing(session: Session, number: int) -> Registration:
    """Post the same to many, as a change of the event does; return one of them."""
    event, category = make_event_with_category(session)
    ada = make_registration(session, event, category, "Ada", email="ada@example.org")
    session.execute(sa.delete(Email))
    for index in range(number):
        services.post(
            session,
            f"reader{index}@example.org",
            EventChangedEmail.of(ada, event, matters=["day"]),
            language="en",
            about=services.About("registration", ada.id, event.id),
            now=clock.now(),
        )
    session.commit()
    return ada


def post_code(session: Session, ada: Registration) -> None:
    """Post what somebody waits for."""
    services.post(
        session,
        "waiting@example.org",
        CodeEmail.of(ada, session.get_one(Event, ada.event_id)),
        language="en",
        about=services.About("registration", ada.id, ada.event_id),
        now=clock.now(),
    )
    session.commit()


def readers(received: list[Message]) -> list[str]:
    """Return who got something, in the order it came."""
    return [str(message["To"]) for message in received]


def states(engine: sa.Engine) -> dict[EmailState, int]:
    """Return how many stand in each state."""
    with Session(engine) as session:
        row = session.execute(sa.select(Email.state, sa.func.count()).group_by(Email.state))
        return {state: number for state, number in row}  # noqa: C416  (a Result is no mapping)


def test_what_somebody_waits_for_is_the_next_sent_in_the_middle_of_a_mailing(
    tmp_path: Path, database_url: str, slow: tuple[Slow, str]
) -> None:
    server, address = slow
    server.slow = SLOW
    engine = make_engine(database_url)
    settings = {"EVENTAPP_DATABASE_URL": database_url, "EVENTAPP_MAIL_URL": address}
    with Session(engine) as session:
        ada = mailing(session, MANY)
        with running(tmp_path, *WORK, log=tmp_path / "work", environ=settings):
            patience = time.monotonic() + 60
            while len(server.received) < 6 and time.monotonic() < patience:
                time.sleep(0.01)
            begun = len(server.received)
            post_code(session, ada)
            while states(engine).get(EmailState.QUEUED) and time.monotonic() < patience:
                time.sleep(0.1)
    done = states(engine)
    engine.dispose()
    got = readers(server.received)

    assert done == {EmailState.SENT: MANY + 1}, (tmp_path / "work").read_text()
    assert len(set(got)) == len(got) == MANY + 1
    # Those on their way are finished; each sender may have taken one more before the commit.
    assert begun <= got.index("waiting@example.org") <= begun + 2 * SENDERS
    assert 1 < len(server.peers) <= SENDERS


@pytest.mark.parametrize(("emails_a_line", "lines"), [(1000, 1), (4, 3)])
def test_one_line_carries_many_and_a_server_that_ends_it_is_called_again(
    app: Flask, session: Session, slow: tuple[Slow, str], emails_a_line: int, lines: int
) -> None:
    server, address = slow
    server.emails_a_line = emails_a_line
    mailing(session, 10)

    sent = drain(app, SmtpTransport(address))

    assert (sent, len(server.peers)) == (10, lines)
    assert len(set(readers(server.received))) == 10
    attempts = session.scalars(sa.select(Email.attempts).distinct()).all()
    assert attempts == [1]


def test_refused_reader_is_returned_and_the_line_goes_on(
    app: Flask, session: Session, slow: tuple[Slow, str]
) -> None:
    server, address = slow
    server.refused = "reader3@example.org"
    mailing(session, 8)

    assert drain(app, SmtpTransport(address)) == 7

    session.rollback()
    bounced = sa.select(Email.to_address).where(Email.state == EmailState.BOUNCED)
    assert session.scalars(bounced).all() == [server.refused]
    assert len(server.peers) == 1


def test_many_answers_of_one_act_are_a_mailing_after_the_first(session: Session) -> None:
    ada = mailing(session, 1)
    for _ in range(services.MANY + 3):
        services.post(
            session,
            "reader@example.org",
            CodeEmail.of(ada, session.get_one(Event, ada.event_id)),
            language="en",
            about=services.About("registration", ada.id, ada.event_id),
            now=clock.now(),
        )
    session.flush()
    rows = session.execute(
        sa.select(Email.urgency, sa.func.count())
        .where(Email.kind == "CodeEmail")
        .group_by(Email.urgency)
        .order_by(Email.urgency)
    ).all()

    assert [tuple(row) for row in rows] == [(Urgency.AWAITED, services.MANY), (Urgency.MAILING, 3)]


@pytest.mark.on_sqlite
def test_looking_whether_an_email_is_due_takes_nobodys_turn_to_write(app: Flask) -> None:
    with app.app_context():
        engine, seldom = db.engine, replace(settings(), tick_seconds=600)
        senders = Senders(engine, replace(composition.mailing(), settings=seldom))
    looked = list[str]()
    senders.start()
    time.sleep(1.2)  # the first look books that somebody looks

    @sa.event.listens_for(engine, "before_cursor_execute")
    def note(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        looked.append(statement)

    other = sqlite.connect(engine.url.database or "", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    looked.clear()
    time.sleep(1.2)
    seen = any("email" in sent for sent in looked)
    other.execute("ROLLBACK")
    other.close()
    sa.event.remove(engine, "before_cursor_execute", note)
    senders.stop()

    assert senders.ended(5)
    assert seen, "it waited until the other had written"
