"""Contingents as organisers edit them: for whom places are kept, and what becomes of the rest."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session, object_session

from eventapp import changes
from eventapp.events.models import Event
from eventapp.events.queries import categories
from eventapp.events.revision import raise_revision
from eventapp.journal.services import Actor, Object, note_change
from eventapp.orm import lock_row
from eventapp.people.services import organisation_called
from eventapp.registration.errors import ReleasedAlready
from eventapp.registration.models import Contingent, ContingentShare
from eventapp.registration.services import places, waiting_list
from eventapp.registration.services.contingents import shares_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ContingentChange:
    """What is edited of a contingent."""

    name: str = ""
    places: int = 0
    country: str = ""
    category: str = ""
    """Its key; empty: all categories."""
    organisation: str = ""
    """By name: one that the directory lacks is added to it."""
    per_organisation: int | None = None
    release_at: datetime | None = None
    shares: Mapping[str, int] = field(default_factory=dict)
    """Percent of what is unused for the waiting list of each category, by its key."""

    @classmethod
    def of(cls, contingent: Contingent) -> "ContingentChange":
        """Return a contingent as it stands."""
        session = object_session(contingent)
        rows = shares_of(session, contingent) if session is not None else ()
        return cls(
            name=contingent.name,
            places=contingent.places,
            country=contingent.country,
            category=contingent.category.key if contingent.category else "",
            organisation=contingent.organisation.name if contingent.organisation else "",
            per_organisation=contingent.per_organisation,
            release_at=contingent.release_at,
            shares={share.category.key: share.percent for share in rows},
        )


def add_contingent(
    session: Session, event: Event, change: ContingentChange, *, by: Actor, now: datetime
) -> Contingent:
    """Keep places for some."""
    places.lock(session, event)
    contingent = Contingent(event=event, name=change.name, places=change.places)
    session.add(contingent)
    _write(session, event, contingent, change, by=by, now=now)
    note_change(session, _about(contingent), None, change, by=by, now=now)
    raise_revision(session, event.id)
    return contingent


def change_contingent(
    session: Session,
    contingent: Contingent,
    change: ContingentChange,
    *,
    seen: changes.Seen | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Write what is new of a contingent; places that become free go to those who wait.

    Raises ReleasedAlready, ChangedByBoth (`changes.merged`).
    """
    event = session.get_one(Event, contingent.event_id)
    places.lock(session, event)
    lock_row(session, contingent)
    before = ContingentChange.of(contingent)
    after = changes.merged(before, change, seen)
    if contingent.released_at is not None:
        raise ReleasedAlready
    if after == before:
        return
    _write(session, event, contingent, after, by=by, now=now)
    note_change(session, _about(contingent), before, after, by=by, now=now)
    raise_revision(session, event.id)
    waiting_list.serve(session, event, now=now)


def _write(
    session: Session,
    event: Event,
    contingent: Contingent,
    change: ContingentChange,
    *,
    by: Actor,
    now: datetime,
) -> None:
    known = {category.key: category for category in categories(session, event)}
    organisation: Any = organisation_called(session, event, change.organisation, by=by, now=now)
    contingent.name, contingent.places = change.name, change.places
    contingent.country, contingent.category = change.country, known.get(change.category)
    contingent.organisation, contingent.per_organisation = organisation, change.per_organisation
    contingent.release_at = change.release_at
    session.flush()
    held = {share.category.key: share.percent for share in shares_of(session, contingent)}
    if held == change.shares:
        return
    session.execute(delete(ContingentShare).where(ContingentShare.contingent_id == contingent.id))
    for key, percent in change.shares.items():
        session.add(ContingentShare(contingent=contingent, category=known[key], percent=percent))
    session.flush()


def _about(contingent: Contingent) -> Object:
    return Object("contingents", contingent.id, contingent.name, contingent.event_id)
