"""Rooms, sessions with their roles and categories, slots, and releases of the programme."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.accounts.models import new_public_id
from eventapp.agenda.stored import StoredRelease
from eventapp.events.models import Event
from eventapp.orm import Base, Translated
from eventapp.people.models import Person


class Seating(StrEnum):
    """How a room is set up."""

    THEATRE = "theatre"
    CLASSROOM = "classroom"
    BOARDROOM = "boardroom"
    U_SHAPE = "u-shape"
    BANQUET = "banquet"
    STANDING = "standing"


class Room(Base):
    """A room of the venue, or another place where something happens."""

    __tablename__ = "room"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), init=False, index=True)
    event: Mapped[Event] = relationship(lazy="raise")
    public_id: Mapped[str] = mapped_column(
        String(24), unique=True, default_factory=new_public_id, init=False
    )
    name: Mapped[Translated]
    place: Mapped[Translated] = mapped_column(default_factory=Translated)
    """Where the room is: building, way, or another address."""
    floor: Mapped[Translated] = mapped_column(default_factory=Translated)
    seats: Mapped[int | None] = mapped_column(default=None)
    seating: Mapped[Seating | None] = mapped_column(default=None)
    equipment: Mapped[Translated] = mapped_column(default_factory=Translated)
    """What stands in it, for who plans; the public programme does not show it."""
    accessible: Mapped[bool | None] = mapped_column(default=None)
    """Whether one comes in without a step; None: nobody has said."""
    active: Mapped[bool] = mapped_column(default=True)
    """Whether it is still offered where one is chosen; archived, it stays where it is used."""
    position: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(init=False, default=1)
    __mapper_args__ = {"version_id_col": version}


class Track(Base):
    """A thread of the programme that sessions belong to, across rooms and days."""

    __tablename__ = "track"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), init=False, index=True)
    event: Mapped[Event] = relationship(lazy="raise")
    public_id: Mapped[str] = mapped_column(
        String(24), unique=True, default_factory=new_public_id, init=False
    )
    name: Mapped[Translated]
    position: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(init=False, default=1)
    __mapper_args__ = {"version_id_col": version}


class SessionKind(StrEnum):
    """What sort of item of the programme it is."""

    OPENING = "opening"
    PLENARY = "plenary"
    PANEL = "panel"
    TALK = "talk"
    DISCUSSION = "discussion"
    WORKSHOP = "workshop"
    MATCHMAKING = "matchmaking"
    RECEPTION = "reception"
    BREAK = "break"
    CLOSING = "closing"
    BLOCKER = "blocker"
    """Time and room that are taken, such as for building up; the public never sees it."""


class AgendaSession(Base):
    """An item of the programme with its slot in the draft; the public sees releases only."""

    __tablename__ = "agenda_session"
    __table_args__ = (
        UniqueConstraint("event_id", "number"),
        UniqueConstraint("event_id", "source_key"),
        Index("ix_agenda_session_event_id_starts_at", "event_id", "starts_at"),
        CheckConstraint("ends_at IS NULL OR ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("block_id IS NULL OR block_id <> id", name="not_its_own_block"),
        CheckConstraint("kind <> 'blocker' OR NOT public", name="blockers_stay_inside"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), init=False)
    event: Mapped[Event] = relationship(lazy="raise")
    public_id: Mapped[str] = mapped_column(
        String(24), unique=True, default_factory=new_public_id, init=False, insert_sentinel=True
    )
    guid: Mapped[str] = mapped_column(String(36), default_factory=lambda: str(uuid.uuid4()))
    """Stable identity in feeds and calendars, across releases."""
    source_key: Mapped[str | None] = mapped_column(String(200), default=None)
    """What the file calls it that it came from: the next one finds it by that."""
    number: Mapped[int]
    """Positive number within the event, for feeds that want one (frab)."""
    kind: Mapped[SessionKind] = mapped_column(default=SessionKind.TALK)
    title: Mapped[Translated]
    subtitle: Mapped[Translated] = mapped_column(default_factory=Translated)
    abstract: Mapped[Translated] = mapped_column(default_factory=Translated)
    description: Mapped[Translated] = mapped_column(default_factory=Translated)
    """More than the abstract, for who wants to read on."""
    notes: Mapped[Translated] = mapped_column(default_factory=Translated)
    """For the team alone; no release holds them."""
    block_id: Mapped[int | None] = mapped_column(
        ForeignKey("agenda_session.id"), init=False, index=True
    )
    """The session it is a talk of; such a block is itself in no other."""
    block: Mapped["AgendaSession | None"] = relationship(
        lazy="raise", remote_side="AgendaSession.id", default=None
    )
    track_id: Mapped[int | None] = mapped_column(ForeignKey("track.id"), init=False)
    track: Mapped[Track | None] = relationship(lazy="raise", default=None)
    languages: Mapped[list[str]] = mapped_column(default_factory=list)
    """Languages spoken in the room."""
    interpretation: Mapped[list[str]] = mapped_column(default_factory=list)
    """Pairs of languages, from and into, such as `de-fr`."""
    receivers: Mapped[int | None] = mapped_column(default=None)
    """How many receivers for interpretation are ready."""
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"), init=False)
    room: Mapped[Room | None] = relationship(lazy="raise", default=None)
    """The first of its rooms; further ones are rows of SessionRoom."""
    starts_at: Mapped[datetime | None] = mapped_column(default=None)
    ends_at: Mapped[datetime | None] = mapped_column(default=None)
    places: Mapped[int | None] = mapped_column(default=None)
    """Most people who may sign up; None follows the room."""
    sign_up: Mapped[bool] = mapped_column(default=False)
    """Whether participants sign up for it; the public learns it by a release."""
    expected: Mapped[int | None] = mapped_column(default=None)
    """How many people it is planned for; a room with fewer seats is warned of."""
    recorded: Mapped[bool] = mapped_column(default=False)
    """Whether sound or pictures of it are kept; the programme tells so."""
    restricted: Mapped[bool] = mapped_column(default=False)
    """Only for some, such as a reception with a guest list."""
    public: Mapped[bool] = mapped_column(default=True)
    cancelled: Mapped[bool] = mapped_column(default=False)
    """Whether it falls through; it keeps its slot, and nothing clashes with it any more."""
    released: Mapped[bool] = mapped_column(default=False)
    """Whether any release showed it: then it can be cancelled, not deleted."""
    revised_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(init=False, default=1)
    __mapper_args__ = {"version_id_col": version}


MOST_PLACES = 100_000
"""At one session: more than any hall holds."""


class SessionCategory(Base):
    """A category of participants that may sign up for a session; none named: everybody."""

    __tablename__ = "session_category"

    session_id: Mapped[int] = mapped_column(ForeignKey("agenda_session.id"), primary_key=True)
    category_id: Mapped[int] = mapped_column(
        ForeignKey("category.id"), primary_key=True, index=True
    )


class SessionRoom(Base):
    """A further room of a session that is in several at once, such as a break or a transmission."""

    __tablename__ = "session_room"

    session_id: Mapped[int] = mapped_column(ForeignKey("agenda_session.id"), primary_key=True)
    room_id: Mapped[int] = mapped_column(ForeignKey("room.id"), primary_key=True, index=True)
    position: Mapped[int] = mapped_column(default=0)


class Rule(StrEnum):
    """How a session must stand to another one in the timetable."""

    SAME_DAY = "same-day"
    AFTER = "after"
    NOT_PARALLEL = "not-parallel"


class SessionRule(Base):
    """A condition of a session's slot: after another one, on its day, or not beside it."""

    __tablename__ = "session_rule"

    session_id: Mapped[int] = mapped_column(ForeignKey("agenda_session.id"), primary_key=True)
    other_id: Mapped[int] = mapped_column(
        ForeignKey("agenda_session.id"), primary_key=True, index=True
    )
    rule: Mapped[Rule] = mapped_column(primary_key=True)


class SessionPart(StrEnum):
    """What a person does in a session."""

    SPEAKER = "speaker"
    MODERATOR = "moderator"
    PANELLIST = "panellist"
    CHAIR = "chair"
    HOST = "host"


class SessionRole(Base):
    """One person's part in one session."""

    __tablename__ = "session_role"
    __table_args__ = (UniqueConstraint("session_id", "person_id"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("agenda_session.id"), init=False)
    session: Mapped[AgendaSession] = relationship(lazy="raise")
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), init=False, index=True)
    person: Mapped[Person] = relationship(lazy="raise")
    part: Mapped[SessionPart] = mapped_column(default=SessionPart.SPEAKER)
    position: Mapped[int] = mapped_column(default=0)


class TimetableFile(Base):
    """A file somebody looks at before its timetable is brought in; kept for a day at most."""

    __tablename__ = "timetable_file"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), init=False, index=True)
    event: Mapped[Event] = relationship(lazy="raise")
    public_id: Mapped[str] = mapped_column(
        String(24), unique=True, default_factory=new_public_id, init=False
    )
    name: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes]
    uploaded_at: Mapped[datetime]
    date_order: Mapped[str | None] = mapped_column(String(3), default=None)
    """In what order its dates are written (`dmy`, `mdy`, `ymd`), where somebody was asked."""
    zone: Mapped[str | None] = mapped_column(String(64), default=None)
    """IANA name of the zone that somebody chose for a file that names none."""


class TimetableColumns(Base):
    """What the columns of a table hold, as somebody chose for tables with these heads."""

    __tablename__ = "timetable_columns"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    heads: Mapped[str] = mapped_column(String(64), primary_key=True)
    """A hash of the heads."""
    places: Mapped[dict[str, Any]]
    """Meaning -> number of the column."""


class Release(Base):
    """A version of the programme as it was shown to the public, whole and unchanging."""

    __tablename__ = "release"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), init=False)
    event: Mapped[Event] = relationship(lazy="raise")
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(80))
    released_at: Mapped[datetime]
    released_by: Mapped[str] = mapped_column(String(160), default="")
    shows_again: Mapped[int | None] = mapped_column(default=None)
    """The number of the earlier release this one returned to."""
    told: Mapped[int | None] = mapped_column(default=None)
    """How many persons were written to because of it; nothing: nobody was."""
    programme: Mapped[StoredRelease] = mapped_column(JSON)
    """The programme as `agenda.snapshots` writes it; pages and feeds are made of this alone."""
