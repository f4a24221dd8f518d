"""The outbox: one row for each e-mail, written with the thing it tells about."""

from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

from sqlalchemy import Index, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.orm import Base

FORGOTTEN = ""
"""Address of an e-mail whose recipient was erased: only kind, state and days are left of it."""


class EmailState(StrEnum):
    """Where an e-mail stands."""

    QUEUED = "queued"
    SENT = "sent"
    WITHHELD = "withheld"
    """What it says no longer holds, so it was not sent."""
    BOUNCED = "bounced"
    """The other side refused the address for good; an organiser is told."""
    FAILED = "failed"
    """Tried for a day without success."""


class WithheldFor(StrEnum):
    """Why an e-mail was not sent."""

    OUTDATED = "outdated"
    """What it says no longer holds."""
    DEAD_LINK = "dead-link"
    """The link in it was ended, replaced or has expired."""
    UNSUBSCRIBED = "unsubscribed"
    """Its reader wants no more of its kind."""


class Urgency(IntEnum):
    """Who goes first: as somebody waits before a screen, has just acted, or reads it some day."""

    AWAITED = 0
    """Its reader cannot go on without it: links to sign in, codes, a new address."""
    ANSWER = 1
    """It answers what one person did: registered, cancelled, was let in from the waiting list."""
    MAILING = 2
    """One of many that say the same."""


class Unsubscribed(Base):
    """An address that wants no more invitations and reminders of an event."""

    __tablename__ = "unsubscribed"
    __table_args__ = (UniqueConstraint("event_id", "address_key"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int]
    address_key: Mapped[str] = mapped_column(String(254))
    """The address as e-mails went to it, in small letters."""
    at: Mapped[datetime]


class Email(Base):
    """An e-mail with the facts it states; text and links are made at the moment of sending."""

    __tablename__ = "email"
    __table_args__ = (
        Index("ix_email_state_urgency_next_try_at", "state", "urgency", "next_try_at"),
        Index("ix_email_event_id_queued_at", "event_id", "queued_at"),
        Index("ix_email_about", "about_kind", "about_id"),
        Index("ix_email_event_id_state", "event_id", "state"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    message_id: Mapped[str] = mapped_column(String(64), unique=True)
    """Local part of the Message-ID: the same at every try, so that a doubled e-mail shows once."""
    event_id: Mapped[int | None] = mapped_column(default=None)
    organisation_id: Mapped[int | None] = mapped_column(default=None)
    about_kind: Mapped[str] = mapped_column(String(40), default="")
    about_id: Mapped[int | None] = mapped_column(default=None)
    kind: Mapped[str] = mapped_column(String(60))
    to_address: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(2))
    facts: Mapped[dict[str, Any]]
    state: Mapped[EmailState] = mapped_column(default=EmailState.QUEUED)
    urgency: Mapped[int] = mapped_column(SmallInteger, default=Urgency.ANSWER)
    """Its place in the order, a value of `Urgency`."""
    attempts: Mapped[int] = mapped_column(default=0)
    queued_at: Mapped[datetime]
    next_try_at: Mapped[datetime]
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
    trouble: Mapped[str] = mapped_column(String(300), default="")
    """What the other side answered last."""
    withheld_for: Mapped[WithheldFor | None] = mapped_column(default=None)
    """Why it was not sent; None: it was, it waits, or its recipient was erased."""
