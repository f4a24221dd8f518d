"""The waiting list: who is next gets the place that frees, or is offered it until a deadline.

Order: priority, then arrival. Nobody is overtaken by somebody who could have had the same place.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from eventapp.events.models import Event, WaitingList
from eventapp.journal.services import SYSTEM, Actor, record
from eventapp.registration import working_hours
from eventapp.registration.capacity import Ledger, NoPlaceReason, Place
from eventapp.registration.emails import (
    ConfirmedEmail,
    LapsedEmail,
    OfferedEmail,
    PromotedEmail,
)
from eventapp.registration.errors import OfferOver, WrongState
from eventapp.registration.models import Offer, Outcome, Promotion, Registration, Skipped, State
from eventapp.registration.queries import chances, open_offer, position, under_way, waiting
from eventapp.registration.services import places
from eventapp.registration.services.notifications import confirmation, post_email, thing

SKIPPED = {
    NoPlaceReason.CATEGORY_FULL: Skipped.CATEGORY_FULL,
    NoPlaceReason.ORGANISATION_FULL: Skipped.ORGANISATION_FULL,
    NoPlaceReason.RESERVED: Skipped.RESERVED,
    NoPlaceReason.EVENT_FULL: Skipped.RESERVED,
}
"""Reasons of the ledger as they are written beside who was passed over."""


AT_ONCE = 10
"""Places one transaction gives to a list: every one is an e-mail, and other writers wait for it."""


def serve(session: Session, event: Event, *, now: datetime) -> list[Registration]:
    """Give every free place to who is next and can have it; call it under the lock.

    Who cannot have the place that goes to a later one keeps the number and is told why. Of many
    places the first are given now, a job goes on with the others (`go_on`).
    """
    return _serve(session, event, places.ledger(session, event), now=now)[0]


def serve_some(
    session: Session, event: Event, category_id: int, most: int, *, now: datetime
) -> list[Registration]:
    """Give at most so many free places to one category's list, as a share of a contingent."""
    if most == 0:
        return []
    whose = Portion(category_id, most)
    return _serve(session, event, places.ledger(session, event), whose, now=now)[0]


def let_others_first(session: Session, event: Event, ledger: Ledger, *, now: datetime) -> bool:
    """Give what is free to who waits before a newcomer; say whether more of them are to come.

    The ledger counts what was given. Where nobody of them could have a place, none is read: a list
    may be long, and everybody who signs up for another category meets it.
    """
    if not waiting.anybody_could(session, event, ledger):
        return False
    return _serve(session, event, ledger, now=now)[1]


class Portion(NamedTuple):
    """Which list gets how many of the places; None: any list, and all there are."""

    category_id: int | None = None
    most: int | None = None


EVERYBODY = Portion()


def _serve(
    session: Session, event: Event, ledger: Ledger, whose: Portion = EVERYBODY, *, now: datetime
) -> tuple[list[Registration], bool]:
    served, more = _give(session, event, ledger, whose, now=now, others=under_way)
    if more and len(served) != whose.most:
        before = under_way(session, event)
        if whose.most is not None or not before or before[-1].most is not None:
            _begin_promotion(session, event, ledger, whose, served=len(served), now=now)
    return served, more


def _begin_promotion(
    session: Session, event: Event, ledger: Ledger, whose: Portion, *, served: int, now: datetime
) -> None:
    left = None if whose.most is None else whose.most - served
    behind = waiting.how_many(ledger, waiting.seekers(session, event, whose.category_id), left)
    session.add(
        Promotion(
            event=event,
            category_id=whose.category_id,
            most=whose.most,
            total=served + behind,
            served=served,
            begun_at=now,
        )
    )
    session.flush()


def go_on(session: Session, event: Event, *, now: datetime) -> None:
    """Take the next step of what is under way, and end it when nobody can have a place more."""
    places.lock(session, event)
    promotion = next(iter(under_way(session, event)), None)
    if promotion is None:
        return
    left = None if promotion.most is None else promotion.most - promotion.served
    whose = Portion(promotion.category_id, left)
    served, more = _give(session, event, places.ledger(session, event), whose, now=now)
    promotion.served += len(served)
    if not more or len(served) == left:
        session.delete(promotion)
    session.flush()


def next_under_way(session: Session) -> Event | None:
    """Return the event whose list has been on its way up for longest."""
    statement = select(Event).join(Promotion, Promotion.event_id == Event.id).order_by(Promotion.id)
    return session.scalars(statement.limit(1)).one_or_none()


def _give(
    session: Session,
    event: Event,
    ledger: Ledger,
    whose: Portion,
    *,
    now: datetime,
    others: Callable[[Session, Event], object] | None = None,
) -> tuple[list[Registration], bool]:
    """Give so many places, AT_ONCE at most; return who got one, and whether another could.

    Where `others` are served before them, nobody gets one here.
    """
    limit = AT_ONCE if whose.most is None else min(whose.most, AT_ONCE)
    served: list[Registration] = []
    passed: list[tuple[Registration, NoPlaceReason]] = []
    line = waiting.in_line(session, event, whose.category_id) if ledger.anything_left else ()
    for registration in line:
        outcome = ledger.find(places.seeker_of(registration))
        if isinstance(outcome, NoPlaceReason):
            passed.append((registration, outcome))
            continue
        if len(served) == limit or (not served and others and others(session, event)):
            return served, True
        if whose.category_id is None:
            _note_skipped(passed, now=now)
        ledger.take(places.seeker_of(registration), outcome)
        _give_place(session, registration, event, outcome, now=now)
        served.append(registration)
        if not ledger.anything_left:
            break
    session.flush()
    return served, False


def _note_skipped(passed: list[tuple[Registration, NoPlaceReason]], *, now: datetime) -> None:
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
    email = confirmation(PromotedEmail, session, registration, event)
    post_email(session, registration, email, now=now)


def make_offer(
    session: Session, registration: Registration, event: Event, *, now: datetime
) -> Offer:
    """Hold a place for somebody until the deadline, and say so by e-mail."""
    expires_at = working_hours.deadline(now, event.offer_hours, event.zone)
    if event.starts_at is not None:
        expires_at = min(expires_at, event.starts_at)
    registration.state = State.OFFERED
    offer = Offer(registration=registration, made_at=now, expires_at=expires_at)
    session.add(offer)
    record(session, "offered", thing(registration), by=SYSTEM, now=now)
    session.flush()
    email = OfferedEmail.of(registration, event, answer_by=expires_at)
    post_email(session, registration, email, now=now)
    return offer


def accept_offer(
    session: Session, registration: Registration, event: Event, *, by: Actor, now: datetime
) -> None:
    """Take the place that was offered, once; after the deadline it has gone on."""
    places.hold(session, event, registration)
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
    email = confirmation(ConfirmedEmail, session, registration, event)
    post_email(session, registration, email, now=now)


def close_offer(
    session: Session, registration: Registration, outcome: Outcome, *, now: datetime
) -> None:
    """Note what became of the open offer, if there is one."""
    offer = open_offer(session, registration)
    if offer is not None:
        offer.outcome, offer.settled_at = outcome, now
        session.flush()


def _was_offered(session: Session, registration: Registration) -> bool:
    statement = select(Offer.id).where(Offer.registration_id == registration.id)
    return session.scalar(statement.limit(1)) is not None and registration.state is State.WAITING


def _took_an_offer(session: Session, registration: Registration) -> bool:
    statement = select(Offer.id).where(
        Offer.registration_id == registration.id, Offer.outcome == Outcome.ACCEPTED
    )
    return session.scalar(statement.limit(1)) is not None


def lapse_offers(session: Session, event: Event, *, now: datetime) -> list[Registration]:
    """Let offers whose deadline has passed go on to the next, AT_ONCE at most; call it in a job.

    Whoever did not answer stands at the end of the list again and is told so. Nobody returned:
    none is left.
    """
    places.lock(session, event)
    statement = (
        select(Offer)
        .join(Registration, Registration.id == Offer.registration_id)
        .where(
            Registration.event_id == event.id,
            Offer.outcome == Outcome.OPEN,
            Offer.expires_at <= now,
        )
        .options(joinedload(Offer.registration))
        .order_by(Offer.expires_at, Offer.id)
        .limit(AT_ONCE)
    )
    lapsed = []
    for offer in session.scalars(statement):
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
                email = LapsedEmail.of(
                    registration, event, position=at, waited=waited, served=served
                )
                post_email(session, registration, email, now=now)
    return lapsed


def events_with_late_offers(session: Session, *, now: datetime) -> Sequence[Event]:
    """Return the events in which an offer's deadline has passed."""
    late = (
        select(Registration.event_id)
        .join(Offer, Offer.registration_id == Registration.id)
        .where(Offer.outcome == Outcome.OPEN, Offer.expires_at <= now)
    )
    return session.scalars(select(Event).where(Event.id.in_(late)).order_by(Event.id)).all()
