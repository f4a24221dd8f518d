"""The numbers triggers keep: what every row counted one by one would give, whatever happened."""

import random
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.events.models import Category, Event
from eventapp.extensions import db
from eventapp.people.models import Organisation
from eventapp.people.services import add_organisation
from eventapp.registration import queries
from eventapp.registration.jobs import put_numbers_together
from eventapp.registration.models import Registration, RegistrationTally, State
from eventapp.registration.queries import Search
from eventapp.registration.services.erasure import forget_person
from eventapp.scope import Scope
from tests.factories.events import NOON, make_category, make_event, make_event_with_category
from tests.factories.registrations import make_registration


def make_organisations(session: Session, event: Event) -> list[Organisation]:
    """Return two organisations of the event."""
    return [add_organisation(session, event, name=name) for name in ("Cap Digital", "BioM")]


def counted_one_by_one(session: Session, event: Event) -> dict[State, int]:
    """Return the number of registrations in each state, by looking at every row."""
    rows = select(Registration.state).where(
        Registration.event_id == event.id, Registration.erased_at.is_(None)
    )
    return dict(Counter(session.scalars(rows)))


def check(session: Session, event: Event, categories: list[Category]) -> None:
    """Compare what pages show with what the rows say."""
    scope = Scope(event.id)
    assert queries.counts(session, scope) == counted_one_by_one(session, event)
    for one in categories:
        for state in State:
            search = Search(states=(state,), categories=(one.key,))
            there = select(func.count(Registration.id)).where(
                Registration.category_id == one.id,
                Registration.state == state,
                Registration.erased_at.is_(None),
            )
            assert queries.found(session, scope, search)[1] == session.scalar(there)
    day = func.date(Registration.registered_at)
    days = select(day, func.count()).where(Registration.event_id == event.id).group_by(day)
    found = {str(date): number for date, number in session.execute(days)}
    assert queries.per_day(session, event, since=NOON - timedelta(days=400)) == found


def test_numbers_are_right_after_anything_that_can_happen_to_a_registration(
    session: Session,
) -> None:
    chance = random.Random(7)  # noqa: S311  (no secret)
    event = make_event(session)
    other = make_event(session, slug="autumn")
    make_registration(session, other, make_category(session, other))
    categories = [make_category(session, event), make_category(session, event, key="press")]
    houses = [None, *make_organisations(session, event)]
    live: list[Registration] = []
    for turn in range(120):
        act = chance.randrange(6)
        if act < 2 or not live:
            made = make_registration(session, event, chance.choice(categories), f"Person{turn}")
            made.registered_at = NOON - timedelta(hours=chance.randrange(99))
            live.append(made)
        one = chance.choice(live)
        if act == 2:
            one.state = chance.choice(list(State))
            one.queue_no = turn if one.state is State.WAITING else None
        elif act == 3:
            one.category = chance.choice(categories)
        elif act == 4:
            one.organisation = chance.choice(houses)
        elif act == 5 and turn % 3 == 0:
            live.remove(one)
            forget_person(one, now=NOON)
        session.flush()
        if turn % 20 == 0:
            put_numbers_together(session, now=NOON)
    session.flush()

    check(session, event, categories)
    put_numbers_together(session, now=NOON)
    check(session, event, categories)
    kinds = session.scalar(
        select(func.count()).where(
            RegistrationTally.event_id == event.id, RegistrationTally.number == 0
        )
    )
    assert kinds == 0


def test_a_kind_that_nobody_is_of_any_more_is_not_told(session: Session) -> None:
    event, category = make_event_with_category(session, places=1)
    make_registration(session, event, category, "Ada")
    late = make_registration(session, event, category, "Bob")
    assert queries.ledger(session, event).waiting == {category.id: 1}

    late.state = State.CANCELLED
    session.flush()

    assert queries.ledger(session, event).waiting == {}


def test_an_officer_sees_the_numbers_of_the_own_organisations(session: Session) -> None:
    event, category = make_event_with_category(session)
    own, foreign = make_organisations(session, event)
    for name, house in (("Ada", own), ("Bob", foreign), ("Cem", None)):
        make_registration(session, event, category, name).organisation = house
    session.flush()

    scope = Scope(event.id, frozenset({own.id}))
    assert queries.counts(session, scope) == {State.CONFIRMED: 1}
    assert queries.found(session, scope, Search())[1] == 1


def test_nothing_is_lost_when_rows_are_put_together_while_others_write(
    app: Flask, session: Session
) -> None:
    event, category = make_event_with_category(session)
    event_id, category_id = event.id, category.id
    session.commit()
    with app.app_context():
        engine = db.engine
    gate = threading.Barrier(5)

    def write(turn: int) -> None:
        gate.wait()
        for number in range(8):
            with Session(engine) as own:
                make_registration(
                    own,
                    own.get_one(Event, event_id),
                    own.get_one(Category, category_id),
                    f"P{turn}x{number}",
                )
                own.commit()

    def tidy() -> None:
        gate.wait()
        for _ in range(12):
            with Session(engine) as own:
                put_numbers_together(own, now=NOON)
                own.commit()

    with ThreadPoolExecutor(5) as pool:
        done = [pool.submit(write, turn) for turn in range(3)]
        done += [pool.submit(tidy) for _ in range(2)]
    for one in done:
        one.result()

    assert queries.counts(session, Scope(event_id)) == {State.CONFIRMED: 24}
