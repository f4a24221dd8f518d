"""Passwords and the second factor: what counts, what rests, what is turned on.

A password works only together with the second factor; a link by letter needs it where it is on.
"""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.accounts import passwords
from eventapp.accounts.errors import SecondFactorFirst, TooManyAttempts, WrongCode
from eventapp.accounts.models import SubjectKind, User
from eventapp.accounts.services import users
from eventapp.journal.services import record
from eventapp.orm import lock_rows

MOST_FAILURES = 8
REST = timedelta(minutes=15)


def accept_password(session: Session, user: User | None, *, right: bool, now: datetime) -> bool:
    """Say whether the password counts: it is right, and the account does not rest.

    Every refusal writes one line: an unknown address costs what a known one does, and the
    visitor is told the same.
    """
    if user is not None:  # of many guesses at once each counts
        wanted = select(User).where(User.id == user.id).execution_options(populate_existing=True)
        session.scalars(lock_rows(session, wanted)).one()
    resting = user is not None and user.locked_until is not None and now < user.locked_until
    if user is not None and right and not resting:
        return True
    if user is not None and not resting:
        note_failure(user, now=now)
    record(session, "sign-in-failed", users.about(user), by=users.VISITOR, now=now)
    return False


def user_at_second_factor(session: Session, user_id: int) -> User | None:
    """Return the user, locked: two sends of one code at the same time must not both count."""
    wanted = select(User).where(
        User.id == user_id, User.disabled_at.is_(None), User.totp_secret.is_not(None)
    )
    return session.scalars(lock_rows(session, wanted)).one_or_none()


def refuse_if_resting(user: User, *, now: datetime) -> None:
    """Refuse while the account rests after too many wrong attempts."""
    if user.locked_until is not None and now < user.locked_until:
        raise TooManyAttempts


def note_failure(user: User, *, now: datetime) -> None:
    """Count a wrong password or code; after several the account rests."""
    user.failed_attempts += 1
    if user.failed_attempts >= MOST_FAILURES:
        user.failed_attempts, user.locked_until = 0, now + REST


def show_code(session: Session, user: User, code: str, *, now: datetime) -> None:
    """Accept the six digits of the user's app, or a recovery code, each once."""
    refuse_if_resting(user, now=now)
    spare = passwords.recovery_hash(code)
    if spare in user.recovery_hashes:
        user.recovery_hashes = [one for one in user.recovery_hashes if one != spare]
        users.note_security(session, user, "recovery-code-used", now=now)
        return
    step = passwords.totp_step(user.totp_secret or "", code, now.timestamp(), user.totp_last_step)
    if step is None:
        note_failure(user, now=now)
        raise WrongCode
    user.totp_last_step = step


def set_password(session: Session, user: User, password_hash: str, *, now: datetime) -> None:
    """Set the password by its hash and sign the user out everywhere else."""
    if user.totp_secret is None:
        raise SecondFactorFirst
    user.password_hash = password_hash
    users.sign_out_everywhere(session, SubjectKind.USER, user.id, now)
    users.note_security(session, user, "password-set", now=now)


def set_second_factor(
    session: Session, user: User, secret: str, code: str, *, now: datetime
) -> list[str]:
    """Turn the second factor on once a code proves that the app has the secret.

    Every sign-in ends: none of them showed it. Return the recovery codes, to be shown once.
    """
    step = passwords.totp_step(secret, code, now.timestamp(), 0)
    if step is None:
        raise WrongCode
    codes = passwords.new_recovery_codes()
    user.totp_secret, user.totp_last_step = secret, step
    user.recovery_hashes = [passwords.recovery_hash(one) for one in codes]
    users.sign_out_everywhere(session, SubjectKind.USER, user.id, now)
    users.note_security(session, user, "second-factor-on", now=now)
    return codes
