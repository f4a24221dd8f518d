"""What many are told goes in steps: others write between, and a kill neither doubles nor loses."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events import services as events
from eventapp.events.models import Event, WaitingList
from eventapp.events.services import EventChange
from eventapp.extensions import db
from eventapp.mail.models import Email
from eventapp.mail.worker import Job
from eventapp.registration import jobs
from eventapp.registration.models import Offer, Outcome, Registration, State
from eventapp.registration.services import bulk, reconfirmations, revisions, waiting_list
from tests.factories.events import NOON, make_event_with_category
from tests.factories.registrations import SOMEBODY, make_registration

ANSWER_BY = NOON + timedelta(days=14)
REMIND_AT = ANSWER_BY - timedelta(days=3)
NAMES = ("Ada", "Bob", "Cleo", "Dana", "Eve")


@contextmanager
def commits(app: Flask, *, killed_at: int | None = None) -> Iterator[list[int]]:
    """Count the commits inside; the process is killed at one of them, if so wished."""
    with app.app_context():
        engine = db.engine
    done: list[int] = []

    def note(_connection: object) -> None:
        if len(done) + 1 == killed_at:
            raise KeyboardInterrupt
        done.append(1)

    sa.event.listen(engine, "commit", note)
    try:
        yield done
    finally:
        sa.event.remove(engine, "commit", note)


def kill_and_go_on(app: Flask, session: Session, job: Job, now: object) -> None:
    """Do a job, kill it at its third commit, do it twice more."""
    session.commit()
    with pytest.raises(KeyboardInterrupt), commits(app, killed_at=3):
        job(session, now=now)  # type: ignore[arg-type]
    session.rollback()
    for _ in range(2):
        job(session, now=now)  # type: ignore[arg-type]
        session.commit()


def told(session: Session, kind: str) -> list[str]:
    """Return to whom e-mails of a kind were posted, by name."""
    return sorted(session.scalars(select(Email.to_address).where(Email.kind == kind)))


@pytest.fixture
def event(session: Session, monkeypatch: pytest.MonkeyPatch) -> Event:
    """Return an event of five people; two of them are told in one step."""
    monkeypatch.setattr(reconfirmations, "AT_ONCE", 2)
    monkeypatch.setattr(revisions, "AT_ONCE", 2)
    monkeypatch.setattr(waiting_list, "AT_ONCE", 2)
    event, category = make_event_with_category(session, places=5)
    for name in NAMES:
        make_registration(session, event, category, name)
    session.commit()
    return event


ALL = sorted(f"{name.lower()}@example.org" for name in NAMES)


def test_everybody_is_asked_at_once_and_written_to_in_steps(
    session: Session, app: Flask, event: Event
) -> None:
    reconfirmations.ask(session, event, (), ANSWER_BY, by=SOMEBODY, now=NOON)
    session.commit()
    at_once = told(session, "ReconfirmationEmail")

    with commits(app) as done:
        jobs.tend(session, now=NOON)

    assert at_once == ALL[:2]
    assert told(session, "ReconfirmationEmail") == ALL
    assert len(done) >= 2  # two of three that were left, then the last


def test_killed_while_asking_and_reminding_it_goes_on_and_tells_nobody_twice(
    session: Session, app: Flask, event: Event
) -> None:
    reconfirmations.ask(session, event, (), ANSWER_BY, by=SOMEBODY, now=NOON)
    kill_and_go_on(app, session, jobs.tend, NOON)
    asked = told(session, "ReconfirmationEmail")

    kill_and_go_on(app, session, jobs.tend, REMIND_AT)

    assert asked == ALL
    assert told(session, "ReconfirmationReminder") == ALL
    assert told(session, "ReconfirmationEmail") == ALL


def test_killed_while_telling_of_a_new_place_it_goes_on_and_tells_nobody_twice(
    session: Session, app: Flask, event: Event
) -> None:
    moved = replace(EventChange.of(event), address="Unter den Linden 1", published=True)
    events.change_event(session, event, moved, by=SOMEBODY, now=NOON)

    kill_and_go_on(app, session, jobs.tell_changes, NOON + timedelta(minutes=5))

    assert told(session, "EventChangedEmail") == ALL


def test_offers_lapse_in_steps_and_each_goes_on_once(
    session: Session, app: Flask, event: Event
) -> None:
    event.waiting_list, event.places = WaitingList.OFFER, 5
    people = {
        registration.family_name: registration
        for registration in session.scalars(select(Registration))
    }
    category = people["Ada"].category
    waiting = [make_registration(session, event, category, f"W{number}") for number in range(5)]
    bulk.cancel(session, event, list(people.values()), by=SOMEBODY, now=NOON)
    for _ in range(4):
        jobs.tend(session, now=NOON)
        jobs.promote(session, now=NOON)
    assert {registration.state for registration in waiting} == {State.OFFERED}
    session.commit()

    with commits(app) as done:
        jobs.tend(session, now=NOON + timedelta(days=9))

    assert len(done) >= 3
    outcomes = session.scalars(select(Offer.outcome).order_by(Offer.id)).all()
    assert outcomes[:5] == [Outcome.LAPSED] * 5
    assert len(told(session, "OfferedEmail")) == len(outcomes)


def test_places_that_a_killed_act_left_free_go_to_those_who_wait(
    session: Session, event: Event
) -> None:
    people = session.scalars(select(Registration).order_by(Registration.id)).all()
    zoe = make_registration(session, event, people[0].category, "Zoe")
    assert zoe.queue_no is not None
    bulk.cancel(session, event, people[:1], by=SOMEBODY, now=NOON)  # killed before it served
    session.commit()

    jobs.tend(session, now=NOON)
    session.commit()

    assert zoe.state is State.CONFIRMED
    assert told(session, "PromotedEmail") == ["zoe@example.org"]
