"""Sign-up: a place, or one on the waiting list, with its e-mail, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventapp.accounts.addresses import checked, key_of
from eventapp.events.models import Category, Event, WayIn
from eventapp.events.queries import registration_is_open
from eventapp.journal.services import Actor, record
from eventapp.mail import queries as mail_queries
from eventapp.mail.emails import EmailFacts
from eventapp.registration import queries
from eventapp.registration.capacity import NoPlaceReason
from eventapp.registration.emails import (
    ConfirmedEmail,
    PendingEmail,
    ReminderEmail,
    WaitingEmail,
)
from eventapp.registration.errors import (
    AlreadyRegistered,
    NoSuchCategory,
    RegistrationClosed,
)
from eventapp.registration.models import (
    AccessCode,
    Registration,
    Source,
    State,
)
from eventapp.registration.services import places, waiting_list
from eventapp.registration.services.answered_invitations import end_invitation
from eventapp.registration.services.notifications import (
    Answered,
    confirmation,
    post_email,
    thing,
)
from eventapp.registration.services.questions import (
    check_answers,
    check_consents,
    give_consents,
    number_asked,
    store_answers,
)
from eventapp.registration.services.registrations import RegistrationChange, write_person

VISITOR = Actor("visitor", label="")
ASKED_FIRST = (Source.PUBLIC, Source.API, Source.PARTY)
"""Ways of registering that wait for an organiser's word where a category asks for it."""

MOST_REMINDERS = 3
"""Emails an hour that strangers can cause to one address by filling in the form with it."""


@dataclass(frozen=True, slots=True)
class Way:
    """How somebody comes to register, and what that allows."""

    source: Source
    beyond: bool = False
    """A place whether or not one is free, as some invitations and codes promise."""
    code: AccessCode | None = None
    contact_email: str | None = None
    """Where e-mails go if the person has no address of their own."""
    brought_by: str = ""
    """The name of who registers them, for the first e-mail."""
    delegation_id: int | None = None
    """The host in whose delegation they come."""


BY_FORM = Way(Source.PUBLIC)


def register(
    session: Session,
    event: Event,
    category: Category,
    change: RegistrationChange,
    way: Way,
    *,
    by: Actor,
    now: datetime,
) -> Registration:
    """Take a place, or one on the waiting list when none is free, and say so by e-mail."""
    offer = queries.offering(session, event)
    asked = offer.questions_for(category)
    check_answers(asked, change.answers)
    check_consents(offer.consents, change.consents)
    registration = _described(session, event, category, change, way, now=now)
    registration.asked_at = now
    _take_place(session, registration, event, way, now=now)
    store_answers(session, registration, asked, change.answers)
    give_consents(session, registration, offer.consents, change.consents, now=now)
    record(session, "registered", thing(registration), by=by, now=now)
    given = (
        (question, [text for text in change.answers.get(question.key, ()) if text])
        for question in asked
    )
    answers = [(question, texts) for question, texts in given if texts]
    tell(session, registration, event, now=now, answers=answers)
    return registration


def register_for(
    session: Session,
    event: Event,
    category: Category,
    change: RegistrationChange,
    way: Way,
    *,
    by: Actor,
    now: datetime,
) -> Registration:
    """Register somebody in their stead: nobody answers or agrees in another's name.

    The own page asks them what the form would have asked.
    """
    registration = enter(session, event, category, change, way, by=by, now=now)
    number = number_asked(session, event, category)
    tell(session, registration, event, now=now, brought_by=way.brought_by, to_answer=number)
    return registration


def enter(
    session: Session,
    event: Event,
    category: Category,
    change: RegistrationChange,
    way: Way,
    *,
    by: Actor,
    now: datetime,
) -> Registration:
    """Register somebody in their stead as `register_for` does, and leave the e-mail to others."""
    registration = _described(session, event, category, change, way, now=now)
    _take_place(session, registration, event, way, now=now)
    record(session, "registered", thing(registration), by=by, now=now)
    return registration


def _take_place(
    session: Session, registration: Registration, event: Event, way: Way, *, now: datetime
) -> None:
    """Store the registration with a place or a number on the waiting list, under the lock."""
    places.lock(session, event)
    if way.beyond:
        registration.state, registration.confirmed_at = State.CONFIRMED, now
    elif registration.category.way_in is WayIn.APPROVAL and way.source in ASKED_FIRST:
        registration.state = State.PENDING
    else:
        place_or_queue(session, registration, event, now=now)
    try:
        with session.begin_nested():
            session.add(registration)
    except IntegrityError as clash:  # the unique address decides, not a SELECT before it
        raise AlreadyRegistered from clash
    end_invitation(session, registration, now=now)


def place_or_queue(
    session: Session, registration: Registration, event: Event, *, now: datetime
) -> None:
    """Give the registration a place if it may have one now, else the next number on the list.

    Call it under the lock. Who waits already is served first, so that nobody is overtaken; while
    that takes more than one step, every newcomer stands behind them.
    """
    ledger = places.ledger(session, event)
    others_first = False
    if ledger.waiting and ledger.anything_left:
        others_first = waiting_list.let_others_first(session, event, ledger, now=now)
    outcome = ledger.find(places.seeker_of(registration))
    if others_first or isinstance(outcome, NoPlaceReason):
        registration.state = State.WAITING
        registration.queue_no = places.next_in_queue(session, event)
    else:
        registration.state, registration.confirmed_at = State.CONFIRMED, now
        registration.contingent_id = outcome.contingent_id


def _described(
    session: Session,
    event: Event,
    category: Category,
    change: RegistrationChange,
    way: Way,
    *,
    now: datetime,
) -> Registration:
    """Return who registers, as somebody who waits; not yet in the session."""
    address = checked(change.email) if change.email else None
    registration = Registration(
        event=event,
        category=category,
        state=State.WAITING,
        source=way.source,
        family_name=change.family_name,
        email=address,
        email_key=key_of(address) if address else None,
        contact_email=None if address else way.contact_email,
        access_code=way.code,
        delegation_id=way.delegation_id,
        registered_at=now,
        changed_at=now,
    )
    write_person(session, registration, event, change)
    return registration


def register_or_remind(
    session: Session, event: Event, category: Category, change: RegistrationChange, *, now: datetime
) -> Registration | None:
    """Register a visitor; whose address is registered gets an e-mail with the way to their page.

    What the visitor sees is the same: nobody learns from the form who is coming. Return the
    registration that was made, None where there was one.
    """
    if not category.open_to_visitors:
        raise NoSuchCategory
    if not registration_is_open(event, now):
        early = event.registration_opens_at and now < event.registration_opens_at
        raise RegistrationClosed(event.registration_opens_at if early else None)
    try:
        return register(session, event, category, change, BY_FORM, by=VISITOR, now=now)
    except AlreadyRegistered:
        remind(session, event, change.email, now=now)
        return None


def remind(session: Session, event: Event, address: str, *, now: datetime) -> None:
    """Send the way to the own page again, a few times an hour at most: the form is no mail gun."""
    known = queries.live_by_email(session, event, address)
    if known is None or known.email is None:
        return
    emails = mail_queries.posted_about(
        session, "registration", known.id, ReminderEmail.__name__, since=now - timedelta(hours=1)
    )
    if emails < MOST_REMINDERS:
        post_email(session, known, ReminderEmail.of(known, event), now=now)


def tell(
    session: Session,
    registration: Registration,
    event: Event,
    *,
    now: datetime,
    answers: Sequence[Answered] | None = None,
    **by_others: Any,
) -> None:
    """Post the e-mail that says how the sign-up ended; without `answers` they are read.

    For who was registered by others it also says `brought_by` whom, and how much is `to_answer`.
    """
    if registration.state is State.WAITING:
        position = queries.position(session, registration)
        waited, served, _ = queries.chances(session, registration, now=now)
        facts = {"position": position, "waited": waited, "served": served, **by_others}
        email: EmailFacts = WaitingEmail.of(registration, event, **facts)
    elif registration.state is State.PENDING:
        email = PendingEmail.of(registration, event, **by_others)
    else:
        email = confirmation(
            ConfirmedEmail, session, registration, event, answers=answers, **by_others
        )
    post_email(session, registration, email, now=now)
