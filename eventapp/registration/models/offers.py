"""Offers: a place that frees is held for who is next, until a deadline."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.orm import Base
from eventapp.registration.models.registration import Registration

OPEN_ONLY = text("outcome = 'open'")


class Outcome(StrEnum):
    """What became of an offer."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


class Offer(Base):
    """One place held for one registration; at most one is open for each."""

    __tablename__ = "offer"
    __table_args__ = (
        Index(
            "uq_offer_open",
            "registration_id",
            unique=True,
            sqlite_where=OPEN_ONLY,
            postgresql_where=OPEN_ONLY,
        ),
        Index("ix_offer_outcome_expires_at", "outcome", "expires_at"),
        Index("ix_offer_registration_id", "registration_id"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), init=False)
    registration: Mapped[Registration] = relationship(lazy="raise")
    outcome: Mapped[Outcome] = mapped_column(default=Outcome.OPEN)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    settled_at: Mapped[datetime | None] = mapped_column(default=None)
