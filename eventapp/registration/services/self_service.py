"""What participants do themselves: hand the place over, change the address."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventapp.accounts.addresses import checked, key_of
from eventapp.events.models import Event
from eventapp.journal.services import Actor, record
from eventapp.people.queries import organisation_named
from eventapp.registration.emails import (
    AddressChangedLetter,
    HandedOverLetter,
    NewAddressLetter,
    TakenOverLetter,
)
from eventapp.registration.errors import (
    AddressTaken,
    EditsClosed,
    NamesFrozen,
    NotHoldingAPlace,
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
from eventapp.registration.services.answered_invitations import end_invitation
from eventapp.registration.services.notifications import (
    confirmation,
    end_calendar,
    post_letter,
    thing,
    write_search_words,
)
from eventapp.registration.services.questions import number_asked
from eventapp.registration.services.sign_up import Details


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
    """Refuse another holder without a place, once names are fixed, and after the event."""
    if registration.state is not State.CONFIRMED:
        raise WrongState
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


def hand_over(
    session: Session,
    registration: Registration,
    event: Event,
    details: Details,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Give a confirmed place to a colleague: new name, address, link and code.

    Older badges answer "replaced" from this moment on, the former holder's link ends, and what
    they answered, agreed to and signed up for goes; both are told by letter. Whom they registered
    keeps the place without them. Call `check_may_hand_over` before it when a participant asks.
    """
    _hold(session, registration, event)
    session_places.give_up_all(session, registration, event, by=by, now=now)
    _let_party_go(session, registration, now=now)
    former = registration.full_name
    _tell_former_holder(session, registration, event, now=now)
    end_calendar(registration, held=True)
    _write_holder(session, registration, event, details, now=now)
    registration.holder_no += 1
    registration.link_generation += 1
    registration.link_opened_at = registration.asked_at = None
    registration.changed_at = now
    _end_answers(session, registration, now=now)
    record(session, "handed-over", thing(registration), by=by, now=now)
    letter = confirmation(
        TakenOverLetter,
        session,
        registration,
        event,
        passed_on_by=former,
        to_answer=number_asked(session, event, registration.category),
    )
    post_letter(session, registration, letter, now=now)


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
        letter = HandedOverLetter.ending(registration, event, held=True, now=now)
        post_letter(session, registration, letter, now=now)


def _hold(session: Session, registration: Registration, event: Event) -> None:
    """Hold a confirmed place, and those at sessions, until the commit; refuse any other."""
    places.hold(session, event, registration)
    if registration.state is not State.CONFIRMED:
        raise WrongState


def _write_holder(
    session: Session, registration: Registration, event: Event, details: Details, *, now: datetime
) -> None:
    registration.title, registration.given_name = details.title, details.given_name
    registration.family_name, registration.country = details.family_name, details.country
    registration.language = details.language
    if details.organisation != registration.organisation_name:
        registration.organisation_name = details.organisation
        registration.organisation = organisation_named(session, event, details.organisation)
    write_address(session, registration, details.email or "", now=now)


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
    places.hold(session, event, registration)
    if registration.state in ENDED:
        raise NotHoldingAPlace
    address = checked(email)
    if registration.email_key == key_of(address):
        registration.email = address
        return
    if registration.email is not None:  # to the address it still has
        post_letter(session, registration, AddressChangedLetter.of(registration, event), now=now)
    write_address(session, registration, email, now=now)
    _let_letters_follow(session, registration)
    registration.link_generation += 1
    registration.link_opened_at = None
    registration.changed_at = now
    record(session, "address-changed", thing(registration), by=by, now=now)
    post_letter(session, registration, NewAddressLetter.of(registration, event), now=now)


def _let_party_go(session: Session, host: Registration, *, now: datetime) -> None:
    """Let everybody whom the former holder registered keep the place on their own."""
    session.execute(
        update(PartyMember)
        .where(PartyMember.host_id == host.id, PartyMember.parted_at.is_(None))
        .values(parted_at=now)
    )


def _let_letters_follow(session: Session, host: Registration) -> None:
    """Let the letters of companions without an own address go to the host's new one."""
    members = select(PartyMember.registration_id).where(
        PartyMember.host_id == host.id,
        PartyMember.parted_at.is_(None),
        PartyMember.registration_id.is_not(None),
    )
    session.execute(
        update(Registration)
        .where(Registration.id.in_(members), Registration.email.is_(None))
        .values(contact_email=host.email, version=Registration.version + 1)
    )


def write_address(
    session: Session, registration: Registration, email: str, *, now: datetime
) -> None:
    """Write the address down; let the database judge whether the address is free at this event.

    Who was invited with it is registered now.
    """
    address = checked(email)
    try:
        with session.begin_nested():
            registration.email, registration.email_key = address, key_of(address)
            write_search_words(registration)
    except IntegrityError as clash:
        raise AddressTaken from clash
    end_invitation(session, registration, now=now)
