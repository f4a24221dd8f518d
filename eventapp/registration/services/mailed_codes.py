"""Asking for a code by mail and checking what was typed."""

import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.mail.links import six_digits
from eventapp.registration.emails import CodeEmail
from eventapp.registration.errors import NoAddress, TooManyCodes
from eventapp.registration.models import CodePurpose, MailedCode, Registration
from eventapp.registration.services import places
from eventapp.registration.services.notifications import post_to

LIFE = timedelta(minutes=15)
MOST_TRIES = 5
MOST_AN_HOUR = 5


def send(
    session: Session,
    registration: Registration,
    event: Event,
    purpose: CodePurpose,
    *,
    now: datetime,
) -> MailedCode:
    """Send six digits to the participant's address; older codes for the same end with it."""
    address = registration.reached_at
    if address is None:
        raise NoAddress
    recent = select(func.count(MailedCode.id)).where(
        MailedCode.registration_id == registration.id,
        MailedCode.created_at.between(now - LIFE * 4, now),
    )
    if (session.scalar(recent) or 0) >= MOST_AN_HOUR:
        raise TooManyCodes
    older = _unused(registration, purpose)
    for former in session.scalars(older.where(MailedCode.expires_at > now)):
        former.expires_at = now
    code = MailedCode(
        registration=registration, purpose=purpose, created_at=now, expires_at=now + LIFE
    )
    session.add(code)
    session.flush()
    email = CodeEmail.of(registration, event, code_id=code.public_id, purpose=purpose.value)
    post_to(session, registration, address, email, now=now)
    return code


def proves(
    session: Session,
    registration: Registration,
    purpose: CodePurpose,
    typed: str,
    *,
    secret: str,
    now: datetime,
) -> bool:
    """Say whether the digits are those of the open code, which is used up by it.

    A wrong try is counted: commit also when the answer is no. After five the code is dead.
    """
    places.lock(session, session.get_one(Event, registration.event_id))  # what follows needs it
    digits = "".join(character for character in typed if character.isdigit())
    for code in _open(session, registration, purpose, now=now):
        right = six_digits(secret, code.purpose.value, code.public_id)
        if hmac.compare_digest(right.encode(), digits.encode()):
            code.used_at = now
            return True
        code.failed_attempts += 1
    return False


def _open(
    session: Session, registration: Registration, purpose: CodePurpose, *, now: datetime
) -> Sequence[MailedCode]:
    """Return the codes that may be typed; none lives longer than its life, by whatever clock."""
    statement = _unused(registration, purpose).where(
        MailedCode.expires_at > now,
        MailedCode.expires_at <= now + LIFE,
        MailedCode.failed_attempts < MOST_TRIES,
    )
    return session.scalars(statement.order_by(MailedCode.id.desc())).all()


def _unused(registration: Registration, purpose: CodePurpose) -> Select[MailedCode]:
    return (
        select(MailedCode)
        .where(
            MailedCode.registration_id == registration.id,
            MailedCode.purpose == purpose,
            MailedCode.used_at.is_(None),
        )
        .with_for_update()
    )
