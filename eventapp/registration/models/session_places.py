"""Places at sessions: who signed up for what, and who waits until one is free."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.agenda.models import AgendaSession
from eventapp.orm import Base
from eventapp.registration.models.registration import Registration


class SessionPlaceState(StrEnum):
    """Whether somebody has a place at a session or waits for one."""

    CONFIRMED = "confirmed"
    WAITING = "waiting"


class SessionPlace(Base):
    """A participant's place at a session; given up, the row is gone and the journal says so.

    While the session falls through the row stays and holds nothing: it counts again when the
    session takes place after all.
    """

    __tablename__ = "session_place"
    __table_args__ = (
        UniqueConstraint("registration_id", "session_id"),
        Index("ix_session_place_session_id_state_queue_no", "session_id", "state", "queue_no"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), init=False)
    registration: Mapped[Registration] = relationship(lazy="raise")
    session_id: Mapped[int] = mapped_column(ForeignKey("agenda_session.id"), init=False)
    session: Mapped[AgendaSession] = relationship(lazy="raise")
    state: Mapped[SessionPlaceState]
    queue_no: Mapped[int]
    """Order of sign-up at the session: given under the lock, never reused."""
    signed_up_at: Mapped[datetime]
    release_no: Mapped[int] = mapped_column(index=True)
    """The release whose time and room the participant knows."""

    @property
    def is_waiting(self) -> bool:
        """Say whether the participant waits for the place."""
        return self.state is SessionPlaceState.WAITING
