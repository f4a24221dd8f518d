"""A registration goes into another category; sessions that are not open to it are given up."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from eventapp.events.models import Category, Event
from eventapp.journal.services import Actor, record
from eventapp.registration.capacity import Place
from eventapp.registration.errors import NotHoldingAPlace
from eventapp.registration.models import ENDED, Registration
from eventapp.registration.services import changes, places, places_by_hand, waiting_list
from eventapp.registration.services.notifications import thing


def move_to_category(
    session: Session,
    registration: Registration,
    event: Event,
    category: Category,
    *,
    by: Actor,
    now: datetime,
    reason: str = "",
) -> None:
    """Move a registration to another category; into a full one only with a reason.

    Its own old place counts as free. Places at sessions that are not open to the new category are
    given up; one e-mail says so.
    """
    if _move(session, registration, event, category, by=by, now=now, reason=reason):
        places_by_hand.leave_closed(session, registration, event, by=by, now=now)


def move_keeping_sessions(
    session: Session,
    registration: Registration,
    event: Event,
    category: Category,
    *,
    by: Actor,
    now: datetime,
    reason: str = "",
) -> None:
    """Move a registration to another category with all its places at sessions."""
    _move(session, registration, event, category, by=by, now=now, reason=reason)


def _move(
    session: Session,
    registration: Registration,
    event: Event,
    category: Category,
    *,
    by: Actor,
    now: datetime,
    reason: str,
) -> bool:
    """Move it and fill what becomes free; say whether there was anything to move."""
    places.hold(session, event, registration)
    if registration.state in ENDED:
        raise NotHoldingAPlace
    if registration.category_id == category.id:
        return False
    outcome = places.exchange(places.ledger(session, event), registration, category)
    contingent_id, over = changes.beyond(outcome, reason)
    more = {"overbooked": over, "reason": reason} if over or reason else {}
    _write(session, registration, category, Place(contingent_id), by=by, now=now, more=more)
    session.flush()
    waiting_list.serve(session, event, now=now)
    return True


def put_in(
    session: Session,
    registration: Registration,
    event: Event,
    category: Category,
    place: Place,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Put somebody into a place of another category, as one of many, under the lock."""
    _write(session, registration, category, place, by=by, now=now)
    places_by_hand.leave_closed(session, registration, event, by=by, now=now)


def _write(
    session: Session,
    registration: Registration,
    category: Category,
    place: Place,
    *,
    by: Actor,
    now: datetime,
    more: Mapping[str, Any] | None = None,
) -> None:
    """Write down the category somebody is in now and what more is known of it."""
    before = registration.category.key
    registration.category, registration.contingent_id = category, place.contingent_id
    registration.changed_at = now
    moved = {"category": [before, category.key], **(more or {})}
    record(session, "moved", thing(registration), by=by, now=now, changes=moved)
