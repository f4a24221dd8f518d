"""Passwords and the second factor: what counts, and what is turned on.

A password works only together with the second factor; a link by e-mail needs it where it is on.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.accounts import passwords
from eventapp.accounts.emails import SecurityDeed
from eventapp.accounts.errors import SecondFactorFirst, TooManyAttempts, WrongCode
from eventapp.accounts.models import Step, SubjectKind, User, new_public_id
from eventapp.accounts.services import guessing, notices, users
from eventapp.accounts.services.guessing import Client
from eventapp.journal.services import record
from eventapp.orm import lock_rows


def accept_password(
    session: Session, user: User | None, client: Client, *, right: bool, now: datetime
) -> bool:
    """Say whether the password counts: it is right, and passwords from there do not rest.

    Every refusal writes one line: an unknown address costs what a known one does, and the
    visitor is told the same.
    """
    if user is not None:  # of many guesses at once each counts
        statement = select(User).where(User.id == user.id).execution_options(populate_existing=True)
        session.scalars(lock_rows(session, statement)).one()
        origin = guessing.origin_of(session, user, client)
        resting = guessing.rests(session, user, Step.PASSWORD, origin, now=now)
        if right and not resting:
            return True
        if not resting:
            guessing.note(session, user, Step.PASSWORD, origin, now=now)
    record(session, "sign-in-failed", users.about(user), by=users.VISITOR, now=now)
    return False


def user_at_second_factor(session: Session, user_id: int) -> User | None:
    """Return the user, locked: two sends of one code at the same time must not both count."""
    statement = select(User).where(
        User.id == user_id, User.disabled_at.is_(None), User.totp_secret.is_not(None)
    )
    return session.scalars(lock_rows(session, statement)).one_or_none()


def show_code(
    session: Session, user: User, code: str, step: Step, client: Client, *, now: datetime
) -> None:
    """Accept the six digits of the user's app, or a recovery code, each once."""
    origin = guessing.origin_of(session, user, client)
    if guessing.rests(session, user, step, origin, now=now):
        raise TooManyAttempts
    spare = passwords.recovery_hash(code)
    if spare in user.recovery_hashes:
        user.recovery_hashes = [kept for kept in user.recovery_hashes if kept != spare]
        notices.note_security(session, user, SecurityDeed.RECOVERY_CODE_USED, now=now)
    else:
        shown = user.totp_secret or ""
        at = passwords.totp_step(shown, code, now.timestamp(), user.totp_last_step)
        if at is None:
            guessing.note(session, user, step, origin, now=now)
            raise WrongCode
        user.totp_last_step = at
    guessing.forget(session, user, client)


def set_password(session: Session, user: User, password_hash: str, *, now: datetime) -> None:
    """Set the password by its hash and sign the user out everywhere else."""
    if user.totp_secret is None:
        raise SecondFactorFirst
    user.password_hash = password_hash
    users.sign_out_everywhere(session, SubjectKind.USER, user.id, now)
    notices.note_security(session, user, SecurityDeed.PASSWORD_SET, now=now)


def set_second_factor(
    session: Session, user: User, secret: str, code: str, *, key: str, now: datetime
) -> None:
    """Turn the second factor on once a code proves that the app has the secret.

    Every sign-in ends: none of them showed it. New recovery codes wait to be kept.
    """
    step = passwords.totp_step(secret, code, now.timestamp(), 0)
    if step is None:
        raise WrongCode
    user.totp_secret, user.totp_last_step = secret, step
    user.recovery_seed = new_public_id()
    codes = passwords.recovery_codes(key, user.recovery_seed)
    user.recovery_hashes = [passwords.recovery_hash(new_code) for new_code in codes]
    users.sign_out_everywhere(session, SubjectKind.USER, user.id, now)
    notices.note_security(session, user, SecurityDeed.SECOND_FACTOR_ON, now=now)


def codes_to_keep(user: User, *, key: str) -> list[str] | None:
    """Return the recovery codes until their owner says that they are kept, None from then on."""
    return None if user.recovery_seed is None else passwords.recovery_codes(key, user.recovery_seed)


def keep_codes(user: User) -> None:
    """Forget how the recovery codes are written: their owner has kept them."""
    user.recovery_seed = None
