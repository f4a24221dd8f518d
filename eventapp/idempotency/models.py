"""Answers kept under their idempotency keys: a repeated send answers as the first did."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.orm import Base


class KeptAnswer(Base):
    """What was answered to one key of one sender, and to which request."""

    __tablename__ = "kept_answer"
    __table_args__ = (Index("ix_kept_answer_kept_at", "kept_at"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    key_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    """SHA-256 over the sender, the address and the key."""
    request_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    status: Mapped[int]
    body: Mapped[str] = mapped_column(Text)
    headers: Mapped[str] = mapped_column(String(1000), default="")
    kept_at: Mapped[datetime]
