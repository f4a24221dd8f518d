"""Entrances, as an organiser adds them."""

from typing import Any

from sqlalchemy.orm import Session

from eventapp.checkin.models import Entrance
from eventapp.checkin.services.entrances import EntranceChange, add_entrance
from eventapp.events.models import Event
from eventapp.journal.services import SYSTEM
from tests.factories.events import NOON


def make_entrance(db: Session, event: Event, name: str = "Main door", **more: Any) -> Entrance:
    """Return an entrance."""
    change = EntranceChange(name=name, **more)
    return add_entrance(db, event, change, by=SYSTEM, now=NOON)
