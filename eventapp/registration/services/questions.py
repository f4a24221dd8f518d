"""Answers and consents: what fits the event's questions, and keeping it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from eventapp.events.models import Category, Event
from eventapp.registration import queries
from eventapp.registration.errors import (
    AnswerMissing,
    ConsentMissing,
    UnknownAnswer,
    UnknownConsent,
)
from eventapp.registration.models import (
    Answer,
    Consent,
    ConsentGiven,
    Question,
    QuestionKind,
    Registration,
)


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


def check_consents_known(consents: Sequence[Consent], keys: Iterable[str]) -> None:
    """Refuse a yes or a no to what the event does not ask."""
    known = {consent.key for consent in consents}
    for key in keys:
        if key not in known:
            raise UnknownConsent(key)


def store_answers(
    session: Session,
    registration: Registration,
    asked: Sequence[Question],
    answers: Mapping[str, Sequence[str]],
) -> None:
    """Store the answers given; a question left empty has no row."""
    rows = []
    for question in asked:
        given = [text for text in answers.get(question.key, ()) if text]
        if not given:
            continue
        chosen = question.kind in (QuestionKind.CHOICE, QuestionKind.CHOICES)
        rows.append(
            {
                "registration_id": registration.id,
                "question_id": question.id,
                "text": "" if chosen else given[0][:2000],
                "chosen": list(given) if chosen else [],
            }
        )
    if rows:
        session.execute(insert(Answer), rows)


def give_consents(
    session: Session,
    registration: Registration,
    consents: Sequence[Consent],
    given: frozenset[str],
    *,
    now: datetime,
) -> None:
    """Write down to which version of which texts the participant agreed."""
    rows = [
        {
            "registration_id": registration.id,
            "consent_id": consent.id,
            "text_version": consent.text_version,
            "language": registration.language,
            "given_at": now,
        }
        for consent in consents
        if consent.key in given
    ]
    if rows:
        session.execute(insert(ConsentGiven), rows)


def number_asked(session: Session, event: Event, category: Category) -> int:
    """Return how many questions and consents the event has for participants of a category."""
    asked = queries.questions_for(session, event, category)
    return len(asked) + len(queries.consents(session, event))
