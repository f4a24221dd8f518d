"""Personal invitations: a way in beside the open form."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.accounts.models import new_public_id
from eventapp.events.models import Category, Event
from eventapp.languages import FIRST
from eventapp.orm import Base


class InvitationState(StrEnum):
    """What became of an invitation. Declining is an answer, too."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Invitation(Base):
    """A personal invitation: the address is fixed, the e-mail carries the link."""

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("event_id", "email_key"),
        Index("ix_invitation_event_id_state", "event_id", "state"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), init=False)
    event: Mapped[Event] = relationship(lazy="raise")
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"), init=False)
    category: Mapped[Category] = relationship(lazy="joined")
    public_id: Mapped[str] = mapped_column(
        String(24), unique=True, default_factory=new_public_id, init=False
    )
    state: Mapped[InvitationState] = mapped_column(default=InvitationState.OPEN)
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(String(254))
    title: Mapped[str] = mapped_column(String(60), default="")
    given_name: Mapped[str] = mapped_column(String(80), default="")
    family_name: Mapped[str] = mapped_column(String(80), default="")
    organisation_name: Mapped[str] = mapped_column(String(200), default="")
    delegation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id"), index=True, default=None
    )
    """The host in whose delegation the person is invited."""
    language: Mapped[str] = mapped_column(String(2), default=FIRST)
    always: Mapped[bool] = mapped_column(default=False)
    """Lets in although registration is closed or every place is taken."""
    generation: Mapped[int] = mapped_column(default=1)
    """Raised to revoke the mailed link."""
    sent_at: Mapped[datetime]
    reminded_at: Mapped[datetime | None] = mapped_column(default=None)
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
    registration_id: Mapped[int | None] = mapped_column(default=None)

    @property
    def full_name(self) -> str:
        """The name as the organisers wrote it; the address where they wrote none."""
        return f"{self.given_name} {self.family_name}".strip() or self.email
