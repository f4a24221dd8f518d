"""Making events, and numbering what their calendar files say."""

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from eventapp.events import calendar, queries
from eventapp.events.errors import (
    BadSlug,
    SlugTaken,
)
from eventapp.events.models import Event, EventRevision
from eventapp.orm import Translated

SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,62}[a-z0-9]")
RESERVED = frozenset(
    [
        "account",
        "accessibility",
        "api",
        "dev",
        "door",
        "healthz",
        "help",
        "imprint",
        "lang",
        "metrics",
        "privacy",
        "readyz",
        "sign-in",
        "sign-out",
        "static",
        "media",
    ]
)
"""First segments of the program's own addresses; a test compares them with the routes."""


def create_event(
    session: Session,
    slug: str,
    title: Translated,
    *,
    now: datetime,
    places: int | None = None,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    zone: str = "Europe/Berlin",
) -> Event:
    """Create a published event; without dates registration is open at once."""
    if not SLUG.fullmatch(slug):
        raise BadSlug
    if slug in RESERVED or queries.by_slug(session, slug) is not None:
        raise SlugTaken(slug)
    ZoneInfo(zone)
    event = Event(
        slug=slug,
        title=title,
        places=places,
        starts_at=starts_at,
        ends_at=ends_at,
        zone=zone,
        created_at=now,
    )
    session.add(event)
    session.flush()
    return event


def note_revision(session: Session, event: Event, before: dict[str, Any], *, now: datetime) -> bool:
    """Give a change of day, time, place or name its number; say whether anything differs.

    Whoever holds an older calendar file is told by a job a few minutes later.
    """
    after = calendar.facts_of(event)
    if not calendar.changed(before, after):
        return False
    if session.get(EventRevision, (event.id, event.calendar_no)) is None:
        first = EventRevision(event_id=event.id, number=event.calendar_no, facts=before)
        session.add(first)
    event.calendar_no += 1
    event.revised_at = now
    session.add(EventRevision(event_id=event.id, number=event.calendar_no, facts=after))
    return True
