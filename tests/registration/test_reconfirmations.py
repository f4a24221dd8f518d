"""Do you still come? Who is asked, who is reminded, and who is left in peace."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.composition import mailing
from eventapp.events.models import Category, Event
from eventapp.extensions import db
from eventapp.mail import sending
from eventapp.mail.models import Email, EmailState
from eventapp.registration import jobs
from eventapp.registration.errors import DatePassed, NobodyToAsk, NotAsked
from eventapp.registration.models import Registration, State
from eventapp.registration.queries import reconfirmations as queries
from eventapp.registration.services import changes, reconfirmations, self_service
from eventapp.scope import Scope
from tests.factories.events import NOON, make_category, make_event_with_category
from tests.factories.registrations import SOMEBODY, make_details, make_registration

ANSWER_BY = NOON + timedelta(days=14)
REMIND_AT = ANSWER_BY - timedelta(days=3)


def asked_event(session: Session, places: int | None = None) -> tuple[Event, list[Registration]]:
    """Return an event whose three participants were asked."""
    event, category = make_event_with_category(session, places=places)
    people = [make_registration(session, event, category, name) for name in ("Ada", "Bob", "Cem")]
    reconfirmations.ask(session, event, (), ANSWER_BY, by=SOMEBODY, now=NOON)
    return event, people


def told(session: Session, kind: str) -> list[str]:
    """Return to whom e-mails of a kind were posted, in order."""
    session.flush()
    statement = select(Email.to_address).where(Email.kind == kind)
    return list(session.scalars(statement.order_by(Email.id)))


def reminded(session: Session, now: datetime = REMIND_AT) -> list[str]:
    """Let the clock do its work at that moment; return who was reminded until then."""
    jobs.tend(session, now=now)
    return told(session, "ReconfirmationReminder")


def test_everybody_with_a_confirmed_place_is_asked_and_nobody_else(session: Session) -> None:
    event, category = make_event_with_category(session, places=1)
    ada = make_registration(session, event, category, "Ada")
    make_registration(session, event, category, "Bob")

    reconfirmations.ask(session, event, (), ANSWER_BY, by=SOMEBODY, now=NOON)

    assert told(session, "ReconfirmationEmail") == [ada.email]


def test_groups_can_be_asked_alone(session: Session) -> None:
    event, category = make_event_with_category(session)
    press: Category = make_category(session, event, key="press")
    make_registration(session, event, category, "Ada")
    bob = make_registration(session, event, press, "Bob")

    reconfirmations.ask(session, event, [press], ANSWER_BY, by=SOMEBODY, now=NOON)

    assert told(session, "ReconfirmationEmail") == [bob.email]


def test_one_reminder_goes_to_who_has_not_answered_and_never_two(session: Session) -> None:
    _event, (ada, bob, cem) = asked_event(session)
    reconfirmations.come(session, ada, by=SOMEBODY, now=NOON)

    assert reminded(session, REMIND_AT - timedelta(minutes=1)) == []
    assert reminded(session) == [bob.email, cem.email]
    assert reminded(session, REMIND_AT + timedelta(minutes=1)) == [bob.email, cem.email]
    assert {registration.state for registration in (ada, bob, cem)} == {State.CONFIRMED}


def test_nobody_is_reminded_who_gave_up_or_handed_over_or_came_later(session: Session) -> None:
    event, (ada, bob, cem) = asked_event(session, places=3)
    late = make_registration(session, event, ada.category, "Zoe")
    changes.cancel(session, ada, event, by=SOMEBODY, now=NOON)
    self_service.hand_over(
        session, bob, event, make_details("Fritz"), by=SOMEBODY, now=NOON + timedelta(hours=1)
    )

    assert late.state is State.CONFIRMED
    assert reminded(session) == [cem.email]


def test_a_reminder_in_the_queue_is_withheld_once_it_concerns_nobody(
    app: Flask, session: Session
) -> None:
    event, (ada, bob, cem) = asked_event(session)
    reminded(session)
    reconfirmations.come(session, ada, by=SOMEBODY, now=REMIND_AT)
    changes.cancel(session, bob, event, by=SOMEBODY, now=REMIND_AT)
    session.execute(update(Email).values(next_try_at=clock.now()))
    session.commit()

    with app.app_context():
        sending.drain(db.engine, mailing())

    statement = select(Email.to_address).where(
        Email.kind == "ReconfirmationReminder", Email.state == EmailState.SENT
    )
    assert session.scalars(statement).all() == [cem.email]


def test_the_second_press_changes_nothing_and_who_was_not_asked_cannot_answer(
    session: Session,
) -> None:
    event, (ada, *_) = asked_event(session)
    zoe = make_registration(session, event, ada.category, "Zoe")

    reconfirmations.come(session, ada, by=SOMEBODY, now=NOON)
    reconfirmations.come(session, ada, by=SOMEBODY, now=ANSWER_BY)

    question = queries.question_to(session, ada)
    assert question is not None
    assert question.answered_at == NOON
    with pytest.raises(NotAsked):
        reconfirmations.come(session, zoe, by=SOMEBODY, now=NOON)


def test_organisers_see_how_many_come_gave_up_or_are_silent(session: Session) -> None:
    event, (ada, bob, cem) = asked_event(session)
    reconfirmations.come(session, ada, by=SOMEBODY, now=NOON)
    changes.cancel(session, bob, event, by=SOMEBODY, now=NOON)

    (asked,) = queries.askings(session, Scope(event.id))

    assert (asked.people, asked.coming, asked.silent, asked.given_up) == (3, 1, 1, 1)
    assert [question.registration for question in queries.silent(session, Scope(event.id))] == [cem]


def test_a_new_asking_takes_the_place_of_the_old_one(session: Session) -> None:
    event, (ada, *_) = asked_event(session)
    reconfirmations.come(session, ada, by=SOMEBODY, now=NOON)

    later = ANSWER_BY + timedelta(days=30)
    reconfirmations.ask(session, event, (), later, by=SOMEBODY, now=ANSWER_BY)

    assert len(queries.silent(session, Scope(event.id))) == 3
    assert reminded(session, ANSWER_BY + timedelta(days=1)) == []


def test_asking_once_more_spares_who_was_written_to_within_a_day(session: Session) -> None:
    event, people = asked_event(session)

    first = reconfirmations.ask_once_more(session, event, by=SOMEBODY, now=NOON)
    tomorrow = NOON + timedelta(days=1)
    second = [
        reconfirmations.ask_once_more(session, event, by=SOMEBODY, now=tomorrow) for _ in range(2)
    ]

    assert [first, *second] == [0, len(people), 0]


def test_a_date_that_has_passed_or_an_event_without_people_is_refused(session: Session) -> None:
    event, _category = make_event_with_category(session)

    with pytest.raises(DatePassed):
        reconfirmations.ask(session, event, (), NOON, by=SOMEBODY, now=NOON)
    with pytest.raises(NobodyToAsk):
        reconfirmations.ask(session, event, (), ANSWER_BY, by=SOMEBODY, now=NOON)
