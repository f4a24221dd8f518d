"""Keeping what an import needs between a look and the act: the file, and what was said of it."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from eventapp.agenda.models import TimetableColumns, TimetableFile
from eventapp.agenda.readers import columns
from eventapp.events.models import Event

KEPT = timedelta(days=1)
"""How long a file waits to be brought in."""


def keep_file(session: Session, kept: TimetableFile, *, now: datetime) -> None:
    """Keep a file between the look at it and the import; what is a day old goes."""
    session.execute(
        delete(TimetableFile).where(
            TimetableFile.event_id == kept.event.id, TimetableFile.uploaded_at < now - KEPT
        )
    )
    session.add(kept)
    session.flush()


def say_how_to_read(kept: TimetableFile, *, order: str | None, zone: str | None) -> None:
    """Keep what somebody said about a file: the order of its dates, the zone of its times."""
    kept.date_order, kept.zone = order, zone


def keep_columns(
    session: Session, event: Event, heads: tuple[str, ...], places: Mapping[str, int]
) -> None:
    """Keep the choice for tables with these heads."""
    key = columns.key_of(heads)
    session.merge(TimetableColumns(event_id=event.id, heads=key, places=dict(places)))
