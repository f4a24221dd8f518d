"""The call for contributions, what was proposed, and what the team thinks of it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.accounts.models import User, new_public_id
from eventapp.agenda.models import SessionKind
from eventapp.events.models import Event
from eventapp.languages import FIRST
from eventapp.media.models import StoredFile
from eventapp.orm import Base, Translated

BEST = 5
"""The highest score; the lowest is 1."""


class CallForProposals(Base):
    """An event's call for contributions; there is none while it is not active."""

    __tablename__ = "call_for_proposals"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), unique=True)
    active: Mapped[bool] = mapped_column(default=False)
    closes_at: Mapped[datetime | None] = mapped_column(default=None)
    """Until when proposals are taken and can be changed; None: as long as the call is active."""
    text: Mapped[Translated] = mapped_column(default_factory=Translated)
    """What is looked for."""
    kinds: Mapped[list[str]] = mapped_column(default_factory=list)
    """Kinds of session that can be proposed, as values of SessionKind."""
    version: Mapped[int] = mapped_column(init=False, default=1)
    __mapper_args__ = {"version_id_col": version}

    def ends_at(self, event: Event) -> datetime | None:
        """Return the deadline, the end of the event at the latest; None: there is neither."""
        return min((day for day in (self.closes_at, event.ends_at) if day), default=None)

    def takes(self, event: Event, now: datetime) -> bool:
        """Say whether proposals are taken and can be changed at that moment."""
        ends_at = self.ends_at(event)
        return self.active and (ends_at is None or now < ends_at)


class ProposalState(StrEnum):
    """What has become of a proposal."""

    DRAFT = "draft"
    """Nobody but its author has read it."""
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Proposal(Base):
    """A session that somebody offers, and who offers it."""

    __tablename__ = "proposal"
    __table_args__ = (
        Index("ix_proposal_event_id_state", "event_id", "state"),
        Index("ix_proposal_event_id_email_key", "event_id", "email_key"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), init=False)
    event: Mapped[Event] = relationship(lazy="raise")
    public_id: Mapped[str] = mapped_column(
        String(24), unique=True, default_factory=new_public_id, init=False
    )
    state: Mapped[ProposalState] = mapped_column(default=ProposalState.DRAFT)
    headline: Mapped[str] = mapped_column(String(200), default="")
    """What the session is to be called, in `language`."""
    abstract: Mapped[str] = mapped_column(String(5000), default="")
    kind: Mapped[SessionKind] = mapped_column(default=SessionKind.TALK)
    language: Mapped[str] = mapped_column(String(2), default=FIRST)
    """In which the proposal is written, and its author is written to."""
    languages: Mapped[list[str]] = mapped_column(default_factory=list)
    """Languages that can be spoken in the session."""
    title: Mapped[str] = mapped_column(String(60), default="")
    given_name: Mapped[str] = mapped_column(String(80), default="")
    family_name: Mapped[str] = mapped_column(String(80), default="")
    organisation: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    email_key: Mapped[str] = mapped_column(String(254), default="")
    remark: Mapped[str] = mapped_column(String(2000), default="")
    """For the team alone."""
    agrees: Mapped[bool] = mapped_column(default=False)
    """Whether the author may be named in public once the session is accepted."""
    folded: Mapped[str] = mapped_column(String(800), default="")
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None] = mapped_column(default=None)
    decided_at: Mapped[datetime | None] = mapped_column(default=None)
    decided_by: Mapped[str] = mapped_column(String(160), default="")
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
    """When the author was written to about the decision: from then on it stands."""
    session_public_id: Mapped[str] = mapped_column(String(24), default="")
    """The session of the programme that it became; that one may have been deleted since."""
    version: Mapped[int] = mapped_column(init=False, default=1)
    __mapper_args__ = {"version_id_col": version}

    @property
    def full_name(self) -> str:
        """The author's name as its owner writes it: title, given, family."""
        return " ".join(part for part in (self.title, self.given_name, self.family_name) if part)

    @property
    def is_held(self) -> bool:
        """Say whether it is decided and its author does not know yet."""
        decided = self.state in (ProposalState.ACCEPTED, ProposalState.DECLINED)
        return decided and self.answered_at is None

    @property
    def told_state(self) -> ProposalState:
        """Return what its author may know of its state: no decision that is still held."""
        return ProposalState.SUBMITTED if self.is_held else self.state


class ProposalAuthor(Base):
    """Somebody who would contribute beside whoever proposes."""

    __tablename__ = "proposal_author"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), index=True)
    position: Mapped[int]
    given_name: Mapped[str] = mapped_column(String(80), default="")
    family_name: Mapped[str] = mapped_column(String(80))
    organisation: Mapped[str] = mapped_column(String(200), default="")


class ProposalFile(Base):
    """A document that belongs to a proposal."""

    __tablename__ = "proposal_file"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), init=False, unique=True)
    file: Mapped[StoredFile] = relationship(lazy="joined")


class ProposalReview(Base):
    """What one member of the team thinks of a proposal."""

    __tablename__ = "proposal_review"
    __table_args__ = (
        UniqueConstraint("proposal_id", "user_id"),
        CheckConstraint(f"score IS NULL OR (score >= 1 AND score <= {BEST})", name="score"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), init=False, index=True)
    user: Mapped[User] = relationship(lazy="joined")
    score: Mapped[int | None] = mapped_column(default=None)
    comment: Mapped[str] = mapped_column(String(2000), default="")
    reviewed_at: Mapped[datetime]
