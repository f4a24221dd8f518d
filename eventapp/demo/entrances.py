"""The demo's entrances: into the house, out of it, and one that rehearses for whoever tries."""

from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.checkin.models import EntranceKind
from eventapp.checkin.services.entrances import EntranceChange, add_entrance, rehearse
from eventapp.events.models import Event
from eventapp.journal.services import Actor

ENTRANCES = (
    ("Haupteingang", EntranceKind.MAIN),
    ("Eingang Invalidenstraße", EntranceKind.MAIN),
    ("Ausgang Hof", EntranceKind.EXIT),
)
REHEARSAL = "Eingang zum Ausprobieren"
"""Real entrances refuse every badge until the day has come."""


def load_entrances(session: Session, event: Event, *, by: Actor, now: datetime) -> None:
    """Add the entrances."""
    for name, kind in ENTRANCES:
        add_entrance(session, event, EntranceChange(name=name, kind=kind), by=by, now=now)
    rehearse(add_entrance(session, event, EntranceChange(name=REHEARSAL), by=by, now=now))
