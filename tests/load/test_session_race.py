"""Forty participants sign up at once for ten places at a session, on both databases."""

import threading
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.registration import queries
from eventapp.registration.models import Registration, SessionPlace, SessionPlaceState
from eventapp.registration.services import places, session_places
from tests.factories.events import NOON, make_event_with_category
from tests.factories.registrations import SOMEBODY, make_registration
from tests.factories.sessions import make_workshop, release
from tests.load.test_seat_race import slowly, unlock_sqlite

pytestmark = [
    pytest.mark.load,
    pytest.mark.timeout(120),
    pytest.mark.usefixtures("apart"),
]
PEOPLE, PLACES = 40, 10


def all_at_once(app: Flask, session: Session) -> None:
    """Let everybody sign up at the same moment, each in a transaction of their own."""
    event, category = make_event_with_category(session)
    item = make_workshop(session, event, places=PLACES)
    release(session, event)
    people = [
        make_registration(session, event, category, f"P{n}", email=f"p{n}@example.org").id
        for n in range(PEOPLE)
    ]
    key, event_id = item.public_id, event.id
    session.commit()
    with app.app_context():
        engine = db.engine
    gate = threading.Barrier(PEOPLE)

    def act(number: int) -> None:
        gate.wait()
        with Session(engine) as own:
            here, registration = own.get_one(Event, event_id), own.get_one(Registration, number)
            session_places.sign_up(own, registration, here, key, by=SOMEBODY, now=NOON)
            own.commit()

    threads = [threading.Thread(target=act, args=(number,)) for number in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def given(session: Session) -> list[SessionPlace]:
    """Return the places given, in the order of their numbers."""
    session.expire_all()
    return list(session.scalars(select(SessionPlace).order_by(SessionPlace.queue_no)))


def test_ten_places_are_given_ten_times_and_thirty_wait_in_order(
    app: Flask, session: Session
) -> None:
    all_at_once(app, session)

    bookings = given(session)
    assert [booking.queue_no for booking in bookings] == list(range(1, PEOPLE + 1))
    first, rest = bookings[:PLACES], bookings[PLACES:]
    assert {booking.state for booking in first} == {SessionPlaceState.CONFIRMED}
    assert {booking.state for booking in rest} == {SessionPlaceState.WAITING}


def test_without_the_lock_places_at_sessions_are_given_twice(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_lock(*_: Any) -> None:
        return None

    monkeypatch.setattr(places, "lock", no_lock)
    monkeypatch.setattr(queries, "offered", slowly(queries.offered))
    if session.get_bind().dialect.name == "sqlite":
        unlock_sqlite(app)

    all_at_once(app, session)

    confirmed = [
        booking for booking in given(session) if booking.state is SessionPlaceState.CONFIRMED
    ]
    assert len(confirmed) > PLACES
