"""Sign-up: a place, or one on the waiting list, with its letter, in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventapp.accounts.addresses import checked, key_of
from eventapp.events.models import Category, Event
from eventapp.events.queries import registration_is_open
from eventapp.folding import fold, searchable
from eventapp.journal.services import Actor, Object, record
from eventapp.mail import queries as mail_queries
from eventapp.mail import services as mail
from eventapp.mail.letters import LetterFacts
from eventapp.people.queries import organisation_named
from eventapp.registration import queries
from eventapp.registration.errors import (
    AlreadyRegistered,
    AnswerMissing,
    ConsentMissing,
    RegistrationClosed,
    UnknownAnswer,
)
from eventapp.registration.letters import ConfirmedLetter, ReminderLetter, WaitingLetter
from eventapp.registration.models import (
    Answer,
    Consent,
    ConsentGiven,
    Question,
    QuestionKind,
    Registration,
    Source,
    State,
)
from eventapp.registration.services import places

VISITOR = Actor("visitor", label="")
MOST_REMINDERS = 3
"""Letters an hour that strangers can cause to one address by filling in the form with it."""


@dataclass(frozen=True, slots=True)
class Details:
    """What a participant says about themselves, cleaned by the edge."""

    family_name: str
    email: str | None
    given_name: str = ""
    title: str = ""
    organisation: str = ""
    country: str = ""
    language: str = "de"
    answers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """By question key; one text, or the keys of the chosen answers."""
    consents: frozenset[str] = frozenset()


def register(
    session: Session,
    event: Event,
    category: Category,
    details: Details,
    *,
    source: Source,
    by: Actor,
    now: datetime,
) -> Registration:
    """Take a place, or one on the waiting list when none is free, and say so by letter."""
    asked = queries.questions(session, event)
    consents = queries.consents(session, event)
    check_answers(asked, details.answers)
    check_consents(consents, details.consents)
    registration = _take_place(session, event, category, details, source=source, now=now)
    store_answers(session, registration, asked, details.answers)
    for consent in consents:
        if consent.key in details.consents:
            give_consent(session, registration, consent, now=now)
    record(session, "registered", thing(registration), by=by, now=now)
    tell(session, registration, event, now=now)
    return registration


def register_by_hand(
    session: Session,
    event: Event,
    category: Category,
    details: Details,
    *,
    by: Actor,
    now: datetime,
) -> Registration:
    """Register somebody who asked an organiser to: nobody answers or agrees in their name."""
    registration = _take_place(session, event, category, details, source=Source.MANUAL, now=now)
    record(session, "registered", thing(registration), by=by, now=now)
    tell(session, registration, event, now=now)
    return registration


def _take_place(
    session: Session,
    event: Event,
    category: Category,
    details: Details,
    *,
    source: Source,
    now: datetime,
) -> Registration:
    """Store the registration with a place or a number on the waiting list, under the lock."""
    registration = _described(session, event, category, details, source=source, now=now)
    places.lock(session, event)
    held = places.taken(session, event)
    if places.free(event, category, held) > 0 and not places.somebody_waits(session, category):
        registration.state, registration.confirmed_at = State.CONFIRMED, now
    else:
        registration.queue_no = places.next_in_queue(session, event)
    try:
        with session.begin_nested():
            session.add(registration)
    except IntegrityError as clash:  # the unique address decides, not a SELECT before it
        raise AlreadyRegistered from clash
    return registration


def _described(
    session: Session,
    event: Event,
    category: Category,
    details: Details,
    *,
    source: Source,
    now: datetime,
) -> Registration:
    """Return who registers, as somebody who waits; not yet in the session."""
    address = checked(details.email) if details.email else None
    organisation = (
        organisation_named(session, event, details.organisation) if details.organisation else None
    )
    registration = Registration(
        event=event,
        category=category,
        state=State.WAITING,
        source=source,
        title=details.title,
        given_name=details.given_name,
        family_name=details.family_name,
        email=address,
        email_key=key_of(address) if address else None,
        organisation_name=details.organisation,
        organisation=organisation,
        country=details.country,
        language=details.language,
        registered_at=now,
        changed_at=now,
    )
    write_search_words(registration)
    return registration


def register_or_remind(
    session: Session, event: Event, category: Category, details: Details, *, now: datetime
) -> None:
    """Register a visitor; whose address is registered gets a letter with the way to their page.

    What the visitor sees is the same: nobody learns from the form who is coming.
    """
    if not registration_is_open(event, now):
        early = event.registration_opens_at and now < event.registration_opens_at
        raise RegistrationClosed(event.registration_opens_at if early else None)
    try:
        register(session, event, category, details, source=Source.PUBLIC, by=VISITOR, now=now)
    except AlreadyRegistered:
        remind(session, event, details.email or "", now=now)


def remind(session: Session, event: Event, address: str, *, now: datetime) -> None:
    """Send the way to the own page again, a few times an hour at most: the form is no mail gun."""
    known = queries.live_by_email(session, event, address)
    if known is None or known.email is None:
        return
    letters = mail_queries.posted_about(
        session, "registration", known.id, ReminderLetter.__name__, since=now - timedelta(hours=1)
    )
    if letters < MOST_REMINDERS:
        post_letter(session, known, ReminderLetter.of(known, event), now=now)


def tell(session: Session, registration: Registration, event: Event, *, now: datetime) -> None:
    """Post the letter that says how the sign-up ended."""
    if registration.state is State.WAITING:
        position = queries.position(session, registration)
        post_letter(
            session, registration, WaitingLetter.of(registration, event, position=position), now=now
        )
    else:
        post_letter(session, registration, ConfirmedLetter.of(registration, event), now=now)


def post_letter(
    session: Session, registration: Registration, letter: LetterFacts, *, now: datetime
) -> None:
    """Post a letter to the participant, if they gave an address."""
    if registration.email is None:
        return
    about = mail.About(
        "registration", registration.id, registration.event_id, registration.organisation_id
    )
    mail.post(
        session, registration.email, letter, language=registration.language, about=about, now=now
    )


def thing(registration: Registration) -> Object:
    """Return the registration as the journal knows it: its reference, no name."""
    return Object(
        "registration",
        registration.id,
        registration.reference,
        registration.event_id,
        registration.organisation_id,
    )


def write_search_words(registration: Registration) -> None:
    """Bring what finds and sorts the registration up to date with its names."""
    registration.folded = searchable(
        registration.given_name,
        registration.family_name,
        registration.organisation_name,
        registration.email,
        registration.reference,
    )[:900]
    registration.family_key = fold(f"{registration.family_name} {registration.given_name}")[:180]


def check_answers(asked: Sequence[Question], answers: Mapping[str, Sequence[str]]) -> None:
    """Refuse answers nobody asked for, unknown choices, and missing ones that are needed."""
    known = {question.key: question for question in asked}
    for key in answers:
        if key not in known:
            raise UnknownAnswer(key)
    for question in asked:
        given = [text for text in answers.get(question.key, ()) if text]
        if question.required and not given:
            raise AnswerMissing(question.key)
        if question.kind in (QuestionKind.CHOICE, QuestionKind.CHOICES):
            choices = {choice.key for choice in question.choices}
            one_only = question.kind is QuestionKind.CHOICE and len(given) > 1
            if one_only or not choices.issuperset(given):
                raise UnknownAnswer(question.key)


def check_consents(consents: Sequence[Consent], given: frozenset[str]) -> None:
    """Refuse when a consent the event needs is missing."""
    for consent in consents:
        if consent.required and consent.key not in given:
            raise ConsentMissing(consent.key)


def store_answers(
    session: Session,
    registration: Registration,
    asked: Sequence[Question],
    answers: Mapping[str, Sequence[str]],
) -> None:
    """Store the answers given; a question left empty has no row."""
    for question in asked:
        given = [text for text in answers.get(question.key, ()) if text]
        if not given:
            continue
        chosen = question.kind in (QuestionKind.CHOICE, QuestionKind.CHOICES)
        session.add(
            Answer(
                registration=registration,
                question=question,
                text="" if chosen else given[0][:2000],
                chosen=list(given) if chosen else [],
            )
        )


def give_consent(
    session: Session, registration: Registration, consent: Consent, *, now: datetime
) -> None:
    """Write down that the participant agreed to this version of the text."""
    session.add(
        ConsentGiven(
            registration=registration,
            consent=consent,
            text_version=consent.text_version,
            language=registration.language,
            given_at=now,
        )
    )
