"""The event, its categories of participants, and what users may do in it."""

import secrets
from datetime import datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.accounts.models import User
from eventapp.orm import Base, Translated


class WaitingList(StrEnum):
    """What happens when a place frees: the next one has it, or is asked first."""

    AUTOMATIC = "automatic"
    OFFER = "offer"


class Phase(StrEnum):
    """Where an event's registration stands for a visitor."""

    NOT_YET = "not-yet"
    OPEN = "open"
    FULL = "full"
    CLOSED = "closed"
    OVER = "over"

    @property
    def is_ahead(self) -> bool:
        """Say whether registration is still to open."""
        return self is Phase.NOT_YET

    @property
    def is_past(self) -> bool:
        """Say whether the event itself is over."""
        return self is Phase.OVER


class Event(Base):
    """One conference. Moments are UTC; days and hours are shown in its zone."""

    __tablename__ = "event"
    __table_args__ = (CheckConstraint("places IS NULL OR places >= 0", name="places"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    public_id: Mapped[bytes] = mapped_column(
        LargeBinary(16), unique=True, default_factory=lambda: secrets.token_bytes(16)
    )
    """16 random bytes that every badge's signature covers (checkin-protocol)."""
    slug: Mapped[str] = mapped_column(String(64), unique=True)
    title: Mapped[Translated]
    """What the event is called in full, or its motto: the largest line of its page."""
    name: Mapped[Translated] = mapped_column(default_factory=Translated)
    """The short name of header, e-mails and badges: `go-cluster Frühjahrstagung`."""
    name_in_sentence: Mapped[Translated] = mapped_column(default_factory=Translated)
    """The name as it follows “we invite you …”: `zur Tagung`, `au congrès`, `to the congress`."""
    kind: Mapped[Translated] = mapped_column(default_factory=Translated)
    """The line above the title: what sort of event it is."""
    summary: Mapped[Translated] = mapped_column(default_factory=Translated)
    description: Mapped[Translated] = mapped_column(default_factory=Translated)
    venue: Mapped[Translated] = mapped_column(default_factory=Translated)
    address: Mapped[str] = mapped_column(String(300), default="")
    city: Mapped[Translated] = mapped_column(default_factory=Translated)
    directions: Mapped[Translated] = mapped_column(default_factory=Translated)
    entry_note: Mapped[Translated] = mapped_column(default_factory=Translated)
    """What to bring to the entrance, such as an identity card."""
    starts_at: Mapped[datetime | None] = mapped_column(default=None)
    ends_at: Mapped[datetime | None] = mapped_column(default=None)
    zone: Mapped[str] = mapped_column(String(64), default="Europe/Berlin")
    registration_opens_at: Mapped[datetime | None] = mapped_column(default=None)
    registration_closes_at: Mapped[datetime | None] = mapped_column(default=None)
    places: Mapped[int | None] = mapped_column(default=None)
    waiting_list: Mapped[WaitingList] = mapped_column(default=WaitingList.AUTOMATIC)
    offer_hours: Mapped[int] = mapped_column(default=48)
    """How long an offered place is held; the end is moved into working hours."""
    edits_close_at: Mapped[datetime | None] = mapped_column(default=None)
    """Until when participants correct their own details."""
    names_frozen_at: Mapped[datetime | None] = mapped_column(default=None)
    """From when names change through the organisers alone: the building has its list."""
    published: Mapped[bool] = mapped_column(default=True)
    signed_by: Mapped[str] = mapped_column(String(160), default="")
    """The person who signs the e-mails."""
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    contact_phone: Mapped[str] = mapped_column(String(40), default="")
    demo_notice: Mapped[Translated] = mapped_column(default_factory=Translated)
    """One quiet line on every page that this is a demonstration; empty for a real event."""
    calendar_no: Mapped[int] = mapped_column(default=0)
    """SEQUENCE of the calendar file (RFC 5545): raised when day, time, place or name change."""
    revised_at: Mapped[datetime | None] = mapped_column(default=None)
    """When they changed last."""
    created_at: Mapped[datetime]
    revision: Mapped[int] = mapped_column(BigInteger, init=False, default=1)
    """Higher after every change of what the event is made of (`events.revision`)."""
    version: Mapped[int] = mapped_column(init=False, default=1)
    __mapper_args__ = {"version_id_col": version}

    @property
    def tzinfo(self) -> ZoneInfo:
        """The zone in which the event's days and hours are meant."""
        return ZoneInfo(self.zone)

    @property
    def offers_places(self) -> bool:
        """Say whether who waits is asked before a place is theirs."""
        return self.waiting_list is WaitingList.OFFER

    @property
    def label(self) -> Translated:
        """The short name, or the title where there is none."""
        return self.name or self.title

    def is_over(self, now: datetime) -> bool:
        """Say whether the event has ended."""
        return self.ends_at is not None and now >= self.ends_at


class EventRevision(Base):
    """What a calendar file of that number said: an e-mail tells what changed since then."""

    __tablename__ = "event_revision"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    facts: Mapped[dict[str, Any]]


class BadgeBand(StrEnum):
    """How the band at the foot of a badge looks; word, fill and edge differ, not colour alone."""

    CLUSTER = "cluster"
    POLE = "pole"
    GUEST = "guest"
    SPEAKER = "speaker"
    HOST = "host"


class WayIn(StrEnum):
    """How somebody gets into a category."""

    OPEN = "open"
    APPROVAL = "approval"
    INVITATION = "invitation"


class Category(Base):
    """A kind of participant with its own places, such as members, pôles, press."""

    __tablename__ = "category"
    __table_args__ = (
        UniqueConstraint("event_id", "key"),
        CheckConstraint("places IS NULL OR places >= 0", name="places"),
        CheckConstraint("colleagues >= 0 AND plus_ones >= 0", name="party"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), init=False)
    event: Mapped[Event] = relationship(lazy="raise")
    key: Mapped[str] = mapped_column(String(40))
    name: Mapped[Translated]
    description: Mapped[Translated] = mapped_column(default_factory=Translated)
    places: Mapped[int | None] = mapped_column(default=None)
    """Most confirmed places of this category; None: only the event's own number counts."""
    position: Mapped[int] = mapped_column(default=0)
    public: Mapped[bool] = mapped_column(default=True)
    """Whether visitors may choose it themselves."""
    active: Mapped[bool] = mapped_column(default=True)
    """Whether it is still offered where one is chosen; archived, it stays where it is used."""
    way_in: Mapped[WayIn] = mapped_column(default=WayIn.OPEN)
    per_organisation: Mapped[int | None] = mapped_column(default=None)
    """Most places of this category that one organisation may hold."""
    colleagues: Mapped[int] = mapped_column(default=0)
    """Most colleagues whom one participant may register beside themselves."""
    plus_ones: Mapped[int] = mapped_column(default=0)
    """Most companions whom one participant may bring; they go when the participant goes."""
    band: Mapped[BadgeBand] = mapped_column(default=BadgeBand.GUEST)
    version: Mapped[int] = mapped_column(init=False, default=1)
    __mapper_args__ = {"version_id_col": version}

    @property
    def open_to_visitors(self) -> bool:
        """Say whether visitors may choose it themselves, to have a place or to ask for one."""
        return self.active and self.public and self.way_in is not WayIn.INVITATION


class Role(StrEnum):
    """What a member may do at an event."""

    ORGANISER = "organiser"
    AGENDA = "agenda"
    DESK = "desk"
    CARE = "care"
    GATE = "gate"
    COHOST = "cohost"


class Membership(Base):
    """One role of one user at one event; a co-host's representative is bound to an organisation."""

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("event_id", "user_id", "role"),
        Index("ix_membership_user_id", "user_id"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), init=False)
    event: Mapped[Event] = relationship(lazy="raise")
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), init=False)
    user: Mapped[User] = relationship(lazy="joined")
    role: Mapped[Role]
    organisation_id: Mapped[int | None] = mapped_column(default=None)
    """A plain number: events knows nothing of the people's directory above it."""
    created_at: Mapped[datetime]
