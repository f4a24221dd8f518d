"""What organisers let the sign-up form ask: questions, their choices, consents and wordings."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.events.models import Category, Event
from eventapp.orm import Translated
from eventapp.registration.errors import ChoiceChosen, KindFixed, TooFewChoices
from eventapp.registration.models import (
    Answer,
    Consent,
    ConsentGiven,
    ConsentText,
    Question,
    QuestionChoice,
    QuestionKind,
)

CHOOSING = (QuestionKind.CHOICE, QuestionKind.CHOICES)
FEWEST_CHOICES = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as organisers write it."""

    kind: QuestionKind
    label: Translated
    hint: Translated
    required: bool
    position: int
    only_for: Sequence[Category]
    choices: Sequence[tuple[str, Translated]]
    """Key, empty for a new one, and words of each answer to choose from, in order."""


def write_question(
    session: Session, event: Event, question: Question | None, key: str, asked: Asked
) -> Question:
    """Write a question down, a new one under `key`.

    Once there are answers, the kind stays, and so do the choices that somebody chose: KindFixed,
    ChoiceChosen. TooFewChoices where there is nothing to choose.
    """
    if question is None:
        question = Question(event=event, key=key, kind=asked.kind, label=asked.label)
        session.add(question)
        session.flush()
    if question.kind is not asked.kind and _answers(session, question):
        raise KindFixed
    question.kind, question.label, question.hint = asked.kind, asked.label, asked.hint
    question.required, question.position = asked.required, asked.position
    if {one.id for one in question.only_for} != {one.id for one in asked.only_for}:
        question.only_for = list(asked.only_for)
    _write_choices(session, question, asked.choices if asked.kind in CHOOSING else ())
    return question


def _answers(session: Session, question: Question) -> int:
    wanted = select(func.count(Answer.id)).where(Answer.question_id == question.id)
    return session.scalar(wanted) or 0


def _write_choices(
    session: Session, question: Question, wanted: Sequence[tuple[str, Translated]]
) -> None:
    held = {one.key: one for one in choices_of(session, question)}
    kept = {key for key, _label in wanted}
    for key, gone in held.items():
        if key not in kept:
            number = chosen(session, question)[key]
            if number:
                raise ChoiceChosen(gone.label, number)
            session.delete(gone)
    if question.kind in CHOOSING and len(wanted) < FEWEST_CHOICES:
        raise TooFewChoices
    taken, in_order = set(held), list(held) == [key for key, _label in wanted]
    for position, (key, label) in enumerate(wanted):
        choice = held.get(key)
        if choice is None:
            free = next(f"c{n}" for n in range(1, 1000) if f"c{n}" not in taken)
            taken.add(free)
            choice = QuestionChoice(question=question, key=free, label=label)
            session.add(choice)
        choice.label, choice.position = label, choice.position if in_order else position


def choices_of(session: Session, question: Question) -> Sequence[QuestionChoice]:
    """Return the answers to choose from, in order."""
    wanted = select(QuestionChoice).where(QuestionChoice.question_id == question.id)
    return session.scalars(wanted.order_by(QuestionChoice.position, QuestionChoice.id)).all()


def chosen(session: Session, question: Question) -> Counter[str]:
    """Return how often each answer was chosen, by key."""
    wanted = select(Answer.chosen).where(Answer.question_id == question.id)
    return Counter(key for keys in session.scalars(wanted) for key in keys)


@dataclass(frozen=True, slots=True)
class Agreement:
    """A consent as organisers write it."""

    text: Translated
    hint: Translated
    required: bool
    position: int


def write_consent(
    session: Session,
    event: Event,
    consent: Consent | None,
    key: str,
    written: Agreement,
    *,
    now: datetime,
) -> Consent:
    """Write a consent down, a new one under `key`.

    Another wording is another version once somebody has agreed; what they agreed to is kept.
    """
    if consent is None:
        consent = Consent(event=event, key=key, text=written.text)
        session.add(consent)
    elif consent.text != written.text and _agreed(session, consent):
        former = ConsentText(
            consent_id=consent.id, text_version=consent.text_version, text=consent.text, until=now
        )
        session.add(former)
        consent.text_version += 1
    consent.text, consent.hint = written.text, written.hint
    consent.required, consent.position = written.required, written.position
    return consent


def _agreed(session: Session, consent: Consent) -> bool:
    wanted = select(ConsentGiven.id).where(
        ConsentGiven.consent_id == consent.id, ConsentGiven.text_version == consent.text_version
    )
    return session.scalar(wanted.limit(1)) is not None


@dataclass(frozen=True, slots=True)
class Wording:
    """One version of a consent's text, and how many agreements to it stand."""

    version: int
    text: Translated
    until: datetime | None
    number: int


def wordings(session: Session, consent: Consent) -> list[Wording]:
    """Return every wording of a consent, the present one first."""
    counted = (
        select(ConsentGiven.text_version, func.count())
        .where(ConsentGiven.consent_id == consent.id, ConsentGiven.withdrawn_at.is_(None))
        .group_by(ConsentGiven.text_version)
    )
    numbers = {row[0]: row[1] for row in session.execute(counted)}
    former = select(ConsentText).where(ConsentText.consent_id == consent.id)
    texts: list[tuple[int, Translated, datetime | None]] = [
        (one.text_version, one.text, one.until)
        for one in session.scalars(former.order_by(ConsentText.text_version.desc()))
    ]
    everything = [(consent.text_version, consent.text, None), *texts]
    return [
        Wording(version, text, until, numbers.get(version, 0))
        for version, text, until in everything
    ]
