"""The event itself: created and changed, and what its calendar files say numbered."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from eventapp import changes
from eventapp.events import calendar, queries
from eventapp.events.errors import (
    BadSlug,
    SlugTaken,
)
from eventapp.events.models import Event, EventRevision, WaitingList
from eventapp.events.revision import hold, raise_revision
from eventapp.journal.services import Actor, Object, note_change
from eventapp.moments import on_clock, shown_on_clock
from eventapp.orm import Translated, lock_row

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


MOMENTS = (
    "starts_at",
    "ends_at",
    "registration_opens_at",
    "registration_closes_at",
    "edits_close_at",
    "names_frozen_at",
)
"""Fields of a change that say what the event's clock shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventChange:
    """What is edited of an event.

    Its moments are what the clock of its time zone shows, without a zone: in another one the clock
    shows the same.
    """

    published: bool = True
    title: Translated = Translated()
    name: Translated = Translated()
    name_in_sentence: Translated = Translated()
    kind: Translated = Translated()
    summary: Translated = Translated()
    description: Translated = Translated()
    venue: Translated = Translated()
    city: Translated = Translated()
    address: str = ""
    directions: Translated = Translated()
    entry_note: Translated = Translated()
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    zone: str = "Europe/Berlin"
    registration_opens_at: datetime | None = None
    registration_closes_at: datetime | None = None
    places: int | None = None
    waiting_list: WaitingList = WaitingList.AUTOMATIC
    offer_hours: int = 48
    edits_close_at: datetime | None = None
    names_frozen_at: datetime | None = None
    signed_by: str = ""
    contact_email: str = ""
    contact_phone: str = ""

    @classmethod
    def of(cls, event: Event) -> "EventChange":
        """Return an event as it stands."""
        zone = event.tzinfo
        shown: dict[str, Any] = {
            name: shown_on_clock(getattr(event, name), zone) for name in MOMENTS
        }
        return replace(changes.read(cls, event), **shown)


def create_event(
    session: Session, slug: str, change: EventChange, *, by: Actor, now: datetime
) -> Event:
    """Create an event; without dates registration is open at once."""
    if not SLUG.fullmatch(slug):
        raise BadSlug
    if slug in RESERVED or queries.by_slug(session, slug) is not None:
        raise SlugTaken(slug)
    values = {**changes.values_of(change), **_moments(change)}
    event = Event(slug=slug, created_at=now, **values)
    session.add(event)
    session.flush()
    note_change(session, _about(event), None, change, by=by, now=now)
    return event


def change_event(
    session: Session,
    event: Event,
    change: EventChange,
    *,
    seen: changes.Seen | None = None,
    by: Actor,
    now: datetime,
) -> EventChange:
    """Write what is new of an event and return what stood before.

    Raises ChangedByBoth (`changes.merged`). What else stands on the event's clock stays where it
    is: see `workflows.event_changes`.
    """
    hold(session, event.id)
    lock_row(session, event)
    before, facts = EventChange.of(event), calendar.facts_of(event)
    after = changes.merged(before, change, seen)
    if after == before:
        return before
    changes.write(event, after, **_moments(after))
    _note_revision(session, event, facts, now=now)
    session.flush()
    note_change(session, _about(event), before, after, by=by, now=now)
    raise_revision(session, event.id)
    return before


def _moments(change: EventChange) -> dict[str, datetime | None]:
    """Return the moments at which the clock of the change's zone shows what it says."""
    zone = ZoneInfo(change.zone)
    return {name: on_clock(getattr(change, name), zone) for name in MOMENTS}


def _note_revision(
    session: Session, event: Event, before: dict[str, object], *, now: datetime
) -> None:
    """Give a change of day, time, place or name its number.

    Whoever holds an older calendar file is told by a job a few minutes later.
    """
    after = calendar.facts_of(event)
    if not calendar.changed(before, after):
        return
    if session.get(EventRevision, (event.id, event.calendar_no)) is None:
        first = EventRevision(event_id=event.id, number=event.calendar_no, facts=before)
        session.add(first)
    event.calendar_no += 1
    event.revised_at = now
    session.add(EventRevision(event_id=event.id, number=event.calendar_no, facts=after))


def _about(event: Event) -> Object:
    return Object("event", event.id, event.slug, event.id)
