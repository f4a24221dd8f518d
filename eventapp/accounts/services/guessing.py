"""Slow guesses at an account down, and never its owner: wrong tries count by account and origin.

A device on which the account signed in before has a count of its own, which no stranger can raise
(OWASP, "Slow Down Online Guessing Attacks with Device Cookies"). All others count by network
address, and together. What rests is a password or code from there alone: a link by e-mail or a
passkey opens at any time, and codes after a link count apart from those after a password.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from eventapp.accounts.emails import SecurityDeed
from eventapp.accounts.models import SignIn, Step, SubjectKind, User, WrongTry
from eventapp.accounts.passwords import secret_hash
from eventapp.accounts.services import notices, users

MOST = 8
"""Wrong tries from one origin within WINDOW; more are refused unread."""

WINDOW = timedelta(minutes=15)

MOST_BY_STRANGERS = 20
"""Wrong tries from all devices that never signed in, within STRANGERS_WINDOW."""

STRANGERS_WINDOW = timedelta(hours=1)

EPISODE = timedelta(days=1)
"""How long tries are kept; the owner is told of them once within it."""

TOLD_AS = {
    Step.PASSWORD: SecurityDeed.PASSWORDS_GUESSED,
    Step.CODE_AFTER_PASSWORD: SecurityDeed.CODES_GUESSED,
    Step.CODE_AFTER_LINK: SecurityDeed.CODES_GUESSED,
}
"""What the owner is told, by what was guessed."""


@dataclass(frozen=True, slots=True)
class Client:
    """Who answers: the browser's device value, if it has one, and its network address."""

    device: str | None
    address: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a try comes from, as it is counted."""

    key: bytes
    stranger: bool


def origin_of(session: Session, user: User, client: Client) -> Origin:
    """Return the client's device if the account signed in there before, else its address."""
    if client.device is not None:
        device = secret_hash(client.device)
        known = select(SignIn.id).where(
            SignIn.subject_kind == SubjectKind.USER,
            SignIn.subject_id == user.id,
            SignIn.device_hash == device,
        )
        if session.scalar(known.limit(1)) is not None:
            return Origin(device, stranger=False)
    return Origin(secret_hash(f"{user.public_id} {client.address}"), stranger=True)


def rests(session: Session, user: User, step: Step, origin: Origin, *, now: datetime) -> bool:
    """Say whether a try from there would be refused unread."""
    if _count(session, user, step, origin, now=now) >= MOST:
        return True
    return origin.stranger and _by_strangers(session, user, step, now=now) >= MOST_BY_STRANGERS


def note(session: Session, user: User, step: Step, origin: Origin, *, now: datetime) -> None:
    """Count a wrong try; the one after which it rests is told to the owner, once an episode."""
    old = or_(WrongTry.at < now - EPISODE, WrongTry.at > now)  # or of a clock that was ahead
    session.execute(delete(WrongTry).where(WrongTry.user_id == user.id, old))
    wrong = WrongTry(
        user_id=user.id, step=step, origin=origin.key, stranger=origin.stranger, at=now
    )
    session.add(wrong)
    session.flush()
    if rests(session, user, step, origin, now=now) and not _told(session, user, step):
        wrong.told = True
        notices.note_security(session, user, TOLD_AS[step], by=users.VISITOR, now=now)


def forget(session: Session, user: User, client: Client) -> None:
    """Forget the wrong tries of who got in at last; those of others stand."""
    key = origin_of(session, user, client).key
    session.execute(delete(WrongTry).where(WrongTry.user_id == user.id, WrongTry.origin == key))


def _count(session: Session, user: User, step: Step, origin: Origin, *, now: datetime) -> int:
    statement = select(func.count(WrongTry.id)).where(
        WrongTry.user_id == user.id,
        WrongTry.step == step,
        WrongTry.origin == origin.key,
        WrongTry.at > now - WINDOW,
        WrongTry.at <= now,
    )
    return session.scalar(statement) or 0


def _by_strangers(session: Session, user: User, step: Step, *, now: datetime) -> int:
    statement = select(func.count(WrongTry.id)).where(
        WrongTry.user_id == user.id,
        WrongTry.step == step,
        WrongTry.stranger.is_(True),
        WrongTry.at > now - STRANGERS_WINDOW,
        WrongTry.at <= now,
    )
    return session.scalar(statement) or 0


def _told(session: Session, user: User, step: Step) -> bool:
    statement = select(WrongTry.id).where(
        WrongTry.user_id == user.id, WrongTry.step == step, WrongTry.told.is_(True)
    )
    return session.scalar(statement.limit(1)) is not None
