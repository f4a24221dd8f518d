"""One contributor in another's place: what was done, what is still to be told, what was undone."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.accounts.models import new_public_id
from eventapp.agenda.models import AgendaSession, SessionPart
from eventapp.orm import Base
from eventapp.people.models import Person


class PlaceAfter(StrEnum):
    """What becomes of a contributor's place once there is no part any more."""

    KEPT = "kept"
    """As a participant's: it counts like every other one."""
    CANCELLED = "cancelled"


class HandTask(StrEnum):
    """What somebody does by hand after a substitution."""

    BADGE = "badge"
    NAME_TENT = "name-tent"
    DOOR_SIGN = "door-sign"
    MODERATOR = "moderator"
    """The moderator's sheet."""


class Substitution(Base):
    """Somebody who takes over another's part in a session; it stays as history."""

    __tablename__ = "substitution"
    __table_args__ = (Index("ix_substitution_settled_at_due_at", "settled_at", "due_at"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    public_id: Mapped[str] = mapped_column(
        String(24), unique=True, default_factory=new_public_id, init=False
    )
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("agenda_session.id"), init=False, index=True)
    session: Mapped[AgendaSession] = relationship(lazy="joined")
    part: Mapped[SessionPart]
    former_id: Mapped[int] = mapped_column(ForeignKey("person.id"), init=False, index=True)
    former: Mapped[Person] = relationship(lazy="joined", foreign_keys=[former_id])
    """Who was announced."""
    successor_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id"), init=False, index=True
    )
    successor: Mapped[Person | None] = relationship(
        lazy="joined", foreign_keys=[successor_id], default=None
    )
    """Who takes over; nobody: the part is open again (N. N.)."""
    reason: Mapped[str] = mapped_column(String(300), default="")
    """For the team alone."""
    former_role: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    """The part as it stood, to be put back by undo."""
    place: Mapped[PlaceAfter | None] = mapped_column(default=None)
    """What becomes of the former contributor's place; None: there is none to decide on."""
    admitted_from: Mapped[str | None] = mapped_column(String(32), default=None)
    """State of the successor's registration before; empty: none. None: nobody was admitted."""
    tell_booked: Mapped[bool] = mapped_column(default=True)
    """Whether those who booked the session are written to."""
    tell_others: Mapped[bool] = mapped_column(default=True)
    """Whether the others who take part in the session are written to."""
    release_no: Mapped[int | None] = mapped_column(default=None)
    """The version of the programme that shows it; None: the public sees nothing of it."""
    named: Mapped[bool] = mapped_column(default=True)
    """Whether the public reads the successor's name: e-mails tell no other."""
    invites: Mapped[bool] = mapped_column(default=False)
    """Whether the successor, who has not agreed, is invited with the other e-mails."""
    answer_by: Mapped[date | None] = mapped_column(default=None)
    message: Mapped[str] = mapped_column(String(2000), default="")
    """The organisers' own words in that invitation."""
    freed: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    """Sessions, by public id, whose booking ended with it: of the `former`, of the `successor`;
    and the `contingent` that the successor's place was of."""
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(160))
    due_at: Mapped[datetime]
    """When e-mails go out and bookings are freed: until then undo disturbs nobody."""
    settled_at: Mapped[datetime | None] = mapped_column(default=None)
    """When that was done, or was no longer to be done."""
    undone_at: Mapped[datetime | None] = mapped_column(default=None)
    undone_by: Mapped[str] = mapped_column(String(160), default="")
    done: Mapped[list[str]] = mapped_column(default_factory=list)
    """Which of `HandTask` were ticked."""

    @property
    def is_waiting(self) -> bool:
        """Say whether nobody was told yet."""
        return self.settled_at is None
