"""Rooms, tracks and sessions of the programme for tests."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from eventapp.agenda import queries, services
from eventapp.agenda.models import AgendaSession, Room, Track
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


def make_session(
    session: Session, event: Event, title: str | Translated = "Talk", **more: Any
) -> AgendaSession:
    """Return a session of the draft of that title."""
    text = Translated.same(title) if isinstance(title, str) else title
    change = services.SessionChange(title=text, **_tuples(more))
    return services.add_session(session, event, change, by=SYSTEM, now=NOON)


def edit_session(
    session: Session, item: AgendaSession, *, now: datetime = NOON, **fields: Any
) -> None:
    """Change these fields of a session, as an editor does who looks at it now."""
    session.flush()
    queries.read_again(session, item)
    change = replace(services.SessionChange.of(session, item), **_tuples(fields))
    services.change_session(session, item, change, by=SYSTEM, now=now)


def _tuples(fields: dict[str, Any]) -> dict[str, Any]:
    fields = {name: tuple(it) if isinstance(it, list) else it for name, it in fields.items()}
    if "people" in fields:
        fields["people"] = tuple(
            role if isinstance(role, services.RoleChange) else services.RoleChange.new(*role)
            for role in fields["people"]
        )
    return fields
