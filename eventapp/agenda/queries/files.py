"""What is kept of files with timetables: the file that is looked at, and its columns."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import TimetableColumns, TimetableFile
from eventapp.agenda.readers import columns
from eventapp.events.models import Event


def kept_file(session: Session, event: Event, public_id: str) -> TimetableFile | None:
    """Return a file that waits to be brought in."""
    statement = select(TimetableFile).where(
        TimetableFile.event_id == event.id, TimetableFile.public_id == public_id
    )
    return session.scalars(statement).one_or_none()


def columns_of(session: Session, event: Event, heads: tuple[str, ...]) -> Mapping[str, int] | None:
    """Return what somebody chose for a table with these heads."""
    held = session.get(TimetableColumns, (event.id, columns.key_of(heads)))
    return held.places if held is not None else None
