"""Access codes: a word that opens a category to those who were told it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.events.models import Category, Event
from eventapp.orm import Base


class AccessCode(Base):
    """A code that lets people into a category, as often and as long as the organisers say.

    Used is how many live registrations came by it: who cancels gives the use back.
    """

    __tablename__ = "access_code"
    __table_args__ = (
        UniqueConstraint("event_id", "code"),
        CheckConstraint("most IS NULL OR most > 0", name="most"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), init=False)
    event: Mapped[Event] = relationship(lazy="raise")
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"), init=False)
    category: Mapped[Category] = relationship(lazy="joined")
    code: Mapped[str] = mapped_column(String(32))
    """In capitals, without blanks: how it is compared."""
    note: Mapped[str] = mapped_column(String(160), default="")
    """For whom it was made; organisers alone read it."""
    most: Mapped[int | None] = mapped_column(default=None)
    valid_until: Mapped[datetime | None] = mapped_column(default=None)
    always: Mapped[bool] = mapped_column(default=False)
    """Lets in although registration is closed or every place is taken."""
    created_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)
