"""Blocking an account: nobody signs in with it until it is unblocked; nothing it did is lost."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eventapp.accounts.models import OneUseLink, SubjectKind, User
from eventapp.accounts.services import users
from eventapp.journal.services import Actor, Object, record
from eventapp.orm import lock_rows


def block(
    session: Session, user: User, *, event_id: int | None = None, by: Actor, now: datetime
) -> None:
    """Block an account: every sign-in and unused link of it ends at once; twice changes nothing.

    `event_id` is the event in whose activity log it stands; None: the operator did it.
    """
    _lock(session, user)
    if user.disabled_at is None:
        user.disabled_at = now
        _end(session, user, now=now)
        about = Object("user", user.id, user.name, event_id)
        record(session, "account-blocked", about, by=by, now=now)


def unblock(
    session: Session, user: User, *, event_id: int | None = None, by: Actor, now: datetime
) -> None:
    """Let an account's owner sign in again, with all they had; twice changes nothing."""
    _lock(session, user)
    if user.disabled_at is not None:
        user.disabled_at = None
        _end(session, user, now=now)  # also one that was on its way while the account was blocked
        about = Object("user", user.id, user.name, event_id)
        record(session, "account-unblocked", about, by=by, now=now)


def _lock(session: Session, user: User) -> None:
    statement = select(User).where(User.id == user.id).execution_options(populate_existing=True)
    session.scalars(lock_rows(session, statement)).one()


def _end(session: Session, user: User, *, now: datetime) -> None:
    users.sign_out_everywhere(session, SubjectKind.USER, user.id, now)
    unused = (OneUseLink.user_id == user.id, OneUseLink.used_at.is_(None))
    session.execute(
        update(OneUseLink).where(*unused, OneUseLink.expires_at > now).values(expires_at=now)
    )
