"""What participants do themselves: hand the place over, change the address."""

from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventapp.accounts.addresses import checked, key_of
from eventapp.events.models import Event
from eventapp.journal.services import Actor, record
from eventapp.orm import lock_row
from eventapp.people.queries import organisation_named
from eventapp.registration.errors import (
    AddressTaken,
    EditsClosed,
    NamesFrozen,
    NotHoldingAPlace,
    WrongState,
)
from eventapp.registration.letters import (
    AddressChangedLetter,
    ConfirmedLetter,
    HandedOverLetter,
    ReminderLetter,
)
from eventapp.registration.models import (
    ENDED,
    Answer,
    ConsentGiven,
    Registration,
    State,
)
from eventapp.registration.services.sign_up import Details
from eventapp.registration.services.telling import (
    post_letter,
    post_to,
    thing,
    write_search_words,
)


def check_may_edit(event: Event, *, now: datetime) -> None:
    """Refuse corrections by participants after the event's deadline for them."""
    if event.edits_close_at is not None and now >= event.edits_close_at:
        raise EditsClosed


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
    they answered and agreed to goes; both are told by letter. Call `check_may_rename` before it
    when a participant asks.
    """
    lock_row(session, registration)
    if registration.state is not State.CONFIRMED:
        raise WrongState
    former, former_facts = registration.email, HandedOverLetter.of(registration, event)
    _write_holder(session, registration, event, details)
    registration.holder_no += 1
    registration.link_generation += 1
    registration.link_opened_at = None
    registration.changed_at = now
    session.execute(delete(Answer).where(Answer.registration_id == registration.id))
    session.execute(
        update(ConsentGiven)
        .where(ConsentGiven.registration_id == registration.id, ConsentGiven.withdrawn_at.is_(None))
        .values(withdrawn_at=now)
    )
    record(session, "handed-over", thing(registration), by=by, now=now)
    if former is not None:
        post_to(session, registration, former, former_facts, now=now)
    post_letter(session, registration, ConfirmedLetter.of(registration, event), now=now)


def _write_holder(
    session: Session, registration: Registration, event: Event, details: Details
) -> None:
    registration.title, registration.given_name = details.title, details.given_name
    registration.family_name, registration.country = details.family_name, details.country
    registration.language = details.language
    if details.organisation != registration.organisation_name:
        registration.organisation_name = details.organisation
        registration.organisation = organisation_named(session, event, details.organisation)
    _write_address(session, registration, details.email or "")


def change_address(
    session: Session,
    registration: Registration,
    event: Event,
    email: str,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Write to another address from now on; the old one is told, links sent to it end."""
    lock_row(session, registration)
    if registration.state in ENDED:
        raise NotHoldingAPlace
    former = registration.email
    _write_address(session, registration, email)
    registration.link_generation += 1
    registration.link_opened_at = None
    registration.changed_at = now
    record(session, "address-changed", thing(registration), by=by, now=now)
    if former is not None:
        letter = AddressChangedLetter.of(registration, event)
        post_to(session, registration, former, letter, now=now)
    post_letter(session, registration, ReminderLetter.of(registration, event), now=now)


def _write_address(session: Session, registration: Registration, email: str) -> None:
    """Let the database judge whether the address is free at this event."""
    address = checked(email)
    try:
        with session.begin_nested():
            registration.email, registration.email_key = address, key_of(address)
            write_search_words(registration)
    except IntegrityError as clash:
        raise AddressTaken from clash
