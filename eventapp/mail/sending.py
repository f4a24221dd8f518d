"""The job that empties the outbox: each letter rendered, checked once more, sent, booked."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog
from flask import current_app
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from eventapp.extensions import db
from eventapp.jobs import services as jobs
from eventapp.mail import services
from eventapp.mail.models import Letter
from eventapp.mail.render import letter_catalogue, message_of
from eventapp.mail.transports import AddressRefused, Transport, TryLater, transport_for
from eventapp.settings import Settings
from eventapp.web import clock

log = structlog.get_logger()

JOB = "send_emails"
"""Name under which this job is booked."""

RENEW_SECONDS = 10.0
"""How often the lease of a letter on its way is renewed: several times before it runs out."""

BOOK_AGAIN_SECONDS = 1.0
"""Pause before an outcome is booked again that the database did not take."""

Outcome = Callable[[Session], None]
"""What became of a letter, to be written down."""


def drain(transport: Transport | None = None, *, go_on: Callable[[], bool] = lambda: True) -> int:
    """Try what is due over a connection of its own, return how many letters left.

    Safe to run twice at once. `go_on` is asked before each letter: whoever stops finishes the one
    on its way, no more.
    """
    settings: Settings = current_app.config["EVENTAPP"]
    way_out = transport or transport_for(settings.mail_url)
    try:
        return empty(way_out, go_on=go_on)
    finally:
        way_out.close()


def empty(way_out: Transport, *, go_on: Callable[[], bool]) -> int:
    """Try what is due, one after the other, and leave the connection open; return how many left."""
    sent = 0
    while go_on():
        with Session(db.engine, expire_on_commit=False) as session:
            row = services.claim(session, now=clock.now())
            session.commit()
        if row is None:
            break
        sent += _try(row, way_out, go_on)
    return sent


def _try(row: Letter, way_out: Transport, go_on: Callable[[], bool]) -> bool:
    """Send one letter, book what became of it, return whether it left.

    A bug in it is logged and put off, so that it never stops those behind.
    """
    sent, outcome = False, _withheld(row)
    try:
        with Session(db.engine) as session:
            facts = letter_catalogue().read(row.kind, row.facts)
            holds = services.may_go(session, row, facts)
        if holds:
            message = message_of(row, facts)
            with _leased(row.id):  # nothing slow happens inside a transaction
                sent, outcome = True, _sent(row)
                way_out.send(message)
    except OperationalError:  # the database is away: nothing can be booked, the lease runs out
        raise
    except AddressRefused as refusal:
        log.warning("letter_refused", letter=row.id, kind=row.kind)
        sent, outcome = False, _bounced(row, str(refusal))
    except TryLater as trouble:
        log.warning("letter_put_off", letter=row.id, kind=row.kind, attempts=row.attempts)
        sent, outcome = False, _put_off(row, str(trouble))
    except Exception as bug:  # whatever is wrong with this letter is its own
        log.error("letter_broken", letter=row.id, kind=row.kind, exc_info=bug)  # noqa: TRY400  (structlog names the fault beside it)
        sent, outcome = False, _put_off(row, type(bug).__name__)
    _book(outcome, go_on)
    return sent


def _sent(row: Letter) -> Outcome:
    return lambda session: services.mark_sent(session, row.id, now=clock.now())


def _withheld(row: Letter) -> Outcome:
    return lambda session: services.mark_withheld(session, row.id)


def _bounced(row: Letter, trouble: str) -> Outcome:
    return lambda session: services.mark_bounced(session, row.id, trouble)


def _put_off(row: Letter, trouble: str) -> Outcome:
    return lambda session: services.put_off(session, row, trouble, now=clock.now())


def _book(outcome: Outcome, go_on: Callable[[], bool]) -> None:
    """Write down what became of a letter; a database that refuses is asked until it takes it.

    What left and was not booked would leave again. Nobody is kept waiting: while nothing can be
    booked, nothing else could be claimed.
    """
    while True:
        try:
            with Session(db.engine) as session:
                outcome(session)
                jobs.note_success(session, JOB, now=clock.now())
                session.commit()
        except OperationalError as fault:
            if not go_on():
                raise
            log.warning("outcome_not_booked", error=type(fault.orig).__name__)
            time.sleep(BOOK_AGAIN_SECONDS)
        else:
            return


@contextmanager
def _leased(letter_id: int) -> Iterator[None]:
    """Renew the lease while a letter is on its way: a slow server does not get it twice.

    The lease itself stays short, so that what a killed worker left is soon tried by another.
    """
    engine, over = db.engine, threading.Event()

    def renew() -> None:
        while not over.wait(RENEW_SECONDS):
            try:
                with Session(engine) as session:
                    services.renew(session, letter_id, now=clock.now())
                    session.commit()
            except OperationalError as fault:  # asked again before it has run out
                log.warning("lease_not_renewed", error=type(fault.orig).__name__)

    keeper = threading.Thread(target=renew, name="lease", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()
