"""What an event asks, whom, and what somebody has not been asked yet."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from eventapp.events.models import Category, Event
from eventapp.registration.models import Answer, Consent, ConsentGiven, Question, Registration


def questions(session: Session, event: Event) -> Sequence[Question]:
    """Return what the event asks now, with the choices and the categories asked, in order."""
    statement = (
        select(Question)
        .where(Question.event_id == event.id, Question.active)
        .options(selectinload(Question.choices))
        .order_by(Question.position, Question.id)
    )
    return session.scalars(statement).all()


def every_question(session: Session, event: Event) -> Sequence[Question]:
    """Return every question of the event with its categories, in order, those archived last."""
    statement = select(Question).where(Question.event_id == event.id)
    order = (Question.active.desc(), Question.position, Question.id)
    return session.scalars(statement.order_by(*order)).all()


def every_consent(session: Session, event: Event) -> Sequence[Consent]:
    """Return every consent of the event, in order, those archived last."""
    statement = select(Consent).where(Consent.event_id == event.id)
    order = (Consent.active.desc(), Consent.position, Consent.id)
    return session.scalars(statement.order_by(*order)).all()


def questions_for(session: Session, event: Event, category: Category) -> Sequence[Question]:
    """Return what participants of a category are asked now, in order."""
    return [question for question in questions(session, event) if question.is_for(category)]


def consents(session: Session, event: Event) -> Sequence[Consent]:
    """Return the consents the event asks for, in order."""
    statement = select(Consent).where(Consent.event_id == event.id, Consent.active)
    return session.scalars(statement.order_by(Consent.position, Consent.id)).all()


def still_asked(
    session: Session, registration: Registration, event: Event
) -> tuple[list[Question], list[Consent]]:
    """Return what a participant must still be asked.

    Whoever was registered by somebody else, or took a place over, is asked everything; whoever
    saw the form already is asked again only for what the event needs and does not have.
    """
    answered = set(
        session.scalars(select(Answer.question_id).where(Answer.registration_id == registration.id))
    )
    agreed = set(
        session.scalars(
            select(ConsentGiven.consent_id).where(
                ConsentGiven.registration_id == registration.id,
                ConsentGiven.withdrawn_at.is_(None),
            )
        )
    )
    first = registration.asked_at is None
    asked = questions_for(session, event, registration.category)
    return (
        [
            question
            for question in asked
            if question.id not in answered and (first or question.required)
        ],
        [
            consent
            for consent in consents(session, event)
            if consent.id not in agreed and (first or consent.required)
        ],
    )
