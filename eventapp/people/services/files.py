"""Keeping a table between the look at it and its import."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from eventapp.people.models import DirectoryFile

KEPT = timedelta(days=1)
"""How long a table waits to be brought in."""


def keep_file(session: Session, kept: DirectoryFile, *, now: datetime) -> None:
    """Keep a table; what is a day old goes."""
    session.execute(delete(DirectoryFile).where(DirectoryFile.uploaded_at < now - KEPT))
    session.add(kept)
    session.flush()


def choose_columns(kept: DirectoryFile, places: Mapping[str, int]) -> None:
    """Keep what somebody said about the columns of a table."""
    kept.places = dict(places)
