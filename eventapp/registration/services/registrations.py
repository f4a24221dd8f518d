"""Registrations as people edit them: who somebody is, what they answer, how far ahead they wait."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, object_session

from eventapp import changes
from eventapp.accounts.addresses import checked, key_of
from eventapp.events.models import Event
from eventapp.journal.services import Actor, record
from eventapp.languages import FIRST
from eventapp.people.queries import organisation_named
from eventapp.registration import queries
from eventapp.registration.emails import AddressChangedEmail, NewAddressEmail
from eventapp.registration.errors import AddressTaken, NotHoldingAPlace, WrongState
from eventapp.registration.models import ENDED, PartyMember, Registration, State
from eventapp.registration.services import places
from eventapp.registration.services.answered_invitations import end_invitation
from eventapp.registration.services.notifications import post_email, thing, write_search_words
from eventapp.registration.services.questions import (
    check_answers,
    check_consents,
    give_consents,
    store_answers,
)

UNDECIDED = (State.PENDING, State.WAITING, State.OFFERED)
"""States from which somebody is confirmed or turned down, and in which precedence matters."""

DEEDS = {"priority": "priority-set", "email": "address-changed"}
"""What the journal calls a change by the first of these fields that it touches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationChange:
    """What somebody says about themselves, and what is edited of it."""

    title: str = ""
    given_name: str = ""
    family_name: str = ""
    email: str = ""
    """Empty: none of their own, e-mails go to who registered them."""
    organisation: str = ""
    """As it is typed: the directory need not know it."""
    country: str = ""
    language: str = FIRST
    answers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """By question key; one text, or the keys of the chosen answers."""
    consents: frozenset[str] = frozenset()
    """Keys of those given."""
    priority: int = 0
    """On the waiting list: higher goes first, 0 is everybody's."""

    @classmethod
    def of(cls, registration: Registration) -> "RegistrationChange":
        """Return a registration as it stands."""
        session = object_session(registration)
        answers = queries.answers_of(session, registration) if session is not None else ()
        agreed = queries.consents_of(session, registration) if session is not None else ()
        return cls(
            title=registration.title,
            given_name=registration.given_name,
            family_name=registration.family_name,
            email=registration.email or "",
            organisation=registration.organisation_name,
            country=registration.country,
            language=registration.language,
            answers={answer.question.key: answer.chosen or [answer.text] for answer in answers},
            consents=frozenset(
                given.consent.key for given, _text in agreed if given.withdrawn_at is None
            ),
            priority=registration.priority,
        )


def write_person(
    session: Session, registration: Registration, event: Event, change: RegistrationChange
) -> None:
    """Write who somebody is, and what finds them; the address is `write_address`'s."""
    registration.title, registration.given_name = change.title, change.given_name
    registration.family_name, registration.country = change.family_name, change.country
    registration.language = change.language
    if registration.organisation_name != change.organisation:
        registration.organisation_name = change.organisation
        registration.organisation = organisation_named(session, event, change.organisation)
    write_search_words(registration)


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


def change_registration(
    session: Session,
    registration: Registration,
    event: Event,
    change: RegistrationChange,
    *,
    seen: changes.Seen | None = None,
    by: Actor,
    now: datetime,
    reason: str = "",
) -> None:
    """Write what is new of a registration; badge and code stay, and so does what was answered.

    Another address is told to both, and links sent to the former one end. Precedence has a reason,
    and only where nothing is decided: WrongState. Raises NotHoldingAPlace, AddressTaken,
    BadAddress, ChangedByBoth (`changes.merged`).
    """
    places.hold(session, event, registration)
    if registration.state in ENDED:
        raise NotHoldingAPlace
    before = RegistrationChange.of(registration)
    after = changes.merged(before, change, seen)
    after = replace(after, answers=before.answers, consents=before.consents)
    if after == before:
        return
    if after.priority != before.priority and registration.state not in UNDECIDED:
        raise WrongState
    write_person(session, registration, event, after)
    registration.priority, registration.changed_at = after.priority, now
    moves = key_of(after.email) != (registration.email_key or "")
    if moves:
        _move_address(session, registration, event, after.email, now=now)
    elif after.email != before.email:
        write_address(session, registration, after.email, now=now)
    session.flush()
    _note(session, registration, before, after, by=by, now=now, reason=reason)
    if moves:
        email = NewAddressEmail.of(registration, event)
        post_email(session, registration, email, now=now)


def answer_later(
    session: Session,
    registration: Registration,
    event: Event,
    answers: Mapping[str, Sequence[str]],
    consents: frozenset[str],
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Keep what somebody answers who was registered by another person; only what is still open.

    Sent a second time, what was kept stays as it is.
    """
    places.hold(session, event, registration)
    if registration.state in ENDED:
        raise NotHoldingAPlace
    asked, texts = queries.still_asked(session, registration, event)
    open_keys, open_texts = {question.key for question in asked}, {consent.key for consent in texts}
    given = {key: value for key, value in answers.items() if key in open_keys}
    check_answers(asked, given)
    check_consents(texts, consents)
    before = RegistrationChange.of(registration)
    store_answers(session, registration, asked, given)
    give_consents(session, registration, texts, consents & open_texts, now=now)
    registration.asked_at = registration.changed_at = now
    after = RegistrationChange.of(registration)
    _note(session, registration, before, after, by=by, now=now, deed="answered")


def _note(
    session: Session,
    registration: Registration,
    before: RegistrationChange,
    after: RegistrationChange,
    *,
    by: Actor,
    now: datetime,
    deed: str = "",
    reason: str = "",
) -> None:
    """Write down each field that is otherwise now; of answers, which were given, never the words.

    The help desk reads what happened, and has no part in what people eat.
    """
    facts: dict[str, object] = changes.differences(_without_words(before), _without_words(after))
    deed = deed or next((deed for name, deed in DEEDS.items() if name in facts), "changed")
    if "priority" in facts:
        facts["reason"] = reason
    record(session, deed, thing(registration), by=by, now=now, changes=facts)


def _without_words(change: RegistrationChange) -> RegistrationChange:
    return replace(change, answers=dict.fromkeys(change.answers, ()))


def _move_address(
    session: Session, registration: Registration, event: Event, email: str, *, now: datetime
) -> None:
    """Write to another address from now on; the old one is told, links sent to it end."""
    if registration.email is not None:  # to the address it still has
        post_email(session, registration, AddressChangedEmail.of(registration, event), now=now)
    write_address(session, registration, email, now=now)
    _let_emails_follow(session, registration)
    registration.link_generation += 1
    registration.link_opened_at = None


def _let_emails_follow(session: Session, host: Registration) -> None:
    """Let the e-mails of companions without an own address go to the host's new one."""
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
