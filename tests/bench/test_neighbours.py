"""Neighbours are whole events, and the clock asks as little of many events as of one."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession
from eventapp.app import minutely
from eventapp.badges.looks import LATE
from eventapp.badges.models import Badge, BadgeLook
from eventapp.bench.neighbours import STRIDE, add_neighbours
from eventapp.events.models import Category, Event
from eventapp.registration.models import Registration, SessionPlace, SessionPlaceState, State
from eventapp.turns import TurnSession
from tests.badges.test_looks import issue
from tests.factories.apps import engine_of, settings_for
from tests.factories.events import NOON
from tests.statements import counted

JOBS = minutely(settings_for(Path("/nowhere"), "sqlite://"))
LATER = NOON + timedelta(days=1)
pytestmark = pytest.mark.demo(participants=30, now=NOON)


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """Give a session as jobs have it, with a badge for everybody."""
    with TurnSession(engine_of(app)) as session:
        issue(session, app, session.scalars(select(Event)).one())
        session.commit()
        yield session


def a_minute(session: Session, number: int = 0) -> None:
    """Do what the clock does every minute."""
    for job in JOBS:
        job(session, now=LATER + number * (LATE + timedelta(minutes=1)))
        session.commit()


def asked_in_a_minute(app: Flask, session: Session) -> list[str]:
    """Return what is asked in a quiet minute, after two that did what was left to do."""
    for number in range(2):
        a_minute(session, number)
    with counted(app) as sent:
        a_minute(session, 2)
    return sent


def let_some_wait_where_all_is_full(session: Session) -> None:
    """Let somebody wait for the event, and somebody for a session; nothing is free."""
    (event,) = session.scalars(select(Event))
    confirmed = select(Registration).where(Registration.state == State.CONFIRMED)
    *held, waiting = session.scalars(confirmed.order_by(Registration.id)).all()
    waiting.state, waiting.queue_no = State.WAITING, 1_000
    event.places, event.calendar_no, event.revised_at = len(held), 1, NOON
    *kept, last = session.scalars(select(SessionPlace).order_by(SessionPlace.id)).all()
    last.state = SessionPlaceState.WAITING
    there = session.get_one(AgendaSession, last.session_id)
    there.places = sum(1 for category in kept if category.session_id == there.id)
    session.flush()
    session.execute(update(Registration).values(calendar_no=1, changed_at=NOON))
    session.commit()


def test_a_neighbour_has_all_that_the_event_has_and_is_full(session: Session) -> None:
    a_minute(session)
    (event,) = session.scalars(select(Event))

    add_neighbours(session, 2)

    events = session.scalars(select(Event).order_by(Event.id)).all()
    assert [neighbour.id for neighbour in events] == [
        event.id + place * STRIDE for place in range(3)
    ]
    for table in (Registration, Badge, BadgeLook, Category):
        numbers = select(func.count(table.event_id)).group_by(table.event_id)
        assert len(set(session.scalars(numbers))) == 1, table
    last = session.scalars(
        select(Registration).where(Registration.event_id == events[-1].id)
    ).first()
    assert last is not None
    assert last.category.event_id == last.event_id
    held = select(func.count()).where(
        Registration.event_id == events[-1].id, Registration.state == State.CONFIRMED
    )
    assert events[-1].places == session.scalar(held)
    assert (session.scalar(select(func.count(SessionPlace.id))) or 0) % 3 == 0


def test_a_quiet_minute_asks_as_little_of_many_events_as_of_one(
    app: Flask, session: Session
) -> None:
    let_some_wait_where_all_is_full(session)
    of_one = asked_in_a_minute(app, session)
    add_neighbours(session, 4)

    assert asked_in_a_minute(app, session) == of_one
