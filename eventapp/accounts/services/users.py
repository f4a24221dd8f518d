"""Signing in and out, one-use links, which browsers are known."""

import hmac
import secrets
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eventapp.accounts import passwords, queries
from eventapp.accounts.addresses import checked, key_of
from eventapp.accounts.emails import SignInEmail
from eventapp.accounts.errors import AccountBlocked, LinkUsed, NoSuchSignIn, OtherBrowser
from eventapp.accounts.models import (
    LinkPurpose,
    OneUseLink,
    SignIn,
    SubjectKind,
    User,
)
from eventapp.journal.services import Actor, Object, record
from eventapp.mail import services as mail

LINK_LIFE = timedelta(minutes=10)
USER_STAYS = timedelta(days=14)
PARTICIPANT_STAYS = timedelta(days=60)
START = "/account/start"
"""Where a sign-in leads that was on no way elsewhere: to the work of the role."""

LONGEST_WAY = 200
"""Characters of the page a link leads to; a longer one would be cut into another page."""

VISITOR = Actor("visitor")


def about(user: User | None) -> Object:
    """Return the user as the journal names them; None: an address nobody has."""
    return Object("user", user.id, user.name) if user else Object("user", None)


def add_user(session: Session, email: str, *, name: str, language: str, now: datetime) -> User:
    """Return the user with that address, new if there is none; raises AccountBlocked."""
    address = checked(email)
    account = queries.account_of(session, address)
    if account is not None and account.disabled_at is not None:
        raise AccountBlocked
    if account is not None:
        return account
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
    browser: str | None = None,
) -> OneUseLink:
    """Return a new link that signs the user in once and leads to a page.

    `browser` is the random value of the cookie of who asked: the link works there alone.
    """
    link = OneUseLink(
        user=user,
        purpose=purpose,
        goes_to=goes_to if len(goes_to) <= LONGEST_WAY else START,
        created_at=now,
        expires_at=now + life,
        browser_hash=None if browser is None else passwords.secret_hash(browser),
    )
    session.add(link)
    session.flush()
    return link


def ask_for_link(
    session: Session, email: str, *, goes_to: str, browser: str, now: datetime
) -> None:
    """Send a sign-in link if the address is a user's; outside nothing shows whether it is.

    The journal gets its line either way, so that both answers wait for the same commit.
    """
    user = queries.user_by_email(session, email)
    record(session, "link-asked", about(user), by=VISITOR, now=now)
    if user is None:
        return
    link = make_link(
        session,
        user,
        purpose=LinkPurpose.SIGN_IN,
        goes_to=goes_to,
        life=LINK_LIFE,
        now=now,
        browser=browser,
    )
    message = SignInEmail(link.public_id, user.name, int(LINK_LIFE.total_seconds() // 60))
    mail.post(
        session,
        user.email,
        message,
        language=user.language,
        about=mail.About("user", user.id),
        now=now,
    )


def end_links(session: Session, user_id: int, goes_to: str, *, now: datetime) -> None:
    """End the user's unused invitations to a page: what they were invited to is withdrawn."""
    session.execute(
        update(OneUseLink)
        .where(
            OneUseLink.user_id == user_id,
            OneUseLink.purpose == LinkPurpose.INVITATION,
            OneUseLink.goes_to == goes_to,
            OneUseLink.used_at.is_(None),
        )
        .values(expires_at=now)
    )


def link_for(session: Session, public_id: str, *, browser: str, now: datetime) -> OneUseLink:
    """Return the unused link, if this is the browser it was asked for in."""
    link = session.scalars(
        select(OneUseLink).where(OneUseLink.public_id == public_id)
    ).one_or_none()
    if link is None or link.used_at or link.expires_at <= now or link.user.disabled_at:
        raise LinkUsed
    if link.browser_hash is not None and not hmac.compare_digest(
        link.browser_hash, passwords.secret_hash(browser)
    ):
        raise OtherBrowser
    return link


def use_link(session: Session, public_id: str, *, browser: str, now: datetime) -> OneUseLink:
    """Use a link up; of two presses at the same time one wins."""
    link = link_for(session, public_id, browser=browser, now=now)
    used = session.execute(
        update(OneUseLink)
        .where(
            OneUseLink.public_id == public_id,
            OneUseLink.used_at.is_(None),
            OneUseLink.expires_at > now,
        )
        .values(used_at=now)
    )
    if used.rowcount != 1:  # type: ignore[attr-defined]  # on CursorResult alone
        raise LinkUsed
    return link


def sign_in(
    session: Session,
    user: User,
    *,
    browser: str,
    strong: bool,
    now: datetime,
    device: str | None = None,
) -> str:
    """Return the value of the cookie of a new sign-in; the device is known again from now on."""
    record(
        session,
        "signed-in",
        about(user),
        by=Actor("user", user.id, user.name),
        now=now,
    )
    return _new_sign_in(
        session,
        SubjectKind.USER,
        user.id,
        life=USER_STAYS,
        browser=browser,
        strong=strong,
        now=now,
        device=device,
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


def forget_participant(session: Session, registration_id: int) -> int:
    """End and forget every browser in which a participant's page is open; return how many."""
    statement = select(SignIn).where(
        SignIn.subject_kind == SubjectKind.REGISTRATION, SignIn.subject_id == registration_id
    )
    sign_ins = session.scalars(statement).all()
    for sign_in in sign_ins:
        session.delete(sign_in)
    return len(sign_ins)


def _new_sign_in(
    session: Session,
    kind: SubjectKind,
    subject_id: int,
    *,
    life: timedelta,
    browser: str,
    strong: bool,
    now: datetime,
    device: str | None = None,
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
            device_hash=None if device is None else passwords.secret_hash(device),
        )
    )
    return value


def sign_out(session: Session, user_id: int, sign_in_id: int, *, now: datetime) -> None:
    """End one of the user's own sign-ins; that of another is not found."""
    ended = session.execute(
        update(SignIn)
        .where(
            SignIn.id == sign_in_id,
            SignIn.subject_kind == SubjectKind.USER,
            SignIn.subject_id == user_id,
            SignIn.ended_at.is_(None),
        )
        .values(ended_at=now)
    )
    if ended.rowcount != 1:  # type: ignore[attr-defined]  # on CursorResult alone
        raise NoSuchSignIn


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
