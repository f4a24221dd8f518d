"""One registration: by address, by reference, with answers and consents."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, joinedload, lazyload, selectinload

from eventapp.accounts.addresses import key_of
from eventapp.events.models import Event
from eventapp.orm import Translated
from eventapp.registration.models import (
    ENDED,
    AccessCode,
    Answer,
    ConsentGiven,
    ConsentText,
    Offer,
    Outcome,
    Question,
    Registration,
    State,
)
from eventapp.registration.queries.counting import looked_after, scoped
from eventapp.scope import Scope


def takes_codes(session: Session, event: Event) -> bool:
    """Say whether the event has a code that opens something."""
    statement = select(AccessCode.id).where(
        AccessCode.event_id == event.id, AccessCode.withdrawn_at.is_(None)
    )
    return session.scalar(statement.limit(1)) is not None


def live_by_email(session: Session, event: Event, email: str) -> Registration | None:
    """Return the registration that holds the address."""
    statement = select(Registration).where(
        Registration.event_id == event.id,
        Registration.email_key == key_of(email),
        Registration.state.not_in(ENDED),
    )
    return session.scalars(statement).one_or_none()


def registered_at(
    session: Session, event: Event, email: str, moment: datetime
) -> Registration | None:
    """Return the registration that holds the address, if it was made at that very moment."""
    registration = live_by_email(session, event, email)
    return (
        registration if registration is not None and registration.registered_at == moment else None
    )


def live_keys(session: Session, event: Event, keys: Collection[str]) -> set[str | None]:
    """Return which of these keys of addresses a registration holds."""
    statement = select(Registration.email_key).where(
        Registration.event_id == event.id,
        Registration.email_key.in_(keys),
        Registration.state.not_in(ENDED),
    )
    return set(session.scalars(statement))


def by_reference(session: Session, event: Event, reference: str) -> Registration | None:
    """Return one registration of the event."""
    statement = select(Registration).where(
        Registration.event_id == event.id, Registration.reference == reference
    )
    return session.scalars(statement).one_or_none()


def by_id(session: Session, event: Event, registration_id: int) -> Registration | None:
    """Return one registration of the event by its internal number."""
    statement = select(Registration).where(
        Registration.event_id == event.id, Registration.id == registration_id
    )
    return session.scalars(statement).one_or_none()


def visible(session: Session, scope: Scope, reference: str) -> Registration | None:
    """Return a registration an organiser or representative may see."""
    statement = scoped(select(Registration), scope).where(Registration.reference == reference)
    return session.scalars(statement).one_or_none()


def position(session: Session, registration: Registration, scope: Scope | None = None) -> int:
    """Return the rank on the waiting list of the registration's category, from 1; 0 elsewhere.

    With a scope, the rank among those its reader may see.
    """
    if registration.state is not State.WAITING:
        return 0
    statement = select(func.count()).where(
        Registration.category_id == registration.category_id,
        Registration.state == State.WAITING,
        or_(
            Registration.priority > registration.priority,
            and_(
                Registration.priority == registration.priority,
                Registration.queue_no <= registration.queue_no,
            ),
        ),
    )
    if scope is not None and scope.organisation_ids is not None:
        statement = statement.where(looked_after(scope.organisation_ids))
    return session.scalar(statement) or 0


def positions(session: Session, scope: Scope) -> dict[int, int]:
    """Return the ranks on the waiting lists among those the reader may see, by internal number.

    How many others wait in front says something of everybody else: of a part it is not told.
    """
    rank = func.row_number().over(
        partition_by=Registration.category_id,
        order_by=(Registration.priority.desc(), Registration.queue_no, Registration.id),
    )
    statement = select(Registration.id, rank).where(
        Registration.event_id == scope.event_id, Registration.state == State.WAITING
    )
    if scope.organisation_ids is not None:
        statement = statement.where(looked_after(scope.organisation_ids))
    return {number: place for number, place in session.execute(statement)}  # noqa: C416  (a Result is no mapping)


def open_offer(session: Session, registration: Registration) -> Offer | None:
    """Return the offer that still waits for an answer."""
    statement = select(Offer).where(
        Offer.registration_id == registration.id, Offer.outcome == Outcome.OPEN
    )
    return session.scalars(statement).one_or_none()


def lapsed_at(session: Session, registration: Registration) -> datetime | None:
    """Return when the newest offer ran out, None if the newest one went otherwise or none was."""
    statement = select(Offer).where(Offer.registration_id == registration.id)
    newest = session.scalars(statement.order_by(Offer.id.desc()).limit(1)).one_or_none()
    return newest.expires_at if newest and newest.outcome is Outcome.LAPSED else None


def by_ids(session: Session, scope: Scope, ids: Collection[int]) -> dict[int, Registration]:
    """Return those of the registrations the reader may see, by internal number."""
    if not ids:
        return {}
    statement = scoped(select(Registration), scope).where(Registration.id.in_(ids))
    return {registration.id: registration for registration in session.scalars(statement)}


def answers_of(session: Session, registration: Registration) -> Sequence[Answer]:
    """Return a participant's answers with their questions."""
    statement = (
        select(Answer)
        .where(Answer.registration_id == registration.id)
        .options(
            joinedload(Answer.question).options(
                selectinload(Question.choices), lazyload(Question.only_for)
            )
        )
    )
    return sorted(session.scalars(statement), key=lambda answer: answer.question.position)


def consents_of(
    session: Session, registration: Registration
) -> list[tuple[ConsentGiven, Translated]]:
    """Return what a participant agreed to, each in the words of then, whatever it says today."""
    statement = (
        select(ConsentGiven, ConsentText.text)
        .outerjoin(
            ConsentText,
            and_(
                ConsentText.consent_id == ConsentGiven.consent_id,
                ConsentText.text_version == ConsentGiven.text_version,
            ),
        )
        .where(ConsentGiven.registration_id == registration.id)
        .options(joinedload(ConsentGiven.consent))
        .order_by(ConsentGiven.id)
    )
    return [
        (given, given.consent.text if given.text_version == given.consent.text_version else older)
        for given, older in session.execute(statement)
    ]
