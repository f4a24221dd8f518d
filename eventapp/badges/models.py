"""Keys, badges and print runs."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.events.models import Event
from eventapp.orm import Base
from eventapp.registration.models import Registration


class BadgeKey(Base):
    """The public part of a signing key; the private one is a file that only the server reads."""

    __tablename__ = "badge_key"
    __table_args__ = (UniqueConstraint("event_id", "kid"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    kid: Mapped[int]
    algorithm: Mapped[str] = mapped_column(String(16), default="P-256")
    public: Mapped[bytes] = mapped_column(LargeBinary(65))
    """Uncompressed point."""
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)


CURRENT = text("replaced_at IS NULL")


class Badge(Base):
    """One code: of one registration and one holder. A re-issue is a new row, the old one stays."""

    __tablename__ = "badge"
    __table_args__ = (
        Index(
            "uq_badge_current",
            "registration_id",
            unique=True,
            sqlite_where=CURRENT,
            postgresql_where=CURRENT,
        ),
        Index("ix_badge_event_id_fallback", "event_id", "fallback"),
        Index(  # those that nobody looked at are found here, in the order in which they lie
            "ix_badge_current_of_event",
            *("event_id", "registration_id", "holder_no"),
            sqlite_where=CURRENT,
            postgresql_where=CURRENT,
        ),
        Index("ix_badge_event_id_issued_at", "event_id", "issued_at"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), init=False)
    event: Mapped[Event] = relationship(lazy="raise")
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), init=False)
    registration: Mapped[Registration] = relationship(lazy="raise")
    holder_no: Mapped[int]
    badge_id: Mapped[bytes] = mapped_column(LargeBinary(16), unique=True)
    idx: Mapped[bytes] = mapped_column(LargeBinary(16), unique=True)
    """What phones know the badge by: derived from badge_id, says nothing about it."""
    kid: Mapped[int]
    badge_class: Mapped[int]
    token: Mapped[str] = mapped_column(String(132))
    fallback: Mapped[str] = mapped_column(String(9))
    issued_at: Mapped[datetime]
    printed_at: Mapped[datetime | None] = mapped_column(default=None)
    printed_as: Mapped[str] = mapped_column(String(64), default="")
    """Hash of what was printed; another one now means the badge needs a reprint."""
    printed_lines: Mapped[str] = mapped_column(Text, default="")
    """Name and organisation as they were printed: what the desk compares with today's."""
    replaced_at: Mapped[datetime | None] = mapped_column(default=None)
    replaced_why: Mapped[str] = mapped_column(String(40), default="")


class BadgeLook(Base):
    """What was seen of a badge that counts: what stands on it, as a hash, and what does not fit."""

    __tablename__ = "badge_look"
    __table_args__ = (Index("ix_badge_look_event_id", "event_id", "made_with"),)

    badge_id: Mapped[int] = mapped_column(
        ForeignKey("badge.id", ondelete="CASCADE"), primary_key=True
    )
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), index=True
    )
    shown_as: Mapped[str] = mapped_column(String(64))
    made_with: Mapped[str] = mapped_column(String(16))
    """Rules and typefaces it was looked at with: by others, it is looked at again."""
    made_of: Mapped[str] = mapped_column(Text)
    """Of what of registration, category and programme: of other, it is looked at again."""
    troubles: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    """Sentences without the name: their msgid, values, and whether all is printed whole."""
    graves: Mapped[int]
    """How many of them somebody should look at before printing."""
    harmlesses: Mapped[int]


class BadgeRound(Base):
    """When all badges of an event were last compared with what they would be made of."""

    __tablename__ = "badge_round"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    revision: Mapped[int] = mapped_column(BigInteger)
    """The event's, before they were compared."""
    made_with: Mapped[str] = mapped_column(String(16))
    """Rules and typefaces, as a look names them."""
    since: Mapped[datetime]
    """What was registered, changed or issued from then on may not have been seen yet."""


class PrintRun(Base):
    """One PDF of badges that was made: which, how many, by whom."""

    __tablename__ = "print_run"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    layout: Mapped[str] = mapped_column(String(16))
    chosen: Mapped[str] = mapped_column(String(16))
    badges: Mapped[int]
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(160), default="")
