"""The numbers on pages: what every row counted one by one gives, whatever happened."""

import random
from collections import Counter
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.events.models import Category, Event
from eventapp.people.models import Organisation
from eventapp.registration import queries
from eventapp.registration.models import Registration, State
from eventapp.registration.queries import Search
from eventapp.registration.services.erasure import forget_person
from eventapp.scope import Scope
from tests.factories.events import NOON, make_category, make_event, make_event_with_category
from tests.factories.people import make_organisation
from tests.factories.registrations import make_registration


def make_organisations(session: Session, event: Event) -> list[Organisation]:
    """Return two organisations of the event."""
    return [make_organisation(session, event, name) for name in ("Cap Digital", "BioM")]


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
    for category in categories:
        for state in State:
            search = Search(states=(state,), categories=(category.key,))
            there = select(func.count(Registration.id)).where(
                Registration.category_id == category.id,
                Registration.state == state,
                Registration.erased_at.is_(None),
            )
            assert queries.matching(session, scope, search)[1] == session.scalar(there)
    days = [(NOON - timedelta(days=ago)).date() for ago in range(6, -1, -1)]
    made = session.scalars(select(Registration.registered_at).where(Registration.event == event))
    dates = [moment.date() for moment in made]
    ended = [sum(date <= day for date in dates) for day in days]
    assert queries.totals(session, event, days) == ended


def test_numbers_are_right_after_anything_that_can_happen_to_a_registration(
    session: Session,
) -> None:
    chance = random.Random(7)  # noqa: S311  (no secret)
    event = make_event(session)
    other = make_event(session, slug="autumn")
    make_registration(session, other, make_category(session, other))
    categories = [make_category(session, event), make_category(session, event, key="press")]
    organisations = [None, *make_organisations(session, event)]
    live: list[Registration] = []
    for turn in range(120):
        act = chance.randrange(6)
        if act < 2 or not live:
            made = make_registration(session, event, chance.choice(categories), f"Person{turn}")
            made.registered_at = NOON - timedelta(hours=chance.randrange(99))
            live.append(made)
        registration = chance.choice(live)
        if act == 2:
            registration.state = chance.choice(list(State))
            registration.queue_no = turn if registration.state is State.WAITING else None
        elif act == 3:
            registration.category = chance.choice(categories)
        elif act == 4:
            registration.organisation = chance.choice(organisations)
        elif act == 5 and turn % 3 == 0:
            live.remove(registration)
            forget_person(registration, now=NOON)
        session.flush()
    session.flush()

    check(session, event, categories)


def test_a_kind_that_nobody_is_of_any_more_is_not_told(session: Session) -> None:
    event, category = make_event_with_category(session, places=1)
    make_registration(session, event, category, "Ada")
    late = make_registration(session, event, category, "Bob")
    assert queries.ledger(session, event).waiting == {category.id: 1}

    late.state = State.CANCELLED
    session.flush()

    assert queries.ledger(session, event).waiting == {}


def test_a_representative_sees_the_numbers_of_the_own_organisations(session: Session) -> None:
    event, category = make_event_with_category(session)
    own, foreign = make_organisations(session, event)
    for name, organisation in (("Ada", own), ("Bob", foreign), ("Cem", None)):
        make_registration(session, event, category, name).organisation = organisation
    session.flush()

    scope = Scope(event.id, frozenset({own.id}))
    assert queries.counts(session, scope) == {State.CONFIRMED: 1}
    assert queries.matching(session, scope, Search())[1] == 1
