"""Sessions that a host of the event looks after, and the times it proposes for them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.accounts.models import new_public_id
from eventapp.agenda.models.sessions import AgendaSession
from eventapp.orm import Base

OPEN = text("state = 'open'")


class HostedSession(Base):
    """A session is looked after by one host: its text and people, and a wish for its time."""

    __tablename__ = "hosted_session"

    session_id: Mapped[int] = mapped_column(ForeignKey("agenda_session.id"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)


class ProposalOfTimeState(StrEnum):
    """What became of a proposed time."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class ProposalOfTime(Base):
    """Another time for a session, as its host asks for it; an editor accepts or declines."""

    __tablename__ = "proposal_of_time"
    __table_args__ = (
        Index(
            "uq_proposal_of_time_open",
            "session_id",
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    public_id: Mapped[str] = mapped_column(
        String(24), unique=True, default_factory=new_public_id, init=False
    )
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("agenda_session.id"), init=False, index=True)
    session: Mapped[AgendaSession] = relationship(lazy="joined")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(String(500))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    """Who proposed it, and reads the answer."""
    proposed_at: Mapped[datetime]
    state: Mapped[ProposalOfTimeState] = mapped_column(default=ProposalOfTimeState.OPEN)
    answer: Mapped[str] = mapped_column(String(500), default="")
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
