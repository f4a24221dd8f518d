"""Putting e-mails into the outbox and keeping book of what became of them."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventapp.mail.emails import (
    EmailFacts,
    can_be_refused,
    facts_of,
    has_dead_link,
    urgency_of,
)
from eventapp.mail.errors import NoLongerTrue, OnItsWay
from eventapp.mail.models import (
    FORGOTTEN,
    Email,
    EmailState,
    Unsubscribed,
    Urgency,
    WithheldFor,
)
from eventapp.mail.queries import ANY, PAUSES, address_key, moments, unsubscribed_at
from eventapp.orm import UTCDateTime

LEASE = timedelta(seconds=45)
"""How long after a sender's last sign of life another one tries its e-mail.

Short, so that what a killed worker left goes within two minutes; a living one renews it, however
long the mail server takes."""

POSTED = "emails posted"
"""Mark in `session.info`: after its commit the worker is woken."""

MANY = 10
"""So many e-mails of one transaction go before mailings; those beyond are a mailing.

An import or an approval of a hundred people posts what a single act posts, a hundred times."""

_TAKE_NEXT = (
    update(Email)
    .where(Email.id == ANY.with_for_update(skip_locked=True).scalar_subquery())
    .values(
        attempts=Email.attempts + 1,
        next_try_at=bindparam("leased_until", type_=UTCDateTime()),
    )
    .returning(Email)
    .execution_options(synchronize_session=False, populate_existing=True)
)
"""Finds the next e-mail and leases it, in one statement; what another sender holds is passed."""

_NUMBER = "number of e-mails"
"""Key in `session.info`: a transaction, and how many e-mails it has posted."""


@dataclass(frozen=True, slots=True)
class About:
    """What an e-mail is about, as plain values: the outbox imports no feature."""

    kind: str
    id: int
    event_id: int | None = None
    organisation_id: int | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """An e-mail as it is stored, made before the transaction that posts it with others."""

    to: str
    kind: str
    facts: dict[str, object]
    urgency: Urgency
    language: str
    about: About


def ready(to: str, email: EmailFacts, *, language: str, about: About) -> Ready:
    """Return an e-mail ready to be posted."""
    kind, facts, urgency = type(email).__name__, facts_of(email), urgency_of(email)
    return Ready(to, kind, facts, urgency, language, about)


def post(
    session: Session,
    to: str,
    email: EmailFacts,
    *,
    language: str,
    about: About,
    now: datetime,
) -> Email:
    """Write an e-mail into the outbox, in the transaction of the thing it tells about."""
    made = ready(to, email, language=language, about=about)
    row = Email(**_columns(session, made, now=now))
    session.add(row)
    return row


def post_all(session: Session, made: Sequence[Ready], *, now: datetime) -> None:
    """Write e-mails into the outbox all at once, in the transaction of what they tell about."""
    if made:
        session.execute(insert(Email), [_columns(session, ready, now=now) for ready in made])


def _columns(session: Session, made: Ready, *, now: datetime) -> dict[str, Any]:
    """Return what is stored of an e-mail that is posted now."""
    session.info[POSTED] = True
    urgency = made.urgency
    if urgency < Urgency.MAILING and _number_in_transaction(session) > MANY:
        urgency = Urgency.MAILING
    return {
        "message_id": secrets.token_hex(16),
        "event_id": made.about.event_id,
        "organisation_id": made.about.organisation_id,
        "about_kind": made.about.kind,
        "about_id": made.about.id,
        "kind": made.kind,
        "to_address": made.to,
        "language": made.language,
        "facts": made.facts,
        "urgency": urgency,
        "queued_at": now,
        "next_try_at": now,
    }


def _number_in_transaction(session: Session) -> int:
    """Count what else than mailings the transaction under way has posted, this one included."""
    transaction = session.get_transaction() or session.begin()
    begun, number = session.info.get(_NUMBER, (None, 0))
    number = number + 1 if begun is transaction else 1
    session.info[_NUMBER] = (transaction, number)
    return int(number)


def withheld_for(
    session: Session, row: Email, facts: EmailFacts, *, now: datetime
) -> WithheldFor | None:
    """Return why an e-mail must not go; None: it may."""
    if not facts.still_holds(session):
        return WithheldFor.OUTDATED
    if has_dead_link(facts, session, now=now):
        return WithheldFor.DEAD_LINK
    if can_be_refused(facts) and unsubscribed_at(session, row.event_id, row.to_address):
        return WithheldFor.UNSUBSCRIBED
    return None


def unsubscribe(session: Session, email: Email, *, now: datetime) -> None:
    """Send no more invitations and reminders of the event to that address; twice is as once."""
    if email.event_id is None or unsubscribed_at(session, email.event_id, email.to_address):
        return
    key = address_key(email.to_address)
    try:
        with session.begin_nested():
            session.add(Unsubscribed(event_id=email.event_id, address_key=key, at=now))
    except IntegrityError:  # pressed twice in the same moment
        return


def post_again(session: Session, email: Email, facts: EmailFacts, *, now: datetime) -> Email:
    """Post what an e-mail said once more, to the same address; refuse what no longer holds."""
    if email.state is EmailState.QUEUED:
        raise OnItsWay
    if withheld_for(session, email, facts, now=now):
        raise NoLongerTrue
    about = About(email.about_kind, email.about_id or 0, email.event_id, email.organisation_id)
    return post(session, email.to_address, facts, language=email.language, about=about, now=now)


def claim(session: Session, *, now: datetime) -> Email | None:
    """Take the e-mail that goes next: leased to this sender, one attempt counted.

    One at a time: nothing waits behind a slow server that another sender could send, and what
    somebody waits for is before all others at each turn.
    """
    return session.scalar(_TAKE_NEXT, {**moments(now), "leased_until": now + LEASE})


def renew(session: Session, email_id: int, *, now: datetime) -> None:
    """Keep an e-mail that is on its way for its sender: nobody else tries it."""
    on_its_way = (Email.id == email_id, Email.state == EmailState.QUEUED)
    session.execute(update(Email).where(*on_its_way).values(next_try_at=now + LEASE))


def mark_sent(session: Session, email_id: int, *, now: datetime) -> None:
    """Note that the other side took the e-mail."""
    _settle(session, email_id, state=EmailState.SENT, sent_at=now, trouble="")


def mark_withheld(session: Session, email_id: int, reason: WithheldFor) -> None:
    """Note that the e-mail was not sent, and why."""
    _settle(session, email_id, state=EmailState.WITHHELD, withheld_for=reason)


def mark_bounced(session: Session, email_id: int, trouble: str) -> None:
    """Note that the address was refused for good."""
    _settle(session, email_id, state=EmailState.BOUNCED, trouble=trouble[:300])


def put_off(session: Session, email: Email, trouble: str, *, now: datetime) -> None:
    """Plan the next try, or give the e-mail up after the last pause."""
    if email.attempts > len(PAUSES):
        _settle(session, email.id, state=EmailState.FAILED, trouble=trouble[:300])
    else:
        at = now + PAUSES[email.attempts - 1]
        _settle(session, email.id, next_try_at=at, trouble=trouble[:300])


def forget(session: Session, kind: str, object_ids: Collection[int]) -> list[str]:
    """Empty every e-mail about these things: address, facts, answers; what waits is withheld.

    Return the local parts of the Message-IDs, for copies of e-mails that lie in files.
    """
    return _empty(session, and_(Email.about_kind == kind, Email.about_id.in_(object_ids)))


def forget_reader(session: Session, event_id: int, address: str) -> list[str]:
    """Empty every e-mail of the event that went to an address, whatever it was about."""
    gone = delete(Unsubscribed).where(
        Unsubscribed.event_id == event_id, Unsubscribed.address_key == address_key(address)
    )
    session.execute(gone)
    key = address.lower()
    return _empty(session, and_(Email.event_id == event_id, func.lower(Email.to_address) == key))


def follow(session: Session, kind: str, former: int, present: int) -> None:
    """Let e-mails about a record stand with the one it was merged into."""
    about = and_(Email.about_kind == kind, Email.about_id == former)
    session.execute(update(Email).where(about).values(about_id=present))


def waiting(session: Session, kind: str, object_id: int) -> Sequence[Email]:
    """Return the e-mails about a thing that wait to be sent, held until the commit."""
    about = and_(Email.about_kind == kind, Email.about_id == object_id)
    queued = select(Email).where(about, Email.state == EmailState.QUEUED)
    return session.scalars(queued.order_by(Email.id).with_for_update()).all()


def forget_elsewhere(session: Session, kind: str, object_id: int, address: str | None) -> list[str]:
    """Empty the e-mails about one thing that went to another address than this one."""
    about = and_(Email.about_kind == kind, Email.about_id == object_id)
    return _empty(session, and_(about, Email.to_address != (address or FORGOTTEN)))


def forget_fact(session: Session, kind: str, object_ids: Collection[int], name: str) -> list[str]:
    """Empty one fact in every e-mail about these things: the e-mails still go, without it."""
    statement = select(Email).where(Email.about_kind == kind, Email.about_id.in_(object_ids))
    emptied = []
    for email in session.scalars(statement.with_for_update()):
        if email.facts.get(name):
            email.facts = {**email.facts, name: ""}
            emptied.append(email.message_id)
    return emptied


def _empty(session: Session, which: ColumnElement[bool]) -> list[str]:
    emptied = []
    statement = select(Email).where(which, Email.to_address != FORGOTTEN)
    for email in session.scalars(statement.with_for_update()):
        email.to_address, email.facts, email.trouble = FORGOTTEN, {}, ""
        email.organisation_id = None
        if email.state is EmailState.QUEUED:
            email.state = EmailState.WITHHELD
        emptied.append(email.message_id)
    return emptied


def _settle(session: Session, email_id: int, **values: object) -> None:
    """Book an outcome, but not on an e-mail emptied while it was on its way."""
    kept = update(Email).where(Email.id == email_id, Email.to_address != FORGOTTEN)
    session.execute(kept.values(**values).execution_options(synchronize_session=False))
