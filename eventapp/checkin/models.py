"""Entrances, devices, scans as facts. A scan never changes; what it means is folded from all."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.accounts.models import new_public_id
from eventapp.agenda.models import AgendaSession
from eventapp.checkin.verdicts import Decision, Direction, Standing
from eventapp.events.models import Event
from eventapp.orm import Base, stored_enum


class EntranceKind(StrEnum):
    """What an entrance leads to; those of one kind of room count apart from all others."""

    MAIN = "main"
    EXIT = "exit"
    """Out of the house: who leaves is scanned, nobody is asked."""
    SESSION = "session"
    """One session's room: who booked first, then who finds a free seat."""
    RECEPTION = "reception"
    """For some categories alone."""


HOUSE = "house"
"""The area that the main entrances and the exits lead in and out of."""


class Entrance(Base):
    """A place where badges are scanned."""

    __tablename__ = "entrance"
    __table_args__ = (
        CheckConstraint(
            "opens_at IS NULL OR closes_at IS NULL OR opens_at < closes_at", name="hours"
        ),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), init=False, index=True)
    event: Mapped[Event] = relationship(lazy="raise")
    name: Mapped[str] = mapped_column(String(80))
    position: Mapped[int] = mapped_column(default=0)
    kind: Mapped[EntranceKind] = mapped_column(
        stored_enum(EntranceKind, length=12), default=EntranceKind.MAIN
    )
    session_id: Mapped[int | None] = mapped_column(
        ForeignKey("agenda_session.id", ondelete="SET NULL"), init=False, index=True
    )
    session: Mapped[AgendaSession | None] = relationship(lazy="select", default=None)
    opens_at: Mapped[datetime | None] = mapped_column(default=None)
    closes_at: Mapped[datetime | None] = mapped_column(default=None)
    reentry: Mapped[bool] = mapped_column(default=True)
    """Whether who has left may come in again."""
    categories: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    """Keys of the categories that a reception is for; none: for all."""
    rehearsal: Mapped[bool] = mapped_column(default=False)

    @property
    def area(self) -> str:
        """What one is inside of behind it: entrances to one area know of each other's guests."""
        if self.session_id is not None:
            return f"session-{self.session_id}"
        own = self.kind in {EntranceKind.SESSION, EntranceKind.RECEPTION}
        return f"entrance-{self.id}" if own else HOUSE

    @property
    def direction(self) -> Direction:
        """Which way its devices scan at first."""
        return Direction.OUT if self.kind is EntranceKind.EXIT else Direction.IN


class Profile(StrEnum):
    """What a device may do: scan, or also what a help desk does."""

    SCAN = "scan"
    DESK = "desk"


class Device(Base):
    """A helper's device. It is let in by an organiser and can be shut out at once."""

    __tablename__ = "device"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    public_id: Mapped[str] = mapped_column(
        String(24), unique=True, default_factory=new_public_id, init=False
    )
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), init=False, index=True)
    event: Mapped[Event] = relationship(lazy="raise")
    entrance_id: Mapped[int] = mapped_column(ForeignKey("entrance.id"), init=False)
    entrance: Mapped[Entrance] = relationship(lazy="joined")
    label: Mapped[str] = mapped_column(String(80))
    profile: Mapped[Profile] = mapped_column(default=Profile.SCAN)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary(65), default=b"")
    """For signed uploads of an offline device; empty where it has none."""
    browser: Mapped[str] = mapped_column(String(120), default="")
    enrolled_at: Mapped[datetime]
    let_in_at: Mapped[datetime | None] = mapped_column(default=None)
    valid_until: Mapped[datetime]
    revoked_at: Mapped[datetime | None] = mapped_column(default=None)
    seen_at: Mapped[datetime | None] = mapped_column(default=None)
    """When the device last asked where it stands; a scan is noted in its own row."""


class Enrolment(Base):
    """A one-use token that makes one device a device; only its hashes are kept."""

    __tablename__ = "enrolment"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), init=False)
    event: Mapped[Event] = relationship(lazy="raise")
    entrance_id: Mapped[int] = mapped_column(ForeignKey("entrance.id"), init=False)
    entrance: Mapped[Entrance] = relationship(lazy="joined")
    label: Mapped[str] = mapped_column(String(80))
    profile: Mapped[Profile]
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None] = mapped_column(default=None)


COUNTED = text("NOT rehearsal")


class Scan(Base):
    """One scan as the device told it; append-only (a trigger forbids change).

    Numbers become visible in their order: whoever has read up to one has read all before it
    (`services.scans` holds the numbering until the commit).
    """

    __tablename__ = "scan"
    __table_args__ = (
        UniqueConstraint("device_id", "seq", "mode"),
        Index("ix_scan_event_id_idx", "event_id", "idx"),
        Index("ix_scan_event_id_received_at", "event_id", "received_at"),
        Index("ix_scan_registration_id", "registration_id"),
        Index(  # what the doors decided is counted here, refusals first
            "ix_scan_decided",
            *("event_id", "decision", "entrance_id", "direction", "why", "forced", "rehearsal"),
            sqlite_where=COUNTED,
            postgresql_where=COUNTED,
        ),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    device_id: Mapped[int | None] = mapped_column(ForeignKey("device.id"))
    entrance_id: Mapped[int | None] = mapped_column(ForeignKey("entrance.id"))
    area: Mapped[str] = mapped_column(String(32), default=HOUSE)
    """What the entrance led to then."""
    scan_id: Mapped[str] = mapped_column(String(36))
    seq: Mapped[int] = mapped_column(BigInteger)
    idx: Mapped[bytes | None] = mapped_column(LargeBinary(16), default=None)
    registration_id: Mapped[int | None] = mapped_column(default=None)
    direction: Mapped[Direction] = mapped_column(
        stored_enum(Direction, length=4), default=Direction.IN
    )
    decision: Mapped[Decision] = mapped_column(stored_enum(Decision, length=8))
    why: Mapped[str | None] = mapped_column(String(24), default=None)
    """A `Why`; of what a helper let through, an `Override`."""
    mode: Mapped[str] = mapped_column(String(4), default="on")
    t: Mapped[int] = mapped_column(BigInteger)
    """The device's clock, milliseconds since 1970."""
    off: Mapped[int] = mapped_column(BigInteger, default=0)
    """What the device's clock lacked, measured at its last contact."""
    clk: Mapped[int] = mapped_column(default=0)
    kid: Mapped[int | None] = mapped_column(default=None)
    sigok: Mapped[bool] = mapped_column(default=False)
    forced: Mapped[bool] = mapped_column(default=False)
    rehearsal: Mapped[bool] = mapped_column(default=False)
    answer: Mapped[str] = mapped_column(String(2000), default="")
    """What the device was told, as JSON without names: a repeated send gets it again."""
    received_at: Mapped[datetime]


class Presence(Base):
    """Whether the holder of a badge that was let in is on site: what all its scans say together.

    Written with the scan that changes it, under the lock of the badge; a badge without a row was
    never let in. Rehearsals leave no trace here.
    """

    __tablename__ = "presence"
    __table_args__ = (
        UniqueConstraint("event_id", "idx", "area"),
        Index("ix_presence_event_id_area_inside", "event_id", "area", "inside"),
        Index("ix_presence_event_id_no", "event_id", "no"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    idx: Mapped[bytes] = mapped_column(LargeBinary(16))
    area: Mapped[str] = mapped_column(String(32), default=HOUSE)
    inside: Mapped[bool]
    no: Mapped[int] = mapped_column(BigInteger, default=0)
    """Higher with every change on the event's list (`services.numbering`)."""
    since: Mapped[int] = mapped_column(BigInteger, default=0)
    """Corrected time at which they came in or left last, milliseconds since 1970."""
    gate: Mapped[str] = mapped_column(String(80), default="")
    """Name of the entrance where that was."""


class SealedRecord(Base):
    """What devices keep of a badge: nothing that can be read without the badge itself."""

    __tablename__ = "sealed_record"
    __table_args__ = (
        UniqueConstraint("event_id", "idx"),
        Index("ix_sealed_record_event_id_no", "event_id", "no"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    idx: Mapped[bytes] = mapped_column(LargeBinary(16))
    no: Mapped[int] = mapped_column(BigInteger)
    """Higher with every change on the event's list (`services.numbering`)."""
    standing: Mapped[Standing] = mapped_column(stored_enum(Standing, length=12))
    at: Mapped[int] = mapped_column(BigInteger)
    """Since when, milliseconds since 1970."""
    printed: Mapped[int | None] = mapped_column(BigInteger, default=None)
    """When the badge that replaced it was printed."""
    sealed: Mapped[bytes] = mapped_column(LargeBinary, default=b"")
    """Name, organisation, category and language of the holder; empty: devices forget them."""
    made_of: Mapped[bytes] = mapped_column(LargeBinary(16))
    """Digest of all this: another one now means that devices are to be told."""


class ListRound(Base):
    """When the event's list was last compared with what it would be made of."""

    __tablename__ = "list_round"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    revision: Mapped[int] = mapped_column(BigInteger)
    """The event's, before it was compared."""
    since: Mapped[datetime]
    """What was registered, changed or issued from then on may not be on the list yet."""


class ScanQuarantine(Base):
    """What a device sent that nobody counts: no scan, a number used twice, or from one shut out."""

    __tablename__ = "scan_quarantine"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    device_id: Mapped[int] = mapped_column(ForeignKey("device.id"))
    batch: Mapped[str] = mapped_column(String(36))
    why: Mapped[str] = mapped_column(String(12))
    raw: Mapped[str] = mapped_column(String(2000))
    received_at: Mapped[datetime]


class DoorEvent(Base):
    """What happened to a device or by a helper's special act: enrolled, let in, revoked, forced."""

    __tablename__ = "door_event"
    __table_args__ = (Index("ix_door_event_event_id_at", "event_id", "at"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    device_id: Mapped[int | None] = mapped_column(ForeignKey("device.id"), default=None)
    at: Mapped[datetime]
    what: Mapped[str] = mapped_column(String(40))
    by: Mapped[str] = mapped_column(String(160), default="")
