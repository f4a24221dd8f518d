"""The job that empties the outbox: each e-mail rendered, checked once more, sent, booked."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.jobs import services as jobs
from eventapp.mail import services
from eventapp.mail.emails import EmailFacts, EntranceCode
from eventapp.mail.mailing import Mailing
from eventapp.mail.models import Email, WithheldFor
from eventapp.mail.render import message_of
from eventapp.mail.transports import AddressRefused, Transport, TryLater, transport_for
from eventapp.orm import reading

log = structlog.get_logger()

JOB = "send_emails"
"""Name under which this job is booked."""

RENEW_SECONDS = 10.0
"""How often the lease of an e-mail on its way is renewed: several times before it runs out."""

BOOK_AGAIN_SECONDS = 1.0
"""Pause before an outcome is booked again that the database did not take."""

Outcome = Callable[[Session], None]
"""What became of an e-mail, to be written down."""


def drain(
    engine: Engine,
    mailing: Mailing,
    transport: Transport | None = None,
    *,
    go_on: Callable[[], bool] = lambda: True,
) -> int:
    """Try what is due over a connection of its own, return how many e-mails left.

    Safe to run twice at once. `go_on` is asked before each e-mail: whoever stops finishes the one
    on its way, no more.
    """
    way_out = transport or transport_for(mailing.settings.mail_url)
    try:
        return empty(engine, mailing, way_out, go_on=go_on, book=book_success)
    finally:
        way_out.close()


def book_success(session: Session) -> None:
    """Book that e-mails are seen to."""
    jobs.note_success(session, JOB, now=clock.now())


def empty(
    engine: Engine,
    mailing: Mailing,
    way_out: Transport,
    *,
    go_on: Callable[[], bool],
    book: Outcome,
) -> int:
    """Try what is due, one after the other, and leave the connection open; return how many left.

    `book` writes down more with what became of each e-mail.
    """
    sent, row = 0, _first(engine) if go_on() else None
    while row is not None:
        left, outcome = _try(engine, mailing, row, way_out)
        sent += left
        row = _book(engine, (outcome, book), go_on)
    return sent


def _first(engine: Engine) -> Email | None:
    with Session(engine, expire_on_commit=False) as session:
        row = services.claim(session, now=clock.now())
        session.commit()
        return row


def _try(engine: Engine, mailing: Mailing, row: Email, way_out: Transport) -> tuple[bool, Outcome]:
    """Send one e-mail, return whether it left, and what became of it.

    A bug in it is logged and put off, so that it never stops those behind.
    """
    try:
        facts = mailing.facts_of(row)
        reason, entrance = _looked_at(engine, mailing, row, facts)
        if reason is not None:
            sent, outcome = False, _withheld(row, reason)
        else:
            message = message_of(mailing, row, facts, entrance)
            with _leased(engine, row.id):  # nothing slow happens inside a transaction
                sent, outcome = True, _sent(row)
                way_out.send(message)
    except OperationalError:  # the database is away: nothing can be booked, the lease runs out
        raise
    except AddressRefused as refusal:
        log.warning("email_refused", email=row.id, kind=row.kind)
        sent, outcome = False, _bounced(row, str(refusal))
    except TryLater as trouble:
        log.warning("email_put_off", email=row.id, kind=row.kind, attempts=row.attempts)
        sent, outcome = False, _put_off(row, str(trouble))
    except Exception as bug:  # whatever is wrong with this e-mail is its own
        log.error("email_broken", email=row.id, kind=row.kind, exc_info=bug)  # noqa: TRY400  (structlog names the fault beside it)
        sent, outcome = False, _put_off(row, type(bug).__name__)
    return sent, outcome


def _looked_at(
    engine: Engine, mailing: Mailing, row: Email, facts: EmailFacts
) -> tuple[WithheldFor | None, EntranceCode | None]:
    """Return why an e-mail must not go, or the code that stands in it: kept before it leaves.

    An e-mail without one takes nobody's turn to write.
    """
    issue = mailing.entrance_maker(facts)
    with Session(engine if issue else reading(engine), expire_on_commit=False) as session:
        reason = services.withheld_for(session, row, facts, now=clock.now())
        if reason is not None or issue is None:
            return reason, None
        entrance = issue(session, facts)
        session.commit()
        return None, entrance


def _sent(row: Email) -> Outcome:
    return lambda session: services.mark_sent(session, row.id, now=clock.now())


def _withheld(row: Email, reason: WithheldFor) -> Outcome:
    return lambda session: services.mark_withheld(session, row.id, reason)


def _bounced(row: Email, trouble: str) -> Outcome:
    return lambda session: services.mark_bounced(session, row.id, trouble)


def _put_off(row: Email, trouble: str) -> Outcome:
    return lambda session: services.put_off(session, row, trouble, now=clock.now())


def _book(engine: Engine, outcomes: tuple[Outcome, ...], go_on: Callable[[], bool]) -> Email | None:
    """Write down what became of an e-mail and take the next one, in one transaction; return it.

    A database that refuses is asked until it takes the outcome: what left and was not booked would
    leave again. Nobody is kept waiting: while nothing can be booked, nothing could be claimed. A
    next e-mail that cannot be taken does not undo what became of this one.
    """
    takes = True
    while True:
        try:
            with Session(engine, expire_on_commit=False) as session:
                for note in outcomes:
                    note(session)
                row = services.claim(session, now=clock.now()) if takes and go_on() else None
                session.commit()
                return row
        except OperationalError as fault:
            if not go_on():
                raise
            log.warning("outcome_not_booked", error=type(fault.orig).__name__)
            time.sleep(BOOK_AGAIN_SECONDS)
        except Exception as fault:
            if not takes:
                raise
            log.exception("next_email_not_taken", error=type(fault).__name__)
            takes = False


@contextmanager
def _leased(engine: Engine, email_id: int) -> Iterator[None]:
    """Renew the lease while an e-mail is on its way: a slow server does not get it twice.

    The lease itself stays short, so that what a killed worker left is soon tried by another.
    """
    over = threading.Event()

    def renew() -> None:
        while not over.wait(RENEW_SECONDS):
            try:
                with Session(engine) as session:
                    services.renew(session, email_id, now=clock.now())
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
