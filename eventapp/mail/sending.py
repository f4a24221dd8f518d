"""The job that empties the outbox: each letter rendered, checked once more, sent, booked."""

import structlog
from flask import current_app
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from eventapp.extensions import db
from eventapp.mail import services
from eventapp.mail.models import Letter
from eventapp.mail.render import letter_catalogue, message_of
from eventapp.mail.transports import AddressRefused, Transport, TryLater, transport_for
from eventapp.settings import Settings
from eventapp.web import clock

log = structlog.get_logger()


def drain(transport: Transport | None = None) -> int:
    """Try what is due, return how many letters left. Safe to run twice at once."""
    settings: Settings = current_app.config["EVENTAPP"]
    way_out = transport or transport_for(settings.mail_url)
    sent = 0
    while True:
        with Session(db.engine, expire_on_commit=False) as session:
            row = services.claim(session, now=clock.now())
            session.commit()
        if row is None:
            return sent
        sent += _try(row, way_out)


def _try(row: Letter, way_out: Transport) -> bool:
    """Send one letter; a bug in it is logged and put off, so that it never stops those behind."""
    try:
        return _send(row, way_out)
    except OperationalError:  # the database is away: nothing can be booked, the lease runs out
        raise
    except Exception as bug:  # whatever is wrong with this letter is its own
        log.error("letter_broken", letter=row.id, kind=row.kind, exc_info=bug)  # noqa: TRY400  (structlog names the fault beside it)
        with Session(db.engine) as session:
            services.put_off(session, row, type(bug).__name__, now=clock.now())
            session.commit()
        return False


def _send(row: Letter, way_out: Transport) -> bool:
    """Send one letter and book the outcome; nothing slow happens inside a transaction."""
    with Session(db.engine) as session:
        facts = letter_catalogue().read(row.kind, row.facts)
        if not facts.still_holds(session):
            services.mark_withheld(session, row.id)
            session.commit()
            return False
        session.rollback()
        sent = False
        try:
            way_out.send(message_of(row, facts))
        except AddressRefused as refusal:
            log.warning("letter_refused", letter=row.id, kind=row.kind)
            services.mark_bounced(session, row.id, str(refusal))
        except TryLater as trouble:
            log.warning("letter_put_off", letter=row.id, kind=row.kind, attempts=row.attempts)
            services.put_off(session, row, str(trouble), now=clock.now())
        else:
            services.mark_sent(session, row.id, now=clock.now())
            sent = True
        session.commit()
        return sent
