"""What happens to a registration after sign-up: cancelled, promoted, declined."""

from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.journal.services import Actor, record
from eventapp.registration import queries
from eventapp.registration.capacity import NoPlaceReason, Place
from eventapp.registration.emails import CancelledEmail, ConfirmedEmail, DeclinedEmail
from eventapp.registration.errors import (
    NotHoldingAPlace,
    ReasonMissing,
    WrongState,
)
from eventapp.registration.models import ENDED, Outcome, Registration, State
from eventapp.registration.services import places, session_places, waiting_list
from eventapp.registration.services.notifications import (
    confirmation,
    end_calendar,
    post_email,
    thing,
)
from eventapp.registration.services.registrations import UNDECIDED
from eventapp.registration.services.sign_up import place_or_queue, tell


def cancel(
    session: Session, registration: Registration, event: Event, *, by: Actor, now: datetime
) -> None:
    """Give the place up for good, companions' places with it; who waits longest gets them.

    All in one transaction.
    """
    places.hold(session, event, registration)
    if registration.state in ENDED:
        raise NotHoldingAPlace
    for member in (registration, *queries.going_with(session, registration)):
        give_up(session, member, event, by=by, now=now)
    session.flush()
    waiting_list.serve(session, event, now=now)


def give_up(
    session: Session, registration: Registration, event: Event, *, by: Actor, now: datetime
) -> None:
    """End one place and its sessions; call it under the lock, then serve the waiting list."""
    waiting_list.close_offer(session, registration, Outcome.DECLINED, now=now)
    held = registration.state is State.CONFIRMED
    registration.state, registration.contributes = State.CANCELLED, False
    registration.cancelled_at = registration.changed_at = now
    record(session, "cancelled", thing(registration), by=by, now=now)
    session_places.give_up_all(session, registration, event, by=by, now=now)
    email = CancelledEmail.ending(registration, event, held=held, now=now)
    end_calendar(registration, held=held)
    post_email(session, registration, email, now=now)


def approve(
    session: Session, registration: Registration, event: Event, *, by: Actor, now: datetime
) -> None:
    """Say yes to a request: a place if one is free, else a number on the waiting list."""
    places.hold(session, event, registration)
    if registration.state is not State.PENDING:
        raise WrongState
    place_or_queue(session, registration, event, now=now)
    registration.changed_at = now
    record(session, "approved", thing(registration), by=by, now=now)
    session.flush()
    tell(session, registration, event, now=now)


def confirm(
    session: Session,
    registration: Registration,
    event: Event,
    *,
    by: Actor,
    now: datetime,
    reason: str = "",
) -> None:
    """Confirm by an organiser's decision; without a free place only with a reason.

    The journal says who did it, whether the event is overbooked by it, and the reason given.
    """
    places.hold(session, event, registration)
    if registration.state in (State.CONFIRMED, *ENDED):
        raise WrongState
    if registration.state is not State.OFFERED:
        outcome = places.ledger(session, event).find(places.seeker_of(registration))
        registration.contingent_id, over = beyond(outcome, reason)
    else:
        over = False
    changes = {"overbooked": over, "reason": reason} if over or reason else None
    hold(session, registration, event, by=by, now=now, changes=changes)


def beyond(outcome: Place | NoPlaceReason, reason: str) -> tuple[int | None, bool]:
    """Return the contingent of the place found, and whether there is none: then with a reason."""
    if isinstance(outcome, Place):
        return outcome.contingent_id, False
    if not reason:
        raise ReasonMissing
    return None, True


def hold(
    session: Session,
    registration: Registration,
    event: Event,
    *,
    by: Actor,
    now: datetime,
    changes: dict[str, object] | None = None,
) -> None:
    """Write a place down as confirmed; call it under the lock, when the place is found."""
    waiting_list.close_offer(session, registration, Outcome.ACCEPTED, now=now)
    registration.state = State.CONFIRMED
    registration.skipped = registration.skipped_at = None
    registration.confirmed_at = registration.changed_at = now
    record(session, "confirmed", thing(registration), by=by, now=now, changes=changes)
    email = confirmation(ConfirmedEmail, session, registration, event)
    post_email(session, registration, email, now=now)


def decline(
    session: Session,
    registration: Registration,
    event: Event,
    *,
    by: Actor,
    now: datetime,
    reason: str = "",
) -> None:
    """Turn a request or somebody who waits down; the e-mail gives the reason as it was written."""
    places.hold(session, event, registration)
    if registration.state not in UNDECIDED:
        raise WrongState
    turn_down(session, registration, event, by=by, now=now, reason=reason)
    session.flush()
    waiting_list.serve(session, event, now=now)


def turn_down(
    session: Session,
    registration: Registration,
    event: Event,
    *,
    by: Actor,
    now: datetime,
    reason: str,
) -> None:
    """Say no to one and whom they bring; call it under the lock, then serve the list."""
    waiting_list.close_offer(session, registration, Outcome.WITHDRAWN, now=now)
    registration.state, registration.decline_reason = State.DECLINED, reason
    registration.cancelled_at = registration.changed_at = now
    record(session, "declined", thing(registration), by=by, now=now)
    email = DeclinedEmail.of(registration, event, reason=reason)
    post_email(session, registration, email, now=now)
    for member in queries.going_with(session, registration):
        give_up(session, member, event, by=by, now=now)


def open_link(registration: Registration, *, now: datetime) -> None:
    """Note that the mailed link works: its owner pressed the button."""
    if registration.link_opened_at is None:
        registration.link_opened_at = now
