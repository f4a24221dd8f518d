"""Contingents: places kept for a country, an organisation or a category until a date."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.events.models import Category, Event
from eventapp.orm import Base
from eventapp.people.models import Organisation


class Contingent(Base):
    """Places of the event kept for those whom its conditions describe; all given ones must hold.

    What is not used at `release_at` goes to the waiting lists by the shares.
    """

    __tablename__ = "contingent"
    __table_args__ = (CheckConstraint("places >= 0", name="places"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), init=False, index=True)
    event: Mapped[Event] = relationship(lazy="raise")
    name: Mapped[str] = mapped_column(String(120))
    places: Mapped[int]
    """Kept places. After the release: those that were used, so that nothing is kept any more."""
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"), init=False)
    category: Mapped[Category | None] = relationship(lazy="joined", default=None)
    country: Mapped[str] = mapped_column(String(2), default="")
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), init=False)
    organisation: Mapped[Organisation | None] = relationship(lazy="joined", default=None)
    per_organisation: Mapped[int | None] = mapped_column(default=None)
    """Most places of it that one organisation may hold."""
    release_at: Mapped[datetime | None] = mapped_column(default=None)
    released_at: Mapped[datetime | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False, default=1)
    __mapper_args__ = {"version_id_col": version}


class ContingentShare(Base):
    """The part of a contingent's unused places that goes to one category's waiting list."""

    __tablename__ = "contingent_share"
    __table_args__ = (
        UniqueConstraint("contingent_id", "category_id"),
        CheckConstraint("percent BETWEEN 1 AND 100", name="percent"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    contingent_id: Mapped[int] = mapped_column(ForeignKey("contingent.id"), init=False)
    contingent: Mapped[Contingent] = relationship(lazy="raise")
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"), init=False)
    category: Mapped[Category] = relationship(lazy="joined")
    percent: Mapped[int]
