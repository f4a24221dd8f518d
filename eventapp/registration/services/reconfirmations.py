"""Do you still come? Asked by letter, answered by one press, reminded once; nobody is cancelled."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager

from eventapp.events.models import Category, Event
from eventapp.journal.services import SYSTEM, Actor, Object, record
from eventapp.orm import lock_row
from eventapp.registration.emails import ReconfirmationLetter, ReconfirmationReminder
from eventapp.registration.errors import DatePassed, NobodyToAsk, NotAsked
from eventapp.registration.models import Reconfirmation, Reconfirming, Registration, State
from eventapp.registration.queries.reconfirmations import concerned, joined, question_to
from eventapp.registration.services import places
from eventapp.registration.services.notifications import post_letter, thing

REMINDED_BEFORE = timedelta(days=3)
"""The reminder goes out so long before the date to answer by, or half-way when that is later."""

PAUSE = timedelta(days=1)
"""Nobody is asked again who was written to within it."""


def ask(
    session: Session,
    event: Event,
    groups: Collection[Category],
    answer_by: datetime,
    *,
    by: Actor,
    now: datetime,
) -> Reconfirmation:
    """Ask everybody who holds a confirmed place in these groups; no groups: in all of them.

    Whoever gets a place afterwards is not asked: they have just said that they come.
    """
    if answer_by <= now:
        raise DatePassed
    places.lock(session, event)
    people = _confirmed(session, event, groups)
    if not people:
        raise NobodyToAsk
    return ask_people(session, event, people, answer_by, by=by, now=now)


def ask_people(
    session: Session,
    event: Event,
    people: Sequence[Registration],
    answer_by: datetime,
    *,
    by: Actor,
    now: datetime,
) -> Reconfirmation:
    """Ask these, who hold confirmed places; call it under the lock."""
    asked = Reconfirmation(
        event=event,
        asked_at=now,
        answer_by=answer_by,
        remind_at=max(answer_by - REMINDED_BEFORE, now + (answer_by - now) / 2),
    )
    session.add(asked)
    known = questions_put(session, event)
    for registration in people:
        _put(session, registration, asked, known.get(registration.id), now=now)
        letter = ReconfirmationLetter.of(registration, event, answer_by=answer_by)
        post_letter(session, registration, letter, now=now)
    session.flush()
    _note(session, event, "asked-again", len(people), by=by, now=now)
    return asked


def _confirmed(
    session: Session, event: Event, groups: Collection[Category]
) -> Sequence[Registration]:
    wanted = select(Registration).where(
        Registration.event_id == event.id, Registration.state == State.CONFIRMED
    )
    if groups:
        wanted = wanted.where(Registration.category_id.in_([one.id for one in groups]))
    return session.scalars(wanted.order_by(Registration.id)).all()


def questions_put(session: Session, event: Event) -> dict[int, Reconfirming]:
    """Return every question put at the event, by registration."""
    wanted = joined(select(Reconfirming)).where(Registration.event_id == event.id)
    return {one.registration_id: one for one in session.scalars(wanted)}


def _put(
    session: Session,
    registration: Registration,
    asked: Reconfirmation,
    known: Reconfirming | None,
    *,
    now: datetime,
) -> None:
    if known is None:
        holder = registration.holder_no
        session.add(
            Reconfirming(
                reconfirmation=asked, registration=registration, holder_no=holder, written_at=now
            )
        )
        return
    known.reconfirmation, known.holder_no, known.written_at = asked, registration.holder_no, now
    known.reminded_at = known.answered_at = None


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
    """Write once more to whom an asking still concerns; call it in a job.

    The mark and the letter are one transaction: after a crash either both are there or neither.
    """
    wanted = (
        joined(select(Reconfirming))
        .join(Reconfirmation, Reconfirmation.id == Reconfirming.reconfirmation_id)
        .where(
            Reconfirmation.remind_at <= now,
            Reconfirmation.answer_by > now,
            Reconfirming.reminded_at.is_(None),
            concerned(),
        )
    )
    return _write(session, _locked(session, wanted.order_by(Reconfirming.id)), by=SYSTEM, now=now)


def ask_once_more(session: Session, event: Event, *, by: Actor, now: datetime) -> int:
    """Write to everybody who has not answered, except those written to within a day."""
    wanted = joined(select(Reconfirming)).where(
        Registration.event_id == event.id,
        Reconfirming.written_at <= now - PAUSE,
        concerned(),
    )
    return _write(session, _locked(session, wanted.order_by(Reconfirming.id)), by=by, now=now)


def _locked(session: Session, wanted: Select[Any]) -> Sequence[Reconfirming]:
    ready = wanted.options(contains_eager(Reconfirming.registration))
    found: Sequence[Reconfirming] = session.scalars(ready.with_for_update(of=Reconfirming)).all()
    return found


def _write(session: Session, questions: Sequence[Reconfirming], *, by: Actor, now: datetime) -> int:
    """Post the reminder for each of the questions and mark it, event by event."""
    events: dict[Event, int] = {}
    for question in questions:
        registration = question.registration
        event = session.get_one(Event, registration.event_id)
        question.reminded_at = question.written_at = now
        answer_by = question.reconfirmation.answer_by
        letter = ReconfirmationReminder.of(registration, event, answer_by=answer_by)
        post_letter(session, registration, letter, now=now)
        events[event] = events.get(event, 0) + 1
    for event, number in events.items():
        _note(session, event, "reminded-of-answer", number, by=by, now=now)
    session.flush()
    return len(questions)


def _note(
    session: Session, event: Event, deed: str, letters: int, *, by: Actor, now: datetime
) -> None:
    about = Object("event", event.id, event.slug, event.id)
    record(session, deed, about, by=by, now=now, changes={"letters": letters})
