"""Builders of events and categories."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from eventapp.events.models import Category, Event
from eventapp.events.services import CategoryChange, add_category
from eventapp.journal.services import SYSTEM
from eventapp.orm import Translated

NOON = datetime(2027, 1, 12, 12, 0, tzinfo=UTC)
"""The moment at which tests happen: registration is open, the event is ahead."""


def make_event(session: Session, *, slug: str = "spring", **changes: Any) -> Event:
    """Return a stored event in April 2027, open for registration at NOON."""
    values: dict[str, Any] = {
        "title": Translated(
            de="Frühjahrstagung", fr="Congrès de printemps", en="Spring conference"
        ),
        "venue": Translated.same("Aula"),
        "starts_at": datetime(2027, 4, 15, 7, 30, tzinfo=UTC),
        "ends_at": datetime(2027, 4, 15, 14, 30, tzinfo=UTC),
        "registration_closes_at": datetime(2027, 4, 1, 22, 0, tzinfo=UTC),
        "signed_by": "Katrin Neuschäfer",
        "created_at": NOON,
    }
    event = Event(slug=slug, **{**values, **changes})
    session.add(event)
    session.flush()
    return event


def make_category(
    session: Session,
    event: Event,
    *,
    key: str = "guests",
    places: int | None = None,
    **changes: Any,
) -> Category:
    """Return a stored category that visitors may choose."""
    name = Translated(de="Gäste", fr="Invités", en="Guests")
    change = CategoryChange(places=places, **{"name": name, "position": 0, **changes})
    return add_category(session, event, change, key=key, by=SYSTEM, now=NOON)


def make_event_with_category(
    session: Session, *, places: int | None = None
) -> tuple[Event, Category]:
    """Return an event with that many places and one public category."""
    event = make_event(session, places=places)
    return event, make_category(session, event)
