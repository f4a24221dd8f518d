"""Emails about signing in."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.accounts.models import OneUseLink, User
from eventapp.errors import Sentence
from eventapp.mail.models import Urgency


@dataclass(frozen=True, slots=True)
class SignInEmail:
    """A link that signs somebody in once."""

    template: ClassVar[str] = "emails/accounts/sign_in"
    named: ClassVar[Sentence] = Sentence("sign-in link")
    urgency: ClassVar[Urgency] = Urgency.AWAITED
    link_id: str
    name: str
    minutes: int

    def still_holds(self, session: Session) -> bool:
        """Say whether the link is still unused."""
        return _unused(session, self.link_id)

    def link_works(self, session: Session, *, now: datetime) -> bool:
        """Say whether the link was not ended and has not expired, nor its account been blocked."""
        return _opens(session, self.link_id, now=now)


@dataclass(frozen=True, slots=True)
class InvitationEmail:
    """An invitation to work on an event, with a link that signs in once."""

    template: ClassVar[str] = "emails/accounts/invitation"
    named: ClassVar[Sentence] = Sentence("invitation")
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

    def link_works(self, session: Session, *, now: datetime) -> bool:
        """Say whether the link was not ended and has not expired, nor its account been blocked."""
        return _opens(session, self.link_id, now=now)


class SecurityDeed(StrEnum):
    """What happened to how somebody signs in: in the activity log and in the e-mail about it."""

    PASSKEY_ADDED = "passkey-added"
    PASSKEY_REMOVED = "passkey-removed"
    PASSWORD_SET = "password-set"  # noqa: S105  (no password)
    SECOND_FACTOR_ON = "second-factor-on"
    RECOVERY_CODE_USED = "recovery-code-used"
    PASSWORDS_GUESSED = "passwords-guessed"
    CODES_GUESSED = "codes-guessed"


@dataclass(frozen=True, slots=True)
class SecurityEmail:
    """What signs the reader in changed: if it was not them, they learn of it here."""

    template: ClassVar[str] = "emails/accounts/security"
    named: ClassVar[Sentence] = Sentence("change to sign-in security")
    Deed: ClassVar[type[SecurityDeed]] = SecurityDeed
    deed: SecurityDeed
    """Equal to its member, also where it was read from what is stored."""
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


def _opens(session: Session, public_id: str, *, now: datetime) -> bool:
    statement = (
        select(OneUseLink.id)
        .join(User, User.id == OneUseLink.user_id)
        .where(OneUseLink.public_id == public_id, OneUseLink.expires_at > now)
        .where(User.disabled_at.is_(None))
    )
    return session.scalar(statement) is not None
