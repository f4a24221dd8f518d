"""Documents being made: one row each, from being asked for to being removed."""

import secrets
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.orm import Base


class DocumentState(StrEnum):
    """How far a document is."""

    WAITING = "waiting"
    MAKING = "making"
    READY = "ready"
    FAILED = "failed"

    @property
    def is_waiting(self) -> bool:
        """Say whether nobody began to make it yet."""
        return self is DocumentState.WAITING

    @property
    def is_ready(self) -> bool:
        """Say whether its file can be had."""
        return self is DocumentState.READY

    @property
    def has_failed(self) -> bool:
        """Say whether it could not be made."""
        return self is DocumentState.FAILED


UNFINISHED = text("state IN ('waiting', 'making')")


class DocumentJob(Base):
    """One document that somebody asked for; its file bears the name of the claim that made it."""

    __tablename__ = "document_job"
    __table_args__ = (
        Index(
            "uq_document_job_unfinished",
            "event_id",
            "kind",
            "name",
            unique=True,
            sqlite_where=UNFINISHED,
            postgresql_where=UNFINISHED,
        ),
        Index("ix_document_job_event_id_kind", "event_id", "kind"),
        Index("ix_document_job_state", "state"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    public_id: Mapped[str] = mapped_column(
        String(22), unique=True, init=False, default_factory=lambda: secrets.token_urlsafe(16)
    )
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    kind: Mapped[str] = mapped_column(String(16))
    """Which maker lays it out, such as `badges`."""
    name: Mapped[str] = mapped_column(String(80))
    """What it is among its kind: two that bear one name are never made at once."""
    arguments: Mapped[dict[str, Any]] = mapped_column()
    """What its maker needs to know."""
    asked_by: Mapped[str] = mapped_column(String(160))
    asked_at: Mapped[datetime]
    state: Mapped[DocumentState] = mapped_column(default=DocumentState.WAITING)
    claim: Mapped[str] = mapped_column(String(22), default="")
    """Whoever makes it now; another claim means that it was taken away from them."""
    attempts: Mapped[int] = mapped_column(default=0)
    seen_at: Mapped[datetime | None] = mapped_column(default=None)
    """When its maker last gave a sign of life."""
    pages: Mapped[int] = mapped_column(default=0)
    """How many there will be, as far as is known; 0 until it is begun."""
    pages_done: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    expires_at: Mapped[datetime | None] = mapped_column(default=None)
    """When row and file are removed."""
    trouble: Mapped[str] = mapped_column(String(60), default="")
    """Kind of the fault it failed by, such as `CannotRender`."""
