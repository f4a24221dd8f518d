"""The waiting list: who is next gets the place that frees, or is offered it until a deadline.

Order: priority, then arrival. Nobody is overtaken by somebody who could have had the same place.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from eventapp.events.models import Event, WaitingList
from eventapp.journal.services import SYSTEM, Actor, record
from eventapp.registration import working_hours
from eventapp.registration.allotment import Ledger, Place, Why
from eventapp.registration.errors import OfferOver, WrongState
from eventapp.registration.letters import (
    ConfirmedLetter,
    LapsedLetter,
    OfferedLetter,
    PromotedLetter,
)
from eventapp.registration.models import Offer, Outcome, Registration, Skipped, State
from eventapp.registration.queries import chances, open_offer, position
from eventapp.registration.services import places
from eventapp.registration.services.telling import confirmation, post_letter, thing

SKIPPED = {
    Why.GROUP_FULL: Skipped.GROUP_FULL,
    Why.ORGANISATION_FULL: Skipped.ORGANISATION_FULL,
    Why.RESERVED: Skipped.RESERVED,
    Why.EVENT_FULL: Skipped.RESERVED,
}
"""Reasons of the ledger as they are written beside who was passed over."""


def serve(session: Session, event: Event, *, now: datetime) -> list[Registration]:
    """Give every free place to who is next and can have it; call it under the lock.

    Who cannot have the place that goes to a later one keeps the number and is told why.
    """
    ledger = places.ledger(session, event)
    served: list[Registration] = []
    passed: list[tuple[Registration, Why]] = []
    for registration in queue(session, event) if ledger.anything_left else ():
        found = ledger.find(places.seeker_of(registration))
        if isinstance(found, Why):
            passed.append((registration, found))
            continue
        _note_skipped(passed, now=now)
        ledger.take(places.seeker_of(registration), found)
        _give_place(session, registration, event, found, now=now)
        served.append(registration)
        if not ledger.anything_left:
            break
    session.flush()
    return served


def serve_some(
    session: Session, event: Event, category_id: int, most: int, *, now: datetime
) -> list[Registration]:
    """Give at most so many free places to one category's list, as a share of a contingent."""
    found = chosen(places.ledger(session, event), queue(session, event), category_id, most)
    for registration, place in found:
        _give_place(session, registration, event, place, now=now)
    session.flush()
    return [registration for registration, _place in found]


def chosen(
    ledger: Ledger, waiting: Iterable[Registration], category_id: int | None, most: int
) -> list[tuple[Registration, Place]]:
    """Return who of those waiting gets a place, of one category or any; the ledger counts them."""
    found: list[tuple[Registration, Place]] = []
    for registration in waiting:
        if len(found) == most or not ledger.anything_left:
            break
        place = ledger.find(places.seeker_of(registration))
        if category_id not in {None, registration.category_id} or isinstance(place, Why):
            continue
        ledger.take(places.seeker_of(registration), place)
        found.append((registration, place))
    return found


def queue(session: Session, event: Event) -> Sequence[Registration]:
    """Return who waits, in the order in which places are given."""
    wanted = (
        select(Registration)
        .where(Registration.event_id == event.id, Registration.state == State.WAITING)
        .options(joinedload(Registration.organisation))
        .order_by(Registration.priority.desc(), Registration.queue_no, Registration.id)
    )
    return session.scalars(wanted).all()


def _note_skipped(passed: list[tuple[Registration, Why]], *, now: datetime) -> None:
    for registration, why in passed:
        if registration.skipped is not SKIPPED[why]:
            registration.skipped, registration.skipped_at = SKIPPED[why], now
    passed.clear()


def _give_place(
    session: Session, registration: Registration, event: Event, place: Place, *, now: datetime
) -> None:
    registration.skipped = registration.skipped_at = None
    registration.changed_at = now
    registration.contingent_id = place.contingent_id
    if event.waiting_list is WaitingList.OFFER:
        make_offer(session, registration, event, now=now)
        return
    registration.state, registration.confirmed_at = State.CONFIRMED, now
    record(session, "promoted", thing(registration), by=SYSTEM, now=now)
    session.flush()
    letter = confirmation(PromotedLetter, session, registration, event)
    post_letter(session, registration, letter, now=now)


def make_offer(
    session: Session, registration: Registration, event: Event, *, now: datetime
) -> Offer:
    """Hold a place for somebody until the deadline, and say so by letter."""
    expires_at = working_hours.deadline(now, event.offer_hours, event.zone)
    if event.starts_at is not None:
        expires_at = min(expires_at, event.starts_at)
    registration.state = State.OFFERED
    offer = Offer(registration=registration, made_at=now, expires_at=expires_at)
    session.add(offer)
    record(session, "offered", thing(registration), by=SYSTEM, now=now)
    session.flush()
    letter = OfferedLetter.of(registration, event, answer_by=expires_at)
    post_letter(session, registration, letter, now=now)
    return offer


def accept_offer(
    session: Session, registration: Registration, event: Event, *, by: Actor, now: datetime
) -> None:
    """Take the place that was offered, once; after the deadline it has gone on."""
    places.lock(session, event)
    session.refresh(registration)
    if registration.state is State.CONFIRMED and _took_an_offer(session, registration):
        return
    offer = open_offer(session, registration)
    if offer is None:
        raise OfferOver if _was_offered(session, registration) else WrongState
    if now >= offer.expires_at:
        raise OfferOver
    offer.outcome, offer.settled_at = Outcome.ACCEPTED, now
    registration.state = State.CONFIRMED
    registration.confirmed_at = registration.changed_at = now
    record(session, "accepted", thing(registration), by=by, now=now)
    letter = confirmation(ConfirmedLetter, session, registration, event)
    post_letter(session, registration, letter, now=now)


def close_offer(
    session: Session, registration: Registration, outcome: Outcome, *, now: datetime
) -> None:
    """Note what became of the open offer, if there is one."""
    offer = open_offer(session, registration)
    if offer is not None:
        offer.outcome, offer.settled_at = outcome, now
        session.flush()


def _was_offered(session: Session, registration: Registration) -> bool:
    wanted = select(Offer.id).where(Offer.registration_id == registration.id)
    return session.scalar(wanted.limit(1)) is not None and registration.state is State.WAITING


def _took_an_offer(session: Session, registration: Registration) -> bool:
    wanted = select(Offer.id).where(
        Offer.registration_id == registration.id, Offer.outcome == Outcome.ACCEPTED
    )
    return session.scalar(wanted.limit(1)) is not None


def lapse_offers(session: Session, event: Event, *, now: datetime) -> list[Registration]:
    """Let every offer whose deadline has passed go on to the next; call it in a job.

    Whoever did not answer stands at the end of the list again and is told so.
    """
    places.lock(session, event)
    wanted = (
        select(Offer)
        .join(Registration, Registration.id == Offer.registration_id)
        .where(
            Registration.event_id == event.id,
            Offer.outcome == Outcome.OPEN,
            Offer.expires_at <= now,
        )
        .options(joinedload(Offer.registration))
        .order_by(Offer.expires_at, Offer.id)
    )
    lapsed = []
    for offer in session.scalars(wanted):
        offer.outcome, offer.settled_at = Outcome.LAPSED, now
        registration = offer.registration
        registration.state, registration.changed_at = State.WAITING, now
        registration.contingent_id = None
        registration.queue_no = places.next_in_queue(session, event)
        record(session, "lapsed", thing(registration), by=SYSTEM, now=now)
        session.flush()
        lapsed.append(registration)
    if lapsed:
        serve(session, event, now=now)
        for registration in lapsed:
            if registration.state is State.WAITING:
                waited, served, _ = chances(session, registration, now=now)
                at = position(session, registration)
                letter = LapsedLetter.of(
                    registration, event, position=at, waited=waited, served=served
                )
                post_letter(session, registration, letter, now=now)
    return lapsed


def events_with_late_offers(session: Session, *, now: datetime) -> Sequence[Event]:
    """Return the events in which an offer's deadline has passed."""
    late = (
        select(Registration.event_id)
        .join(Offer, Offer.registration_id == Registration.id)
        .where(Offer.outcome == Outcome.OPEN, Offer.expires_at <= now)
    )
    return session.scalars(select(Event).where(Event.id.in_(late)).order_by(Event.id)).all()
