"""Which column of a table holds what: the choice is kept for the event's next table like it."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from eventapp.agenda.models import TimetableColumns
from eventapp.agenda.readers import columns
from eventapp.events.models import Event


def keep_columns(
    session: Session, event: Event, heads: tuple[str, ...], places: Mapping[str, int]
) -> None:
    """Keep the choice for tables with these heads."""
    key = columns.key_of(heads)
    session.merge(TimetableColumns(event_id=event.id, heads=key, places=dict(places)))
