"""`serve` and `work` as processes of their own: each e-mail once, whoever is killed, however slow."""

import asyncio
import contextlib
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import psutil
import pytest
import sqlalchemy as sa
from aiosmtpd.controller import Controller
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.events.models import WaitingList
from eventapp.mail.models import Email, EmailState
from eventapp.mail.services import LEASE
from eventapp.mail.worker import queue_for
from eventapp.orm import make_engine
from eventapp.registration.models import Offer, State
from eventapp.registration.services import changes
from tests.conftest import free_port
from tests.factories.apps import settings_for
from tests.factories.events import make_event_with_category
from tests.factories.post import Postman
from tests.factories.registrations import SOMEBODY, make_registration
from tests.factories.served import WORK, open_event, running, served

PEOPLE = 24


class Holding(Postman):
    """A mail server that keeps the first conversation waiting until it is told to go on."""

    def __init__(self) -> None:
        super().__init__()
        self.held, self.go_on = 0, False
        self.holds = 0
        """Port of the sender that is kept waiting."""

    async def handle_RCPT(  # noqa: N802  (as aiosmtpd calls it)
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        """Hold the first recipient, take the others at once."""
        self.held += 1
        if self.held == 1:
            self.holds = session.peer[1]
            while not self.go_on:  # noqa: ASYNC110  (another thread sets it)
                await asyncio.sleep(0.02)
        return await super().handle_RCPT(server, session, envelope, address, options)


@pytest.fixture
def post() -> Iterator[tuple[Holding, str]]:
    """Return a real mail server and its address."""
    handler = Holding()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield handler, f"smtp://127.0.0.1:{controller.port}"
    handler.go_on = True
    controller.stop()


@pytest.fixture
def engine(database_url: str) -> Iterator[sa.Engine]:
    """Return a way into the database beside the processes."""
    made = make_engine(database_url)
    yield made
    made.dispose()


def until(happened: Callable[[], object], seconds: float = 60) -> bool:
    """Wait until it has happened; say whether it did."""
    end = time.monotonic() + seconds
    while not (done := bool(happened())) and time.monotonic() < end:
        time.sleep(0.05)
    return done


def environ(database_url: str, mail_url: str) -> Mapping[str, str]:
    """Return the settings of every process."""
    return {
        "EVENTAPP_DATABASE_URL": database_url,
        "EVENTAPP_MAIL_URL": mail_url,
        "EVENTAPP_TICK_SECONDS": "1",
        "EVENTAPP_RATE_LIMITS": "off",
    }


def lives(engine: sa.Engine) -> dict[str, int]:
    """Return how many e-mails stand in which state."""
    with Session(engine) as session:
        row = session.execute(sa.select(Email.state, sa.func.count()).group_by(Email.state))
        return {state.value: number for state, number in row}


def ids_of(post: Postman) -> list[str]:
    """Return the Message-IDs in the order they came."""
    return [str(message["Message-ID"]) for message in post.received]


def test_every_sign_up_has_its_e_mail_once_also_when_a_worker_is_killed(
    tmp_path: Path, database_url: str, engine: sa.Engine, post: tuple[Holding, str]
) -> None:
    server, address = post
    settings = environ(database_url, address)
    open_event(database_url)
    with contextlib.ExitStack() as stack:
        place = stack.enter_context(served(tmp_path, free_port(), environ=settings))
        first, second = (
            stack.enter_context(running(tmp_path, *WORK, log=tmp_path / name, environ=settings))
            for name in ("one", "two")
        )
        assert [place.sign_up(number) for number in range(PEOPLE)] == [303] * PEOPLE
        # One sender waits for the server by now, with one e-mail; others send the rest.
        rest_sent = {"queued": 1, "sent": PEOPLE - 1}
        assert until(lambda: lives(engine) == rest_sent), (tmp_path / "one").read_text()
        holder = who_waits(server, first.pid, second.pid)
        for process in (first, second):
            if process.pid == holder:
                process.send_signal(signal.SIGKILL)
                process.wait()
        time.sleep(2.5)
        before_the_lease_is_over = len(server.received)
        queued = Email.state == EmailState.QUEUED
        with engine.begin() as connection:
            kept_until = connection.scalar(sa.select(Email.next_try_at).where(queued))
            assert kept_until is not None
            rest = kept_until - clock.now()
            gone = sa.update(Email).where(queued)  # the rest of its time goes by
            connection.execute(gone.values(next_try_at=clock.now() - timedelta(seconds=1)))
        assert until(lambda: lives(engine) == {"sent": PEOPLE}), lives(engine)

    assert before_the_lease_is_over == PEOPLE - 1
    assert timedelta(0) < rest <= LEASE
    assert len(set(ids_of(server))) == len(ids_of(server)) == PEOPLE


@pytest.mark.postgres
def test_workers_that_begin_at_once_on_a_new_database_share_its_queues(database_url: str) -> None:
    at_once = Barrier(4)

    def begin(_number: int) -> str:
        at_once.wait()
        return str(queue_for(settings_for(Path(), database_url), "timed").name)

    with ThreadPoolExecutor(4) as pool:
        names = list(pool.map(begin, range(4)))

    assert set(names) == {"eventapp-timed"}


def who_waits(server: Holding, *pids: int) -> int:
    """Return which of the processes has the conversation that is kept waiting."""
    for pid in pids:
        for connection in psutil.Process(pid).net_connections("tcp"):
            if connection.laddr.port == server.holds:
                return pid
    raise AssertionError("nobody waits for the mail server")


def test_next_offer_is_made_while_the_mail_server_thinks(
    tmp_path: Path, database_url: str, engine: sa.Engine, post: tuple[Holding, str]
) -> None:
    server, address = post
    with Session(engine) as session:
        event, category = make_event_with_category(session, places=1)
        event.waiting_list = WaitingList.OFFER
        event.registration_closes_at = event.starts_at = event.ends_at = None
        ada, bob, cem = (
            make_registration(session, event, category, name, email=f"{name}@example.org")
            for name in ("Ada", "Bob", "Cem")
        )
        changes.cancel(session, ada, event, by=SOMEBODY, now=clock.now())
        assert bob.state is State.OFFERED
        session.commit()
        number = cem.id
    with running(tmp_path, *WORK, log=tmp_path / "work", environ=environ(database_url, address)):
        assert until(lambda: server.held), (tmp_path / "work").read_text()
        with engine.begin() as connection:
            over = sa.update(Offer).values(expires_at=clock.now() - timedelta(seconds=1))
            connection.execute(over)
        statement = sa.select(sa.func.count(Offer.id)).where(Offer.registration_id == number)

        def offered() -> int:
            with Session(engine) as session:
                return session.scalar(statement) or 0

        made = until(offered, seconds=20)
        still_held = len(server.received) < server.held

    assert (made, still_held) == (True, True), (tmp_path / "work").read_text()
