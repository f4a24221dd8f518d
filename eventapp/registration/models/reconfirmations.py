"""Asking who holds a place whether they still come, and what they answered."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.events.models import Event
from eventapp.orm import Base
from eventapp.registration.models.registration import Registration


class StillComing(StrEnum):
    """How the question whether somebody still comes stands."""

    ASKED = "asked"
    SILENT = "silent"
    COMING = "coming"
    GONE = "gone"


class Reconfirmation(Base):
    """One asking: many people at the same moment, with a date to answer by."""

    __tablename__ = "reconfirmation"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), init=False, index=True)
    event: Mapped[Event] = relationship(lazy="raise")
    asked_at: Mapped[datetime]
    answer_by: Mapped[datetime]
    remind_at: Mapped[datetime] = mapped_column(index=True)


class Reconfirming(Base):
    """One participant's question and answer; a later asking takes the place of an earlier one."""

    __tablename__ = "reconfirming"
    __table_args__ = (
        Index("ix_reconfirming_reconfirmation_id_answered_at", "reconfirmation_id", "answered_at"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    reconfirmation_id: Mapped[int] = mapped_column(ForeignKey("reconfirmation.id"), init=False)
    reconfirmation: Mapped[Reconfirmation] = relationship(lazy="joined")
    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registration.id"), init=False, unique=True
    )
    registration: Mapped[Registration] = relationship(lazy="raise")
    holder_no: Mapped[int]
    """Who was asked: whoever takes the place over afterwards has said by it that they come."""
    written_at: Mapped[datetime | None] = mapped_column(default=None)
    """When we last wrote to them about it; None: the e-mail is still to be written."""
    reminded_at: Mapped[datetime | None] = mapped_column(default=None)
    """When it was decided to remind them last; the reminder that comes by itself is one."""
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
    """When they said that they come. Who does not come gives the place up."""
