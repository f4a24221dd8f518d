"""Signing in and out, one-use links, passwords and second factor, API tokens."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eventapp.accounts import passwords, queries
from eventapp.accounts.addresses import checked, key_of
from eventapp.accounts.errors import LinkUsed, TooManyAttempts, WrongCode
from eventapp.accounts.letters import SignInLetter
from eventapp.accounts.models import (
    ApiToken,
    LinkPurpose,
    OneUseLink,
    SignIn,
    SubjectKind,
    TokenScope,
    User,
)
from eventapp.journal.services import Actor, Object, record
from eventapp.mail import services as mail

LINK_LIFE = timedelta(minutes=30)
USER_STAYS = timedelta(days=14)
PARTICIPANT_STAYS = timedelta(days=60)
MOST_FAILURES = 8
REST = timedelta(minutes=15)


def add_user(session: Session, email: str, *, name: str, language: str, now: datetime) -> User:
    """Return the user with that address, new if there is none."""
    address = checked(email)
    found = queries.user_by_email(session, address)
    if found is not None:
        return found
    user = User(
        email=address,
        email_key=key_of(address),
        name=name or address.partition("@")[0],
        language=language,
        created_at=now,
    )
    session.add(user)
    session.flush()
    return user


def make_link(
    session: Session,
    user: User,
    *,
    purpose: LinkPurpose,
    goes_to: str,
    life: timedelta,
    now: datetime,
) -> OneUseLink:
    """Return a new link that signs the user in once and leads to a page."""
    link = OneUseLink(
        user=user, purpose=purpose, goes_to=goes_to[:200], created_at=now, expires_at=now + life
    )
    session.add(link)
    session.flush()
    return link


def ask_for_link(session: Session, email: str, *, goes_to: str, now: datetime) -> None:
    """Send a sign-in link if the address is a user's; outside nothing shows whether it is."""
    user = queries.user_by_email(session, email)
    if user is None:
        return
    link = make_link(
        session, user, purpose=LinkPurpose.SIGN_IN, goes_to=goes_to, life=LINK_LIFE, now=now
    )
    letter = SignInLetter(link.public_id, user.name, int(LINK_LIFE.total_seconds() // 60))
    mail.post(
        session,
        user.email,
        letter,
        language=user.language,
        about=mail.About("user", user.id),
        now=now,
    )


def use_link(session: Session, public_id: str, *, now: datetime) -> OneUseLink:
    """Use a link up; of two presses at the same time one wins."""
    used = session.execute(
        update(OneUseLink)
        .where(
            OneUseLink.public_id == public_id,
            OneUseLink.used_at.is_(None),
            OneUseLink.expires_at > now,
        )
        .values(used_at=now)
    )
    if used.rowcount != 1:  # type: ignore[attr-defined]
        raise LinkUsed
    return session.scalars(select(OneUseLink).where(OneUseLink.public_id == public_id)).one()


def sign_in(session: Session, user: User, *, browser: str, strong: bool, now: datetime) -> str:
    """Return the value of the cookie of a new sign-in."""
    user.failed_attempts, user.locked_until = 0, None
    record(
        session,
        "signed-in",
        Object("user", user.id, user.name),
        by=Actor("user", user.id, user.name),
        now=now,
    )
    return _new_sign_in(
        session, SubjectKind.USER, user.id, life=USER_STAYS, browser=browser, strong=strong, now=now
    )


def sign_in_participant(
    session: Session, registration_id: int, generation: int, *, browser: str, now: datetime
) -> str:
    """Return the value of the cookie that opens a participant's own page."""
    value = _new_sign_in(
        session,
        SubjectKind.REGISTRATION,
        registration_id,
        life=PARTICIPANT_STAYS,
        browser=browser,
        strong=False,
        now=now,
    )
    session.flush()
    session.execute(
        update(SignIn)
        .where(SignIn.token_hash == passwords.secret_hash(value))
        .values(generation=generation)
    )
    return value


def _new_sign_in(
    session: Session,
    kind: SubjectKind,
    subject_id: int,
    *,
    life: timedelta,
    browser: str,
    strong: bool,
    now: datetime,
) -> str:
    value = secrets.token_urlsafe(32)
    session.add(
        SignIn(
            token_hash=passwords.secret_hash(value),
            subject_kind=kind,
            subject_id=subject_id,
            created_at=now,
            expires_at=now + life,
            strong_at=now if strong else None,
            browser=browser[:120],
        )
    )
    return value


def sign_out(session: Session, sign_in_id: int, *, now: datetime) -> None:
    """End one sign-in."""
    session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(ended_at=now))


def sign_out_everywhere(
    session: Session, kind: SubjectKind, subject_id: int, now: datetime
) -> None:
    """End every sign-in of a user or participant at once."""
    session.execute(
        update(SignIn)
        .where(
            SignIn.subject_kind == kind, SignIn.subject_id == subject_id, SignIn.ended_at.is_(None)
        )
        .values(ended_at=now)
    )


def refuse_if_resting(user: User, *, now: datetime) -> None:
    """Refuse while the account rests after too many wrong attempts."""
    if user.locked_until is not None and now < user.locked_until:
        raise TooManyAttempts


def note_failure(user: User, *, now: datetime) -> None:
    """Count a wrong password or code; after several the account rests."""
    user.failed_attempts += 1
    if user.failed_attempts >= MOST_FAILURES:
        user.failed_attempts, user.locked_until = 0, now + REST


def show_code(user: User, code: str, *, now: datetime) -> None:
    """Accept the six digits of the user's app, each once."""
    refuse_if_resting(user, now=now)
    step = passwords.totp_step(user.totp_secret or "", code, now.timestamp(), user.totp_last_step)
    if step is None:
        note_failure(user, now=now)
        raise WrongCode
    user.totp_last_step = step


def set_password(session: Session, user: User, password_hash: str, *, now: datetime) -> None:
    """Set the password by its hash and sign the user out everywhere else."""
    user.password_hash = password_hash
    sign_out_everywhere(session, SubjectKind.USER, user.id, now)
    actor = Actor("user", user.id, user.name)
    record(session, "password-set", Object("user", user.id, user.name), by=actor, now=now)


def set_second_factor(
    session: Session, user: User, secret: str, code: str, *, now: datetime
) -> None:
    """Turn the second factor on once a code proves that the app has the secret."""
    step = passwords.totp_step(secret, code, now.timestamp(), 0)
    if step is None:
        raise WrongCode
    user.totp_secret, user.totp_last_step = secret, step
    actor = Actor("user", user.id, user.name)
    record(session, "second-factor-on", Object("user", user.id, user.name), by=actor, now=now)


def add_token(
    session: Session, event_id: int, scope: TokenScope, *, name: str, now: datetime
) -> str:
    """Return a new API token's value: shown once, stored as a hash."""
    value = "ea_" + secrets.token_urlsafe(32)
    session.add(
        ApiToken(
            event_id=event_id,
            name=name,
            scope=scope,
            token_hash=passwords.secret_hash(value),
            created_at=now,
        )
    )
    return value
