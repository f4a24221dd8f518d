"""What participants do themselves: hand the place over, change the address."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from eventapp import changes
from eventapp.accounts.addresses import checked
from eventapp.events.models import Event
from eventapp.journal.services import Actor, forget_texts, record
from eventapp.registration.emails import HandedOverEmail, TakenOverEmail
from eventapp.registration.errors import (
    EditsClosed,
    NamesFrozen,
    NotHoldingAPlace,
    PlaceOfPart,
    WrongState,
)
from eventapp.registration.models import (
    ENDED,
    Answer,
    ConsentGiven,
    PartyMember,
    Registration,
    State,
)
from eventapp.registration.services import places, session_places
from eventapp.registration.services.notifications import (
    confirmation,
    end_calendar,
    post_email,
    thing,
)
from eventapp.registration.services.questions import number_asked
from eventapp.registration.services.registrations import (
    RegistrationChange,
    change_registration,
    write_address,
    write_person,
)


def check_may_edit(event: Event, *, now: datetime) -> None:
    """Refuse corrections by participants after the event's deadline for them."""
    if event.edits_close_at is not None and now >= event.edits_close_at:
        raise EditsClosed


def check_may_correct(registration: Registration, event: Event, *, now: datetime) -> None:
    """Refuse corrections after their deadline, or once there is nothing to correct."""
    if registration.state in ENDED:
        raise NotHoldingAPlace
    check_may_edit(event, now=now)


def check_may_hand_over(registration: Registration, event: Event, *, now: datetime) -> None:
    """Refuse another holder without a place, for a contributor, and once it is too late."""
    if registration.state is not State.CONFIRMED:
        raise WrongState
    if registration.contributes:
        raise PlaceOfPart
    check_may_rename(event, now=now)
    if event.is_over(now):
        raise EditsClosed


def check_may_change_address(registration: Registration) -> None:
    """Refuse another address where nobody is written to any more."""
    if registration.state in ENDED:
        raise NotHoldingAPlace


def check_may_rename(event: Event, *, now: datetime) -> None:
    """Refuse new names by participants once the building has its list."""
    check_may_edit(event, now=now)
    if event.names_frozen_at is not None and now >= event.names_frozen_at:
        raise NamesFrozen


def correct(
    session: Session,
    registration: Registration,
    event: Event,
    change: RegistrationChange,
    *,
    seen: changes.Seen | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Write what participants correct of themselves, until the deadlines for that.

    Raises EditsClosed, NamesFrozen where the name would be another, and what
    `change_registration` raises.
    """
    places.hold(session, event, registration)
    check_may_correct(registration, event, now=now)
    held = RegistrationChange.of(registration)
    after = changes.merged(held, change, seen)
    if (after.given_name, after.family_name) != (held.given_name, held.family_name):
        check_may_rename(event, now=now)
    change_registration(session, registration, event, after, by=by, now=now)


def hand_over(
    session: Session,
    registration: Registration,
    event: Event,
    change: RegistrationChange,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Give a confirmed place to a colleague: new name, address, link and code.

    Older badges answer "replaced" from this moment on, the former holder's link ends, and what
    they answered, agreed to and signed up for goes; both are told by e-mail. Whom they registered
    keeps the place without them. The journal forgets what it held of the former holder: the new
    one may read all that is held about the place. Call `check_may_hand_over` before it when a
    participant asks.
    """
    _hold(session, registration, event)
    session_places.give_up_all(session, registration, event, by=by, now=now)
    _let_party_go(session, registration, now=now)
    former = registration.full_name
    _tell_former_holder(session, registration, event, now=now)
    end_calendar(registration, held=True)
    write_person(session, registration, event, change)
    write_address(session, registration, change.email, now=now)
    _begin_anew(registration, now=now)
    _end_answers(session, registration, now=now)
    forget_texts(session, "registration", [registration.id], keep_organisation=True)
    record(session, "handed-over", thing(registration), by=by, now=now)
    email = confirmation(
        TakenOverEmail,
        session,
        registration,
        event,
        passed_on_by=former,
        to_answer=number_asked(session, event, registration.category),
    )
    post_email(session, registration, email, now=now)


def _begin_anew(registration: Registration, *, now: datetime) -> None:
    """End the former holder's badges and link; the new one was asked nothing yet."""
    registration.holder_no += 1
    registration.link_generation += 1
    registration.person, registration.contributes = None, False
    registration.link_opened_at = registration.asked_at = None
    registration.changed_at = now


def _end_answers(session: Session, registration: Registration, *, now: datetime) -> None:
    """Let go of what the former holder answered, and end what they agreed to."""
    session.execute(delete(Answer).where(Answer.registration_id == registration.id))
    session.execute(
        update(ConsentGiven)
        .where(ConsentGiven.registration_id == registration.id, ConsentGiven.withdrawn_at.is_(None))
        .values(withdrawn_at=now)
    )


def _tell_former_holder(
    session: Session, registration: Registration, event: Event, *, now: datetime
) -> None:
    """Write to who has the place still: in their language, under their name and organisation."""
    if registration.reached_at is not None:
        email = HandedOverEmail.ending(registration, event, held=True, now=now)
        post_email(session, registration, email, now=now)


def _hold(session: Session, registration: Registration, event: Event) -> None:
    """Hold a confirmed place, and those at sessions, until the commit; refuse any other."""
    places.hold(session, event, registration)
    if registration.state is not State.CONFIRMED:
        raise WrongState


def change_address(
    session: Session,
    registration: Registration,
    event: Event,
    email: str,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Write to another address from now on; the old one is told, links sent to it end.

    The address it has already may be spelled anew; nobody is told of that.
    """
    held = RegistrationChange.of(registration)
    change, seen = replace(held, email=checked(email)), changes.seen_in(held)
    change_registration(session, registration, event, change, seen=seen, by=by, now=now)


def _let_party_go(session: Session, host: Registration, *, now: datetime) -> None:
    """Let everybody whom the former holder registered keep the place on their own."""
    session.execute(
        update(PartyMember)
        .where(PartyMember.host_id == host.id, PartyMember.parted_at.is_(None))
        .values(parted_at=now)
    )
