"""Do you still come? Asked by e-mail, answered by one press, reminded once; nobody is cancelled."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, insert, literal, select, update
from sqlalchemy.orm import Session, contains_eager

from eventapp.events.models import Category, Event
from eventapp.journal.services import SYSTEM, Actor, Object, record
from eventapp.mail.services import post_all
from eventapp.orm import lock_row
from eventapp.registration.emails import ReconfirmationEmail, ReconfirmationReminder
from eventapp.registration.errors import DatePassed, NobodyToAsk, NotAsked
from eventapp.registration.models import Reconfirmation, Reconfirming, Registration, State
from eventapp.registration.queries.reconfirmations import concerned, joined, question_to
from eventapp.registration.services import places
from eventapp.registration.services.notifications import ready_for, thing

REMINDED_BEFORE = timedelta(days=3)
"""The reminder goes out so long before the date to answer by, or half-way when that is later."""

PAUSE = timedelta(days=1)
"""Nobody is asked again who was written to within it."""

MOST_NUMBERS = 5000
"""Numbers in one statement: a database takes some ten thousand at most."""


def ask(
    session: Session,
    event: Event,
    categories: Collection[Category],
    answer_by: datetime,
    *,
    by: Actor,
    now: datetime,
) -> Reconfirmation:
    """Ask everybody who holds a confirmed place in these categories; no categories: in all of them.

    Whoever gets a place afterwards is not asked: they have just said that they come.
    """
    if answer_by <= now:
        raise DatePassed
    places.lock(session, event)
    people = _confirmed(session, event, categories)
    if not people:
        raise NobodyToAsk
    return ask_people(session, event, people, answer_by, by=by, now=now)


def ask_people(
    session: Session,
    event: Event,
    people: Collection[int],
    answer_by: datetime,
    *,
    by: Actor,
    now: datetime,
) -> Reconfirmation:
    """Ask the registrations of these numbers, who hold confirmed places; call it under the lock.

    Who is asked at one moment is asked in one asking, however many calls that takes. Everybody
    has the question now; of many e-mails the first are written now, a job goes on with the others
    (`write_some`).
    """
    asked = _asking(session, event, answer_by, now=now)
    _put(session, people, asked)
    _note(session, event, "asked-again", len(people), by=by, now=now)
    write_some(session, now=now)
    return asked


def _asking(
    session: Session, event: Event, answer_by: datetime, *, now: datetime
) -> Reconfirmation:
    """Return the asking of that moment, made by the first who needs it."""
    known = select(Reconfirmation).where(
        Reconfirmation.event_id == event.id,
        Reconfirmation.asked_at == now,
        Reconfirmation.answer_by == answer_by,
    )
    asked = session.scalars(known).first()
    if asked is None:
        remind_at = max(answer_by - REMINDED_BEFORE, now + (answer_by - now) / 2)
        asked = Reconfirmation(event=event, asked_at=now, answer_by=answer_by, remind_at=remind_at)
        session.add(asked)
        session.flush()
    return asked


def _confirmed(session: Session, event: Event, categories: Collection[Category]) -> Sequence[int]:
    statement = select(Registration.id).where(
        Registration.event_id == event.id, Registration.state == State.CONFIRMED
    )
    if categories:
        statement = statement.where(
            Registration.category_id.in_([category.id for category in categories])
        )
    return session.scalars(statement.order_by(Registration.id)).all()


def questions_put(session: Session, people: Collection[Registration]) -> dict[int, Reconfirming]:
    """Return every question put to these, by registration."""
    numbers = [registration.id for registration in people]
    statement = select(Reconfirming).where(Reconfirming.registration_id.in_(numbers))
    return {question.registration_id: question for question in session.scalars(statement)}


def _put(session: Session, people: Collection[int], asked: Reconfirmation) -> None:
    """Put the question to these, in place of an earlier one: two statements for thousands."""
    holder = select(Registration.holder_no).where(Registration.id == Reconfirming.registration_id)
    known = select(Reconfirming.id).where(Reconfirming.registration_id == Registration.id)
    new = select(literal(asked.id), Registration.id, Registration.holder_no)
    columns = ["reconfirmation_id", "registration_id", "holder_no"]
    for some in _portions(people):
        again = update(Reconfirming).where(Reconfirming.registration_id.in_(some))
        session.execute(
            again.values(
                reconfirmation_id=asked.id,
                holder_no=holder.scalar_subquery(),
                written_at=None,
                reminded_at=None,
                answered_at=None,
            )
        )
        statement = new.where(Registration.id.in_(some), ~known.exists()).order_by(Registration.id)
        session.execute(insert(Reconfirming).from_select(columns, statement))


def _portions(numbers: Collection[int]) -> Iterator[Sequence[int]]:
    """Yield the numbers, so many at once as one statement may name."""
    every = [*numbers]
    for start in range(0, len(every), MOST_NUMBERS):
        yield every[start : start + MOST_NUMBERS]


def come(session: Session, registration: Registration, *, by: Actor, now: datetime) -> None:
    """Note that the participant still comes; a second press changes nothing."""
    question = question_to(session, registration)
    if question is None or registration.state is not State.CONFIRMED:
        raise NotAsked
    lock_row(session, question)
    if question.answered_at is None:
        question.answered_at = now
        record(session, "still-comes", thing(registration), by=by, now=now)


def remind(session: Session, *, now: datetime) -> int:
    """Decide once to write again to whom an asking still concerns; call it in a job.

    Return to how many. The first are written to now; the job goes on with `write_some`.
    """
    late = (
        Reconfirmation.remind_at <= now,
        Reconfirmation.answer_by > now,
        Reconfirming.reminded_at.is_(None),
        Reconfirming.written_at.is_not(None),
    )
    return _remind(session, late, by=SYSTEM, now=now)


def ask_once_more(session: Session, event: Event, *, by: Actor, now: datetime) -> int:
    """Write to everybody who has not answered, except those written to within a day."""
    due = (Registration.event_id == event.id, Reconfirming.written_at <= now - PAUSE)
    return _remind(session, due, by=by, now=now)


def _remind(
    session: Session, whom: Sequence[ColumnElement[bool]], *, by: Actor, now: datetime
) -> int:
    """Mark that these are to be reminded, note it event by event, and write to the first."""
    questions: Any = select(Reconfirming.id, Registration.event_id)
    statement = (
        joined(questions)
        .join(Reconfirmation, Reconfirmation.id == Reconfirming.reconfirmation_id)
        .where(*whom, concerned())
        .order_by(Reconfirming.id)
    )
    rows = session.execute(statement.with_for_update(of=Reconfirming)).all()
    for some in _portions([number for number, _event in rows]):
        those = update(Reconfirming).where(Reconfirming.id.in_(some))
        session.execute(those.values(reminded_at=now, written_at=None))
    for event_id, emails in Counter(event for _number, event in rows).items():
        event = session.get_one(Event, event_id)
        _note(session, event, "reminded-of-answer", emails, by=by, now=now)
    write_some(session, now=now)
    return len(rows)


AT_ONCE = 50
"""E-mails of one transaction: other writers wait for them."""


def write_some(session: Session, *, now: datetime) -> int:
    """Write the next e-mails that questions still lack, AT_ONCE at most; return how many.

    E-mail and mark are one transaction: after a crash either both are there or neither.
    """
    statement = (
        joined(select(Reconfirming))
        .join(Reconfirmation, Reconfirmation.id == Reconfirming.reconfirmation_id)
        .where(Reconfirming.written_at.is_(None), Reconfirmation.answer_by > now, concerned())
        .order_by(Reconfirming.id)
        .limit(AT_ONCE)
        .options(contains_eager(Reconfirming.registration))
    )
    due = session.scalars(statement.with_for_update(of=Reconfirming)).all()
    emails = []
    for question in due:
        registration, answer_by = question.registration, question.reconfirmation.answer_by
        event = session.get_one(Event, registration.event_id)
        kind = ReconfirmationReminder if question.reminded_at else ReconfirmationEmail
        question.written_at = now
        if registration.reached_at is not None:
            email = kind.of(registration, event, answer_by=answer_by)
            emails.append(ready_for(registration, registration.reached_at, email))
    post_all(session, emails, now=now)
    session.flush()
    return len(due)


def _note(
    session: Session, event: Event, deed: str, emails: int, *, by: Actor, now: datetime
) -> None:
    about = Object("event", event.id, event.slug, event.id)
    record(session, deed, about, by=by, now=now, changes={"emails": emails})
