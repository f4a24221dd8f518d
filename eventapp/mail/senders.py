"""The senders: threads that empty the outbox, each over a connection of its own.

One looks whether something is due, twice a second or as soon as this process posted something, so
that it does not matter which process did. It calls one sender at each look, and what is still due
at the next look is more than that one manages: another one helps. The outbox is the queue.
"""

import math
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.jobs import services as jobs
from eventapp.mail import queries, sending
from eventapp.mail.mailing import Mailing
from eventapp.mail.transports import Transport, TryLater, transport_for
from eventapp.orm import reading

log = structlog.get_logger()

SENDERS = 3
"""Most connections of one process: mail servers allow few to one client (often ten, some three)."""

LOOK_SECONDS = 0.5
"""How often a look is taken whether an e-mail is due, whichever process posted it."""

IDLE_SECONDS = 20.0
"""How long a connection is kept for the next e-mail: less than servers and firewalls wait."""

CROWDED_SECONDS = 300.0
"""How long a sender stays away whose connection was refused beside another one's."""


class Sender:
    """One thread with one connection: called, it tries what is due until nothing is left."""

    def __init__(self, name: str, way_out: Transport) -> None:
        self.name, self.way_out = name, way_out
        self.called = threading.Event()
        self.busy = False
        self.away_until = 0.0

    def call(self) -> None:
        """Let it begin."""
        self.busy = True
        self.called.set()

    def rests(self) -> bool:
        """Say whether it may be called."""
        return not self.busy and time.monotonic() >= self.away_until


class Senders:
    """The senders of a process: `start` them, `wake` them for what was just posted, `stop` them."""

    def __init__(self, engine: Engine, mailing: Mailing) -> None:
        self._engine, self._mailing = engine, mailing
        self._tick_seconds = float(mailing.settings.tick_seconds)
        self._stopping, self._posted = threading.Event(), threading.Event()
        self._ticked_at = -math.inf
        self._senders = [
            Sender(f"sender-{number}", transport_for(mailing.settings.mail_url))
            for number in range(1, SENDERS + 1)
        ]
        self._threads = [threading.Thread(target=self._look, name="outbox", daemon=True)] + [
            threading.Thread(target=self._serve, args=(sender,), name=sender.name, daemon=True)
            for sender in self._senders
        ]

    def start(self) -> None:
        """Send from now on."""
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """Look at once: something was posted."""
        self._posted.set()

    def stop(self) -> None:
        """Begin no further e-mail."""
        self._stopping.set()
        self._posted.set()
        for sender in self._senders:
            sender.called.set()

    def ended(self, seconds: float) -> bool:
        """Wait so long for the e-mails on their way after `stop`; return whether all are done."""
        until = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def rest(self, *, until: datetime) -> bool:
        """Say whether none has an e-mail or a connection, and none will be due by that moment."""
        if any(sender.busy or sender.way_out.is_open for sender in self._senders):
            return False
        try:
            with Session(reading(self._engine)) as session:
                return not queries.any_due(session, until)
        except SQLAlchemyError:  # what cannot be asked is asked again
            return False

    def going_on(self) -> bool:
        """Say whether another e-mail may begin."""
        return not self._stopping.is_set()

    def _look(self) -> None:
        while self.going_on():
            pause = LOOK_SECONDS
            try:
                with failures_booked(self._engine, sending.JOB):
                    self._call_if_due()
            except Exception as fault:
                log.exception("outbox_not_read", error=type(fault).__name__)
                self._ticked_at = -math.inf
                pause = self._tick_seconds
            self._posted.wait(pause)
            self._posted.clear()

    def _call_if_due(self) -> None:
        """Call the first sender that rests, where something is due or the clock strikes."""
        resting = next((sender for sender in self._senders if sender.rests()), None)
        if resting is None:
            return
        with Session(reading(self._engine)) as session:  # a look takes nobody's turn to write
            due = queries.any_due(session, clock.now())
        if due or self._late():
            resting.call()

    def _serve(self, sender: Sender) -> None:
        while self.going_on():
            if not sender.called.wait(IDLE_SECONDS):
                sender.way_out.close()
                continue
            sender.called.clear()
            if self.going_on():
                self._send(sender)
            sender.busy = False
        sender.way_out.close()

    def _send(self, sender: Sender) -> None:
        try:
            if self._crowded(sender):
                return
            with failures_booked(self._engine, sending.JOB):
                sending.empty(
                    self._engine,
                    self._mailing,
                    sender.way_out,
                    go_on=self.going_on,
                    book=self._book_tick,
                )
                if self._late():
                    with Session(self._engine) as session:
                        self._book_tick(session)
                        session.commit()
        except Exception as fault:
            log.exception("emails_not_sent", error=type(fault).__name__)
            self._ticked_at = -math.inf  # the next success is booked at once
            sender.away_until = time.monotonic() + self._tick_seconds

    def _crowded(self, sender: Sender) -> bool:
        """Say whether the server grants this helper no connection beside another sender's.

        A helper asks before it takes an e-mail, so that none is put off for it. Who sends alone
        takes one first: a server that is away is told in that e-mail's row.
        """
        if not any(other.busy for other in self._senders if other is not sender):
            return False
        try:
            sender.way_out.open()
        except TryLater as trouble:
            log.info("fewer_connections", sender=sender.name, answer=str(trouble))
            sender.away_until = time.monotonic() + CROWDED_SECONDS
            return True
        return False

    def _late(self) -> bool:
        return time.monotonic() - self._ticked_at >= self._tick_seconds

    def _book_tick(self, session: Session) -> None:
        """Book once a tick that e-mails are seen to, also where none was due."""
        if self._late():
            self._ticked_at = time.monotonic()
            sending.book_success(session)


def book_success(engine: Engine, name: str) -> None:
    """Book that a job got on, in a transaction of its own."""
    with Session(engine) as session:
        jobs.note_success(session, name, now=clock.now())
        session.commit()


@contextmanager
def failures_booked(engine: Engine, name: str) -> Iterator[None]:
    """Book a fault for whoever asks how the jobs fare, then let it be logged as what it is.

    Sessions are opened inside the block: when a fault is booked, none of them holds anything.
    """
    try:
        yield
    except Exception as fault:
        try:
            with Session(engine) as session:
                jobs.note_failure(session, name, fault, now=clock.now())
                session.commit()
        except SQLAlchemyError as refused:  # then its silence tells
            log.warning("failure_not_booked", job=name, error=type(refused).__name__)
        raise
