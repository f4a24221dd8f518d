"""The event, its categories of participants, and what users may do in it."""

import secrets
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    CheckConstraint,
    Connection,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    update,
)
from sqlalchemy import event as database_event
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key

from eventapp.accounts.models import User
from eventapp.orm import Base, Translated


def new_mark() -> str:
    """Return a mark that no event has ever had."""
    return secrets.token_hex(12)


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
    """The short name of header, letters and badges: `go-cluster Frühjahrstagung`."""
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
    languages: Mapped[list[str]] = mapped_column(default_factory=lambda: ["de", "fr", "en"])
    published: Mapped[bool] = mapped_column(default=True)
    signed_by: Mapped[str] = mapped_column(String(160), default="")
    """The person who signs the letters."""
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    contact_phone: Mapped[str] = mapped_column(String(40), default="")
    demo_notice: Mapped[Translated] = mapped_column(default_factory=Translated)
    """One quiet line on every page that this is a demonstration; empty for a real event."""
    calendar_no: Mapped[int] = mapped_column(default=0)
    """SEQUENCE of the calendar file (RFC 5545): raised when day, time, place or name change."""
    revised_at: Mapped[datetime | None] = mapped_column(default=None)
    """When they changed last."""
    created_at: Mapped[datetime]
    revision: Mapped[int] = mapped_column(init=False, default=1)
    """Higher after every change of what the event is made of (`events.revision`)."""
    offer_mark: Mapped[str] = mapped_column(String(32), init=False, default_factory=new_mark)
    """Random, new whenever a group, question, consent, contingent or code changes, and when a host,
    desk or organisation is taken away: what was read under it is still true (`renews_offer`)."""
    version: Mapped[int] = mapped_column(init=False, default=1)
    __mapper_args__ = {"version_id_col": version}

    @property
    def tzinfo(self) -> ZoneInfo:
        """The zone in which the event's days and hours are meant."""
        return ZoneInfo(self.zone)

    @property
    def label(self) -> Translated:
        """The short name, or the title where there is none."""
        return self.name or self.title

    def is_over(self, now: datetime) -> bool:
        """Say whether the event has ended."""
        return self.ends_at is not None and now >= self.ends_at


class EventRevision(Base):
    """What a calendar file of that number said: a letter tells what changed since then."""

    __tablename__ = "event_revision"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    facts: Mapped[dict[str, Any]]


def _named_by(_connection: Connection, row: Any) -> int:
    return int(row.event_id)


def renews_offer(
    kind: type[Base],
    event_of: Callable[[Connection, Any], int] = _named_by,
    *,
    deleted_alone: bool = False,
) -> None:
    """Give the event a new `offer_mark` whenever a row of that kind is written or deleted.

    `deleted_alone` is for kinds whose numbers and versions tell the rest: the number of a row that
    is gone may be the next one's.

    In the same transaction, so whoever sees the row sees the mark. Statements that change many
    rows at once pass by here: these tables are changed row by row.
    """

    def renew(_mapper: object, connection: Connection, row: Any) -> None:
        session, key, mark = object_session(row), event_of(connection, row), new_mark()
        connection.execute(update(Event).where(Event.id == key).values(offer_mark=mark))
        held = session.identity_map.get(identity_key(Event, key)) if session else None
        if held is not None:
            set_committed_value(held, "offer_mark", mark)

    def renew_if_changed(mapper: object, connection: Connection, row: Any) -> None:
        session = object_session(row)  # called for rows, too, to which what stood there was written
        if session is None or session.is_modified(row):
            renew(mapper, connection, row)

    database_event.listen(kind, "after_delete", renew)
    if not deleted_alone:
        database_event.listen(kind, "after_insert", renew)
        database_event.listen(kind, "after_update", renew_if_changed)


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
    """Whether it is still offered where one is chosen; put away, it stays where it is used."""
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


renews_offer(Category)


class Role(StrEnum):
    """What a member may do at an event."""

    ORGANISER = "organiser"
    AGENDA = "agenda"
    DESK = "desk"
    CARE = "care"
    GATE = "gate"
    COHOST = "cohost"


class Membership(Base):
    """One role of one user at one event; a co-host's officer is bound to an organisation."""

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
