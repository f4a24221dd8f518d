"""Emails about signing in."""

from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.accounts.models import OneUseLink
from eventapp.mail.models import Urgency


@dataclass(frozen=True, slots=True)
class SignInEmail:
    """A link that signs somebody in once."""

    template: ClassVar[str] = "emails/accounts/sign_in"
    urgency: ClassVar[Urgency] = Urgency.AWAITED
    link_id: str
    name: str
    minutes: int

    def still_holds(self, session: Session) -> bool:
        """Say whether the link is still unused."""
        return _unused(session, self.link_id)


@dataclass(frozen=True, slots=True)
class InvitationEmail:
    """An invitation to work on an event, with a link that signs in once."""

    template: ClassVar[str] = "emails/accounts/invitation"
    link_id: str
    name: str
    event: str
    invited_by: str
    days: int
    role: str = ""
    """The task, a value of `events.models.Role`."""
    host: str = ""
    """The organisation whose participants the reader looks after."""
    contact: str = ""

    def still_holds(self, session: Session) -> bool:
        """Say whether the link is still unused."""
        return _unused(session, self.link_id)


@dataclass(frozen=True, slots=True)
class SecurityEmail:
    """What signs the reader in changed: if it was not them, they learn of it here."""

    template: ClassVar[str] = "emails/accounts/security"
    deed: str
    name: str
    what: str = ""
    """The passkey's name."""

    def still_holds(self, session: Session) -> bool:  # noqa: ARG002  (as every e-mail)
        """Say yes: it happened, whatever came after it."""
        return True


def _unused(session: Session, public_id: str) -> bool:
    statement = select(OneUseLink.id).where(
        OneUseLink.public_id == public_id, OneUseLink.used_at.is_(None)
    )
    return session.scalar(statement) is not None
