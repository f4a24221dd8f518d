"""Sessions of the draft, their slots, and what belongs to them."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.accounts.models import new_public_id
from eventapp.agenda.models.rooms import Room, Track
from eventapp.events.models import Event
from eventapp.orm import Base, Translated


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
    meeting_point: Mapped[Translated] = mapped_column(default_factory=Translated)
    """For who takes part: where and when to be before it begins; no release holds it."""
    running_order: Mapped[Translated] = mapped_column(default_factory=Translated)
    """For who moderates: what happens when, a line a part; no release holds it."""
    questions: Mapped[Translated] = mapped_column(default_factory=Translated)
    """For who moderates: what to ask, a line a question; no release holds them."""
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

    @property
    def met_at(self) -> Translated:
        """Where who takes part is met; a talk that says nothing: as its session says."""
        return self.meeting_point or (self.block.meeting_point if self.block else Translated())


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
