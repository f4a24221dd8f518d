"""Questions of the sign-up form, with the answers to choose from: added and changed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, object_session

from eventapp import changes
from eventapp.events.keys import free_key
from eventapp.events.models import Event
from eventapp.events.queries import categories
from eventapp.events.revision import hold, raise_revision
from eventapp.journal.services import Actor, Object, note_change
from eventapp.orm import Translated, lock_row
from eventapp.registration.errors import ChoiceChosen, KindFixed, TooFewChoices
from eventapp.registration.models import Answer, Question, QuestionChoice, QuestionKind

CHOOSING = (QuestionKind.CHOICE, QuestionKind.CHOICES)
FEWEST_CHOICES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionChange:
    """What is edited of a question."""

    kind: QuestionKind = QuestionKind.TEXT
    label: Translated = Translated()
    hint: Translated = Translated()
    required: bool = False
    categories: list[str] = field(default_factory=list)
    """Keys of the categories it is for; none: everybody."""
    choices: list[tuple[str, Translated]] = field(default_factory=list)
    """Key, empty for a new one, and words of each answer to choose from, in order."""
    position: int = 0
    active: bool = True

    @classmethod
    def of(cls, question: Question) -> "QuestionChange":
        """Return a question as it stands."""
        session = object_session(question)
        rows = choices_of(session, question) if session is not None else ()
        return cls(
            kind=question.kind,
            label=question.label,
            hint=question.hint,
            required=question.required,
            categories=sorted(category.key for category in question.only_for),
            choices=[(choice.key, choice.label) for choice in rows],
            position=question.position,
            active=question.active,
        )


def add_question(
    session: Session,
    event: Event,
    change: QuestionChange,
    *,
    key: str = "",
    by: Actor,
    now: datetime,
) -> Question:
    """Add a question to the sign-up form, under a key of its words; raises TooFewChoices."""
    hold(session, event.id)
    taken = session.scalars(select(Question.key).where(Question.event_id == event.id))
    key = key or free_key(change.label, taken, otherwise="question")
    question = Question(event=event, key=key, kind=change.kind, label=change.label)
    session.add(question)
    session.flush()
    _write(session, event, question, change)
    note_change(session, _about(question), None, change, by=by, now=now)
    raise_revision(session, event.id)
    return question


def change_question(
    session: Session,
    question: Question,
    change: QuestionChange,
    *,
    seen: changes.Seen | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Write what is new of a question.

    Once there are answers, the kind stays, and so do the choices that somebody chose: KindFixed,
    ChoiceChosen. TooFewChoices where there is nothing to choose; ChangedByBoth (`changes.merged`).
    """
    event = session.get_one(Event, question.event_id)
    hold(session, event.id)
    lock_row(session, question)
    before = QuestionChange.of(question)
    after = changes.merged(before, change, seen)
    if after == before:
        return
    if question.kind is not after.kind and _answers(session, question):
        raise KindFixed
    _write(session, event, question, after)
    note_change(session, _about(question), before, after, by=by, now=now)
    raise_revision(session, event.id)


def _write(session: Session, event: Event, question: Question, change: QuestionChange) -> None:
    question.kind, question.label, question.hint = change.kind, change.label, change.hint
    question.required, question.position = change.required, change.position
    question.active = change.active
    if {category.key for category in question.only_for} != set(change.categories):
        known = categories(session, event)
        question.only_for = [category for category in known if category.key in change.categories]
    _write_choices(session, question, change.choices if change.kind in CHOOSING else ())
    session.flush()


def _about(question: Question) -> Object:
    return Object("questions", question.id, question.label.into("en"), question.event_id)


def _answers(session: Session, question: Question) -> int:
    statement = select(func.count(Answer.id)).where(Answer.question_id == question.id)
    return session.scalar(statement) or 0


def _write_choices(
    session: Session, question: Question, labels: Sequence[tuple[str, Translated]]
) -> None:
    held = {existing.key: existing for existing in choices_of(session, question)}
    kept = {key for key, _label in labels}
    for key, gone in held.items():
        if key not in kept:
            number = chosen(session, question)[key]
            if number:
                raise ChoiceChosen(gone.label, number)
            session.delete(gone)
    if question.kind in CHOOSING and len(labels) < FEWEST_CHOICES:
        raise TooFewChoices
    taken, in_order = set(held), list(held) == [key for key, _label in labels]
    for position, (key, label) in enumerate(labels):
        choice = held.get(key)
        if choice is None:
            free = next(f"c{n}" for n in range(1, 1000) if f"c{n}" not in taken)
            taken.add(free)
            choice = QuestionChoice(question=question, key=free, label=label)
            session.add(choice)
        choice.label, choice.position = label, choice.position if in_order else position


def choices_of(session: Session, question: Question) -> Sequence[QuestionChoice]:
    """Return the answers to choose from, in order."""
    statement = select(QuestionChoice).where(QuestionChoice.question_id == question.id)
    return session.scalars(statement.order_by(QuestionChoice.position, QuestionChoice.id)).all()


def chosen(session: Session, question: Question) -> Counter[str]:
    """Return how often each answer was chosen, by key."""
    statement = select(Answer.chosen).where(Answer.question_id == question.id)
    return Counter(key for keys in session.scalars(statement) for key in keys)
