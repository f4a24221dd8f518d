"""Promotions: many free places that go to a waiting list step by step, while the event goes on."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.events.models import Event
from eventapp.orm import Base


class Promotion(Base):
    """How far the places that became free at once have gone to those who wait.

    While it stands, every free place belongs to the waiting list: no newcomer takes one. It goes
    when nobody who waits can have a place any more.
    """

    __tablename__ = "promotion"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), init=False, index=True)
    event: Mapped[Event] = relationship(lazy="raise")
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"), default=None)
    """The list that gets the places; None: whoever is next, of any list."""
    most: Mapped[int | None] = mapped_column(default=None)
    """How many places that list gets, as its share of a contingent; None: all there are."""
    total: Mapped[int] = mapped_column(default=0)
    """How many of those who wait could have a place when it began."""
    served: Mapped[int] = mapped_column(default=0)
    begun_at: Mapped[datetime]
