"""After a release people are told in steps: others write meanwhile, and nobody is told twice."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.mail.worker import in_a_transaction
from eventapp.registration import jobs
from eventapp.registration.models import Registration, SessionPlace, SessionPlaceState
from eventapp.registration.services import session_changes, session_places
from tests.agenda.test_files import somebody_writing_beside
from tests.agenda.test_releases import later
from tests.factories.apps import engine_of
from tests.factories.events import NOON
from tests.factories.sessions import give_up, make_workshop, news, release, sign_up
from tests.statements import counted

Person = Callable[[str], Registration]
NAMES = ("Ada", "Bob", "Cleo", "Dana", "Eve")


@pytest.fixture
def people(session: Session, event: Event, person: Person) -> list[Registration]:
    """Return five people of a session that moved, and one whose session stays."""
    moved = make_workshop(session, event, title="Lasers", places=9)
    stays = make_workshop(session, event, title="Optics", places=9, minutes=120)
    release(session, event)
    registrations = [person(name) for name in NAMES]
    for registration in registrations:
        sign_up(session, registration, moved)
    sign_up(session, person("Zoe"), stays)
    later(session, moved, 24)
    release(session, event)
    session.commit()
    return registrations


@pytest.mark.on_sqlite
def test_others_write_while_emails_are_made(
    session: Session, app: Flask, people: list[Registration]
) -> None:
    with somebody_writing_beside(app, "release.programme") as went, counted(app) as sent:
        in_a_transaction(engine_of(app), jobs.follow_programme)()

    assert went
    assert all(went)
    assert len([statement for statement in sent if statement.startswith("INSERT INTO email")]) == 1
    assert [news(session, registration) for registration in people] == [[["moved"]]] * len(people)
    assert set(session.scalars(select(SessionPlace.release_no))) == {2}


def test_killed_in_the_middle_it_goes_on_and_nobody_is_told_twice(
    session: Session, app: Flask, people: list[Registration], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "TOLD_AT_ONCE", 2)
    posts: list[str] = []

    def die_at_the_second(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if statement.startswith("INSERT INTO email"):
            posts.append(statement)
            if len(posts) == 2:
                raise KeyboardInterrupt

    with app.app_context():
        engine = db.engine
    sa.event.listen(engine, "after_cursor_execute", die_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        in_a_transaction(engine_of(app), jobs.follow_programme)()
    sa.event.remove(engine, "after_cursor_execute", die_at_the_second)
    numbers = [len(news(session, registration)) for registration in people]
    session.rollback()
    assert numbers == [1, 1, 0, 0, 0]

    for _ in range(2):
        in_a_transaction(engine_of(app), jobs.follow_programme)()

    assert [len(news(session, registration)) for registration in people] == [1] * 5


def test_who_changes_meanwhile_is_told_what_then_is_so(
    session: Session, event: Event, people: list[Registration]
) -> None:
    left = session_changes.left_to_do(session, event, now=NOON)
    assert left is not None
    place = session.scalars(select(SessionPlace).order_by(SessionPlace.id)).first()
    assert place is not None
    item = place.session_id
    ada, bob, cleo, *others = people
    row = session.get_one(type(make_workshop(session, event, title="Beside")), item)
    give_up(session, ada, row)
    bob.email = "bob.new@example.org"
    session.flush()

    session_changes.tell(session, event, left.number, left.tellings, now=NOON)
    session.flush()
    assert [len(news(session, registration)) for registration in (ada, bob, cleo, *others)] == [
        0,
        0,
        1,
        1,
        1,
    ]

    jobs.follow_programme(session, now=NOON)
    assert [len(news(session, registration)) for registration in people] == [0, 1, 1, 1, 1]


def test_a_release_made_meanwhile_is_told_instead(
    session: Session, event: Event, people: list[Registration]
) -> None:
    left = session_changes.left_to_do(session, event, now=NOON)
    assert left is not None
    release(session, event)

    session_changes.tell(session, event, left.number, left.tellings, now=NOON)
    assert [news(session, registration) for registration in people] == [[]] * len(people)

    jobs.follow_programme(session, now=NOON + timedelta(minutes=1))
    assert [news(session, registration) for registration in people] == [[["moved"]]] * len(people)


def test_many_places_that_free_are_given_in_steps(
    session: Session, event: Event, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_places, "AT_ONCE", 2)
    item = make_workshop(session, event, places=1)
    release(session, event)
    registrations = [person(name) for name in NAMES]
    for registration in registrations:
        sign_up(session, registration, item)
    item.places = 4

    assert len(session_places.serve(session, event, item, now=NOON)) == 2
    jobs.follow_programme(session, now=NOON)

    by_person = {
        booking.registration_id: booking.state for booking in session.scalars(select(SessionPlace))
    }
    assert [by_person[guest.id] for guest in registrations] == [SessionPlaceState.CONFIRMED] * 4 + [
        SessionPlaceState.WAITING
    ]
