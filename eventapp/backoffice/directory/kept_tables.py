"""A table that somebody brings: read and kept until it was looked at, and read again then."""

from typing import Any

from eventapp import clock
from eventapp.documents import tables
from eventapp.errors import NotFound, Sentence
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.people import queries
from eventapp.people.models import DirectoryFile
from eventapp.people.services import files
from eventapp.turns import nothing_held

GONE = Sentence("This file is no longer available. Choose it again.")


def keep(event: Event, kind: str, upload: Any) -> DirectoryFile:
    """Keep a table to look at, and commit; raises what `tables.read` does."""
    content, name = upload.read(), upload.filename or ""
    with nothing_held(db.session()):
        tables.read(content)
    now = clock.now()
    kept = DirectoryFile(
        event_id=event.id, kind=kind, name=name[:200], content=content, uploaded_at=now
    )
    files.keep_file(db.session(), kept, now=now)
    db.session().commit()
    return kept


def read_kept(event: Event, kind: str, public_id: str) -> tuple[DirectoryFile, list[list[str]]]:
    """Return a table that waits and its rows, read while nobody waits; gone: raises NotFound."""
    kept = queries.kept_file(db.session(), event, kind, public_id)
    if kept is None:
        raise NotFound(GONE)
    content = kept.content
    with nothing_held(db.session()):
        rows = tables.read(content)
    again = queries.kept_file(db.session(), event, kind, public_id)
    if again is None:
        raise NotFound(GONE)
    return again, rows
