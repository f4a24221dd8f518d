"""Telling the owner of an account what happened to how they sign in."""

from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.accounts.emails import SecurityDeed, SecurityEmail
from eventapp.accounts.models import User
from eventapp.accounts.services import users
from eventapp.journal.services import Actor, record
from eventapp.mail import services as mail


def note_security(
    session: Session,
    user: User,
    deed: SecurityDeed,
    *,
    now: datetime,
    what: str = "",
    by: Actor | None = None,
) -> None:
    """Write down what happened to how a user signs in, and tell them by e-mail.

    Who did it is the user, unless said otherwise.
    """
    actor = by or Actor("user", user.id, user.name)
    record(session, deed, users.about(user), by=actor, now=now)
    mail.post(
        session,
        user.email,
        SecurityEmail(deed, user.name, what),
        language=user.language,
        about=mail.About("user", user.id),
        now=now,
    )
