"""Storing uploaded files, removing them, clearing away what belongs to nothing."""

import hashlib
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from eventapp.documents import whole_files
from eventapp.media import queries
from eventapp.media.models import StoredFile
from eventapp.media.reading import ReadFile

UNSETTLED = timedelta(minutes=10)
"""A file without a row may belong to a transaction that is not committed yet, this long."""


def store(
    session: Session, folder: Path, read: ReadFile, event_id: int, *, by: str, now: datetime
) -> StoredFile:
    """Store a file that was read (`reading.read`) and return its row, flushed.

    Where the transaction is not committed, `clear_away` removes the content.
    """
    width, height = read.size or (None, None)
    stored = StoredFile(
        event_id=event_id,
        purpose=read.purpose,
        name=read.name,
        content_type=read.content_type,
        size=len(read.content),
        digest=hashlib.sha256(read.content).hexdigest(),
        width=width,
        height=height,
        created_at=now,
        created_by=by[:160],
    )
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    whole_files.write(queries.path_of(folder, stored), read.content)
    if read.small:
        whole_files.write(queries.path_of(folder, stored, small=True), read.small)
    session.add(stored)
    session.flush()
    return stored


def remove(session: Session, stored: StoredFile) -> None:
    """Remove a file that nothing refers to any more; its content goes at the next clearing."""
    session.delete(stored)
    session.flush()


def clear_away(session: Session, folder: Path, *, now: datetime) -> None:
    """Remove the content of files that have no row: removed ones, and what was never committed."""
    paths = queries.paths(folder)
    if not paths:
        return
    kept = queries.public_ids(session)
    settled = (now - UNSETTLED).timestamp()
    for path in paths:
        if queries.owner_of(path) not in kept and path.stat().st_mtime < settled:
            path.unlink(missing_ok=True)
