"""Asking how documents fare."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from eventapp.documents.models import DocumentJob, DocumentState

UNFINISHED = (DocumentState.WAITING, DocumentState.MAKING)

BEGUN_WITHIN = timedelta(minutes=5)
"""What waits longer stands behind many others, or no worker runs."""


def is_overdue(job: DocumentJob | None, *, now: datetime) -> bool:
    """Say whether a document should have been begun by now."""
    if job is None or job.state is not DocumentState.WAITING:
        return False
    return now - job.asked_at > BEGUN_WITHIN


def latest(
    session: Session, event_id: int, kind: str, name: str, *, now: datetime
) -> DocumentJob | None:
    """Return the newest document of that name whose time is not over."""
    statement = select(DocumentJob).where(
        DocumentJob.event_id == event_id,
        DocumentJob.kind == kind,
        DocumentJob.name == name,
        or_(DocumentJob.expires_at.is_(None), DocumentJob.expires_at > now),
    )
    return session.scalar(statement.order_by(DocumentJob.id.desc()).limit(1))


def unfinished(session: Session, event_id: int, kind: str, name: str) -> DocumentJob | None:
    """Return the document of that name that is waiting or being made."""
    statement = select(DocumentJob).where(
        DocumentJob.event_id == event_id,
        DocumentJob.kind == kind,
        DocumentJob.name == name,
        DocumentJob.state.in_(UNFINISHED),
    )
    return session.scalar(statement)


def ready(
    session: Session, event_id: int, kind: str, public_id: str, *, now: datetime
) -> DocumentJob | None:
    """Return a finished document by its public name, None when its time is over."""
    statement = select(DocumentJob).where(
        DocumentJob.event_id == event_id,
        DocumentJob.kind == kind,
        DocumentJob.public_id == public_id,
        DocumentJob.state == DocumentState.READY,
        DocumentJob.expires_at > now,
    )
    return session.scalar(statement)


def path_of(folder: Path, job: DocumentJob) -> Path:
    """Return where a document lies: each attempt has a file of its own, named by its claim."""
    return folder / f"{job.claim}.pdf"


def recent(session: Session, event_id: int, kind: str, *, now: datetime) -> Sequence[DocumentJob]:
    """Return the newest document of each name of a kind while its time is not over, last first."""
    newest = (
        select(func.max(DocumentJob.id))
        .where(
            DocumentJob.event_id == event_id,
            DocumentJob.kind == kind,
            or_(DocumentJob.expires_at.is_(None), DocumentJob.expires_at > now),
        )
        .group_by(DocumentJob.name)
    )
    those = select(DocumentJob).where(DocumentJob.id.in_(newest))
    return session.scalars(those.order_by(DocumentJob.id.desc())).all()
