"""Finding users, sign-ins and tokens."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from eventapp.accounts.addresses import key_of
from eventapp.accounts.models import ApiToken, LinkPurpose, OneUseLink, SignIn, SubjectKind, User
from eventapp.accounts.passwords import secret_hash


def user_by_email(session: Session, email: str) -> User | None:
    """Return the user with that address whose account is not blocked."""
    statement = select(User).where(User.email_key == key_of(email), User.disabled_at.is_(None))
    return session.scalars(statement).one_or_none()


def account_of(session: Session, email: str) -> User | None:
    """Return the user with that address, blocked or not."""
    return session.scalars(select(User).where(User.email_key == key_of(email))).one_or_none()


def signed_in_user(session: Session, token: str, now: datetime) -> tuple[SignIn, User] | None:
    """Return the live sign-in of a cookie's value and its user.

    Once the second factor is on, a sign-in that did not show it is worth nothing.
    """
    statement = (
        select(SignIn, User)
        .join(User, User.id == SignIn.subject_id)
        .where(
            SignIn.token_hash == secret_hash(token),
            SignIn.subject_kind == SubjectKind.USER,
            SignIn.ended_at.is_(None),
            SignIn.expires_at > now,
            User.disabled_at.is_(None),
            or_(User.totp_secret.is_(None), SignIn.strong_at.is_not(None)),
        )
    )
    row = session.execute(statement).one_or_none()
    return None if row is None else (row[0], row[1])


def signed_in_subject(session: Session, token: str, now: datetime) -> SignIn | None:
    """Return the live sign-in of a participant's cookie."""
    statement = select(SignIn).where(
        SignIn.token_hash == secret_hash(token),
        SignIn.subject_kind == SubjectKind.REGISTRATION,
        SignIn.ended_at.is_(None),
        SignIn.expires_at > now,
    )
    return session.scalars(statement).one_or_none()


def sign_ins(session: Session, user_id: int, now: datetime) -> Sequence[SignIn]:
    """Return where a user is signed in, newest first."""
    statement = select(SignIn).where(
        SignIn.subject_kind == SubjectKind.USER,
        SignIn.subject_id == user_id,
        SignIn.ended_at.is_(None),
        SignIn.expires_at > now,
    )
    return session.scalars(statement.order_by(SignIn.id.desc())).all()


def api_token(session: Session, value: str) -> ApiToken | None:
    """Return the live API token of that value."""
    statement = select(ApiToken).where(
        ApiToken.token_hash == secret_hash(value), ApiToken.revoked_at.is_(None)
    )
    return session.scalars(statement).one_or_none()


def tokens_of(session: Session, event_id: int) -> Sequence[ApiToken]:
    """Return the event's API tokens that work, oldest first."""
    statement = select(ApiToken).where(ApiToken.event_id == event_id, ApiToken.revoked_at.is_(None))
    return session.scalars(statement.order_by(ApiToken.id)).all()


def never_signed_in(session: Session, user_ids: Collection[int]) -> set[int]:
    """Return those of the users who have not been here yet."""
    statement = select(SignIn.subject_id).where(
        SignIn.subject_kind == SubjectKind.USER, SignIn.subject_id.in_(user_ids)
    )
    return set(user_ids).difference(session.scalars(statement))


def open_invitations(session: Session, goes_to: str, *, now: datetime) -> dict[int, OneUseLink]:
    """Return the invitations to a page that can still be accepted, by user."""
    statement = select(OneUseLink).where(
        OneUseLink.purpose == LinkPurpose.INVITATION,
        OneUseLink.goes_to == goes_to,
        OneUseLink.used_at.is_(None),
        OneUseLink.expires_at > now,
    )
    return {link.user_id: link for link in session.scalars(statement.order_by(OneUseLink.id))}
