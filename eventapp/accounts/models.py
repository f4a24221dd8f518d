"""Users, their sign-ins and second factor, one-use links, API tokens."""

import secrets
from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.languages import FIRST
from eventapp.orm import Base


def new_public_id() -> str:
    """Return a random identifier that may be seen: 96 bits, never counted, never derived.

    None begins with a dash, which on a command line means an option.
    """
    while (made := secrets.token_urlsafe(12)).startswith("-"):
        pass
    return made


class User(Base):
    """Somebody who works on events: organiser, editor, desk helper, a co-host's representative."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    public_id: Mapped[str] = mapped_column(
        String(24), unique=True, default_factory=new_public_id, init=False
    )
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(160))
    language: Mapped[str] = mapped_column(String(2), default=FIRST)
    password_hash: Mapped[str | None] = mapped_column(String(255), default=None)
    totp_secret: Mapped[str | None] = mapped_column(String(64), default=None)
    totp_last_step: Mapped[int] = mapped_column(default=0)
    recovery_hashes: Mapped[list[str]] = mapped_column(default_factory=list)
    """Hashes of the codes that stand in for a lost phone, each once."""
    recovery_seed: Mapped[str | None] = mapped_column(String(24), default=None)
    """What the codes are written from, with the secret key; None once their owner kept them."""
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None] = mapped_column(default=None)


class SubjectKind(StrEnum):
    """Whom a sign-in belongs to."""

    USER = "user"
    REGISTRATION = "registration"


class SignIn(Base):
    """One browser that is signed in. The cookie holds a random value, the row its hash."""

    __tablename__ = "sign_in"
    __table_args__ = (Index("ix_sign_in_subject", "subject_kind", "subject_id"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    subject_kind: Mapped[SubjectKind]
    subject_id: Mapped[int]
    generation: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    strong_at: Mapped[datetime | None] = mapped_column(default=None)
    browser: Mapped[str] = mapped_column(String(120), default="")
    device_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), default=None)
    """The browser that signed in, known again for a year; see `services.guessing`."""
    ended_at: Mapped[datetime | None] = mapped_column(default=None)


class Step(StrEnum):
    """What is guessed: wrong tries at one step never shut another."""

    PASSWORD = "password"  # noqa: S105  (the name of a step)
    CODE_AFTER_PASSWORD = "code-after-password"  # noqa: S105
    CODE_AFTER_LINK = "code-after-link"


class WrongTry(Base):
    """A wrong password or code for an account, and where it came from; kept for a day."""

    __tablename__ = "wrong_try"
    __table_args__ = (Index("ix_wrong_try_user_id_step", "user_id", "step"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    step: Mapped[Step]
    origin: Mapped[bytes] = mapped_column(LargeBinary(32))
    """Hash of the device that signed in before, else of the network address."""
    stranger: Mapped[bool]
    """Whether this account never signed in on that device."""
    at: Mapped[datetime]
    told: Mapped[bool] = mapped_column(default=False)
    """Whether the owner was told at this one."""


class LinkPurpose(StrEnum):
    """What a one-use link is for; links of different purposes are never interchangeable."""

    SIGN_IN = "sign-in"
    INVITATION = "invitation"


class OneUseLink(Base):
    """A mailed or printed link that signs a user in once. Its secret is an HMAC, see mail.links."""

    __tablename__ = "one_use_link"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    public_id: Mapped[str] = mapped_column(
        String(24), unique=True, default_factory=new_public_id, init=False
    )
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), init=False)
    user: Mapped[User] = relationship(lazy="joined")
    purpose: Mapped[LinkPurpose]
    goes_to: Mapped[str] = mapped_column(String(200), default="/")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None] = mapped_column(default=None)
    browser_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), default=None)
    """Which browser asked: the link works there alone. None: handed over by somebody else."""


class TokenScope(StrEnum):
    """What an API token may do: `write` reads, too; `checkin` sees the doors, no list of people.

    `host` reads the part of one host, and nothing else.
    """

    READ = "read"
    WRITE = "write"
    CHECKIN = "checkin"
    HOST = "host"


class ApiToken(Base):
    """A bearer token of one event for a program; only its hash is kept."""

    __tablename__ = "api_token"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    public_id: Mapped[str] = mapped_column(
        String(24), unique=True, default_factory=new_public_id, init=False
    )
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    scope: Mapped[TokenScope]
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    created_at: Mapped[datetime]
    organisation_id: Mapped[int | None] = mapped_column(default=None)
    """A plain number: the host whose part a token of scope `host` reads."""
    revoked_at: Mapped[datetime | None] = mapped_column(default=None)


class Passkey(Base):
    """A key of a user's own device: it counts as password and second factor in one."""

    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    public_id: Mapped[str] = mapped_column(
        String(24), unique=True, default_factory=new_public_id, init=False
    )
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), init=False, index=True)
    user: Mapped[User] = relationship(lazy="joined")
    name: Mapped[str] = mapped_column(String(80))
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1023), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger)
    """Uses as the device counts them, unsigned 32 bits: a copy of it falls behind."""
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None] = mapped_column(default=None)


class PasskeyChallenge(Base):
    """Random bytes a passkey signs: good once, for minutes, in the browser that asked."""

    __tablename__ = "passkey_challenge"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    browser_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    challenge: Mapped[bytes] = mapped_column(LargeBinary(64))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    """Who adds a passkey; None: somebody signs in."""
    expires_at: Mapped[datetime] = mapped_column(index=True)
