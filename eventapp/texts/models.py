"""What somebody said of a translation, and against which source."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.orm import Base


class Verdict(StrEnum):
    """What somebody said of a translation."""

    DRAFT = "draft"
    REVIEWED = "reviewed"


class TextReview(Base):
    """The last word on a text in one language: of what record and field, against which source.

    The text itself stands in its record; whoever changes it there needs to know nothing of this.
    """

    __tablename__ = "text_review"
    __table_args__ = (UniqueConstraint("event_id", "kind", "record", "field", "language"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    kind: Mapped[str] = mapped_column(String(40))
    """What sort of record it is, as the activity log calls it."""
    record: Mapped[str] = mapped_column(String(24))
    """The record's public id, or its number where it has none."""
    field: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(2))
    verdict: Mapped[Verdict] = mapped_column(default=Verdict.DRAFT)
    source_language: Mapped[str] = mapped_column(String(2), default="")
    source: Mapped[str] = mapped_column(Text, default="")
    """The source as it was when the translation was reviewed last."""
    source_digest: Mapped[str] = mapped_column(String(24), default="")
    text_digest: Mapped[str] = mapped_column(String(24), default="")
    """Of the translation that was judged: another one is a draft again."""
    reviewed_at: Mapped[datetime]
    reviewed_by: Mapped[str] = mapped_column(String(160), default="")
