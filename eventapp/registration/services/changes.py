"""What happens to a registration after sign-up: changed, cancelled, promoted, declined."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Category, Event, WaitingList
from eventapp.events.queries import categories
from eventapp.journal.services import SYSTEM, Actor, record
from eventapp.people.queries import organisation_named
from eventapp.registration.errors import ChangedMeanwhile, NotHoldingAPlace, WrongState
from eventapp.registration.letters import CancelledLetter, ConfirmedLetter, PromotedLetter
from eventapp.registration.models import ENDED, Registration, State
from eventapp.registration.services import places
from eventapp.registration.services.sign_up import (
    Details,
    post_letter,
    thing,
    write_search_words,
)


def cancel(
    session: Session, registration: Registration, event: Event, *, by: Actor, now: datetime
) -> None:
    """Give the place up for good; whoever waits longest gets it in the same transaction."""
    places.lock(session, event)
    session.refresh(registration)
    if registration.state in ENDED:
        raise NotHoldingAPlace
    registration.state = State.CANCELLED
    registration.cancelled_at = registration.changed_at = now
    record(session, "cancelled", thing(registration), by=by, now=now)
    post_letter(session, registration, CancelledLetter.of(registration, event), now=now)
    session.flush()
    promote_waiting(session, event, now=now)


def promote_waiting(session: Session, event: Event, *, now: datetime) -> list[Registration]:
    """Give every free place to who waits longest and can have it; call it under the lock.

    Somebody whose category is full is passed over and keeps their number.
    """
    by_id = {category.id: category for category in categories(session, event)}
    held = places.taken(session, event)
    if not any(places.free(event, category, held) for category in by_id.values()):
        return []
    waiting = session.scalars(
        select(Registration)
        .where(Registration.event_id == event.id, Registration.state == State.WAITING)
        .order_by(Registration.queue_no)
    ).all()
    promoted = []
    for registration in waiting:
        if places.free(event, by_id[registration.category_id], held) <= 0:
            continue
        _give_place(session, registration, event, now=now)
        held[registration.category_id] = held.get(registration.category_id, 0) + 1
        promoted.append(registration)
    session.flush()
    return promoted


def _give_place(
    session: Session, registration: Registration, event: Event, *, now: datetime
) -> None:
    offered = event.waiting_list is WaitingList.OFFER
    registration.state = State.OFFERED if offered else State.CONFIRMED
    registration.changed_at = now
    if not offered:
        registration.confirmed_at = now
    record(session, "promoted", thing(registration), by=SYSTEM, now=now)
    session.flush()
    post_letter(session, registration, PromotedLetter.of(registration, event), now=now)


def confirm(
    session: Session, registration: Registration, event: Event, *, by: Actor, now: datetime
) -> None:
    """Confirm by an organiser's decision, whether or not a place is free; the journal says who."""
    places.lock(session, event)
    session.refresh(registration)
    if registration.state in (State.CONFIRMED, *ENDED):
        raise WrongState
    registration.state = State.CONFIRMED
    registration.confirmed_at = registration.changed_at = now
    record(session, "confirmed", thing(registration), by=by, now=now)
    post_letter(session, registration, ConfirmedLetter.of(registration, event), now=now)


def accept_offer(
    session: Session, registration: Registration, event: Event, *, by: Actor, now: datetime
) -> None:
    """Take the place that was offered."""
    if registration.state is not State.OFFERED:
        raise WrongState
    confirm(session, registration, event, by=by, now=now)


def decline(
    session: Session, registration: Registration, event: Event, *, by: Actor, now: datetime
) -> None:
    """Turn a pending or waiting registration down; its place, if any, goes on."""
    places.lock(session, event)
    session.refresh(registration)
    if registration.state not in (State.PENDING, State.WAITING, State.OFFERED):
        raise WrongState
    registration.state = State.DECLINED
    registration.cancelled_at = registration.changed_at = now
    record(session, "declined", thing(registration), by=by, now=now)
    post_letter(session, registration, CancelledLetter.of(registration, event), now=now)
    session.flush()
    promote_waiting(session, event, now=now)


def change_details(
    session: Session,
    registration: Registration,
    event: Event,
    details: Details,
    *,
    seen: int,
    by: Actor,
    now: datetime,
) -> None:
    """Correct name, title, organisation, country and language; the address and code stay."""
    session.refresh(registration, with_for_update={"of": Registration})
    if registration.state in ENDED:
        raise NotHoldingAPlace
    if registration.version != seen:
        raise ChangedMeanwhile
    before = _told(registration)
    registration.title, registration.given_name = details.title, details.given_name
    registration.family_name, registration.country = details.family_name, details.country
    registration.language = details.language
    if registration.organisation_name != details.organisation:
        registration.organisation_name = details.organisation
        registration.organisation = organisation_named(session, event, details.organisation)
    registration.changed_at = now
    write_search_words(registration)
    changed = [key for key, value in _told(registration).items() if before[key] != value]
    record(session, "changed", thing(registration), by=by, now=now, changes={"fields": changed})


def _told(registration: Registration) -> dict[str, str]:
    names = ("title", "given_name", "family_name", "organisation_name", "country", "language")
    return {name: getattr(registration, name) for name in names}


def move_to_category(
    session: Session,
    registration: Registration,
    event: Event,
    category: Category,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Move a registration to another category; its own old place counts as free."""
    places.lock(session, event)
    session.refresh(registration)
    if registration.state in ENDED:
        raise NotHoldingAPlace
    registration.category = category
    registration.changed_at = now
    record(session, "moved", thing(registration), by=by, now=now)
    session.flush()
    promote_waiting(session, event, now=now)


def open_link(registration: Registration, *, now: datetime) -> None:
    """Note that the mailed link works: its owner pressed the button."""
    if registration.link_opened_at is None:
        registration.link_opened_at = now
