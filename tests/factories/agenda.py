"""Rooms and tracks of the programme for tests."""

from typing import Any

from sqlalchemy.orm import Session

from eventapp.agenda import services
from eventapp.agenda.models import Room, Track
from eventapp.events.models import Event
from eventapp.journal.services import SYSTEM
from eventapp.orm import Translated
from tests.factories.events import NOON


def make_room(session: Session, event: Event, name: str = "Aula", **more: Any) -> Room:
    """Return a room of that name in every language."""
    change = services.RoomChange(name=Translated.same(name), **more)
    return services.add_room(session, event, change, by=SYSTEM, now=NOON)


def make_track(session: Session, event: Event, name: str | Translated) -> Track:
    """Return a track of that name."""
    text = Translated.same(name) if isinstance(name, str) else name
    change = services.TrackChange(name=text)
    return services.add_track(session, event, change, by=SYSTEM, now=NOON)
