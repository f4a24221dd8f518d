"""Contingents: kept places, their release to the waiting lists, and what is foretold of it."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.events.models import Category, Event
from eventapp.mail.worker import in_a_transaction
from eventapp.registration import jobs
from eventapp.registration.errors import ReleasedAlready
from eventapp.registration.models import Contingent, ContingentShare, State
from eventapp.registration.services import contingents
from tests.factories.apps import engine_of
from tests.factories.events import NOON, make_category, make_event
from tests.factories.registrations import SOMEBODY, make_registration


def make_contingent(session: Session, event: Event, places: int, **changes: Any) -> Contingent:
    """Return a stored contingent."""
    contingent = Contingent(event=event, name="Pôles", places=places, **changes)
    session.add(contingent)
    session.flush()
    return contingent


def two_lists(session: Session) -> tuple[Event, Category, Category]:
    """Return an event of ten places with a German and a French category."""
    event = make_event(session, places=10)
    german = make_category(session, event, key="german")
    return event, german, make_category(session, event, key="french")


def test_kept_places_wait_for_those_they_are_kept_for(session: Session) -> None:
    event, german, french = two_lists(session)
    kept = make_contingent(session, event, 4, country="FR")

    germans = [make_registration(session, event, german, f"G{n}") for n in range(8)]
    late = make_registration(session, event, french, "Zoe", country="FR")

    assert [registration.state for registration in germans] == [State.CONFIRMED] * 6 + [
        State.WAITING
    ] * 2
    assert (late.state, late.contingent_id) == (State.CONFIRMED, kept.id)


def test_a_release_gives_each_list_its_share_and_the_rest_to_who_is_next(
    session: Session,
) -> None:
    event, german, french = two_lists(session)
    kept = make_contingent(session, event, 5, country="CH")
    for category, percent in ((german, 60), (french, 40)):
        session.add(ContingentShare(contingent=kept, category=category, percent=percent))
    germans = [make_registration(session, event, german, f"G{n}") for n in range(9)]
    french_ones = [
        make_registration(session, event, french, f"F{n}", country="FR") for n in range(4)
    ]
    foretold = contingents.forecast(session, event, kept)

    served = contingents.release(session, kept, event, by=SOMEBODY, now=NOON)

    assert [(share.places, share.waiting) for share in foretold.shares] == [(3, 4), (2, 4)]
    assert served == germans[5:8] + french_ones[:2]
    assert (kept.places, kept.released_at) == (0, NOON)
    with pytest.raises(ReleasedAlready):
        contingents.release(session, kept, event, by=SOMEBODY, now=NOON)


def test_a_list_shorter_than_its_share_leaves_places_to_the_others(session: Session) -> None:
    event, german, french = two_lists(session)
    kept = make_contingent(session, event, 4, country="CH")
    session.add(ContingentShare(contingent=kept, category=french, percent=100))
    germans = [make_registration(session, event, german, f"G{n}") for n in range(8)]

    served = contingents.release(session, kept, event, by=SOMEBODY, now=NOON)

    assert served == germans[6:]


def test_what_is_foretold_of_a_release_is_what_it_does(session: Session) -> None:
    event = make_event(session, places=8)
    small = make_category(session, event, key="small", places=2)
    german = make_category(session, event, key="german")
    french = make_category(session, event, key="french")
    kept = make_contingent(session, event, 5, country="CH")
    for category, percent in ((small, 60), (french, 40)):
        session.add(ContingentShare(contingent=kept, category=category, percent=percent))
    for number in range(3):
        for category in (small, german, french):
            make_registration(session, event, category, f"{category.key}{number}")
    foretold = contingents.forecast(session, event, kept)

    served = contingents.release(session, kept, event, by=SOMEBODY, now=NOON)

    categories = [registration.category for registration in served]
    assert [(share.category, share.served) for share in foretold.shares] == [
        (category, categories.count(category)) for category in (small, french)
    ]
    assert foretold.others == categories.count(german) > 0
    assert len(served) + foretold.open_to_all == foretold.unused == 5


def test_a_category_with_a_limit_grows_by_its_share(session: Session) -> None:
    event = make_event(session, places=10)
    small = make_category(session, event, key="small", places=1)
    kept = make_contingent(session, event, 4, country="CH")
    session.add(ContingentShare(contingent=kept, category=small, percent=50))
    people = [make_registration(session, event, small, f"P{n}") for n in range(4)]

    served = contingents.release(session, kept, event, by=SOMEBODY, now=NOON)

    assert (small.places, served) == (3, people[1:3])


def test_the_day_of_release_comes_by_itself_and_once(session: Session) -> None:
    event, german, _ = two_lists(session)
    kept = make_contingent(session, event, 10, country="CH", release_at=NOON + timedelta(days=1))
    waiting = make_registration(session, event, german, "Ada")

    jobs.tend(session, now=NOON)
    before = waiting.state
    jobs.tend(session, now=NOON + timedelta(days=1))
    jobs.tend(session, now=NOON + timedelta(days=2))

    assert (before, waiting.state) == (State.WAITING, State.CONFIRMED)
    assert kept.released_at == NOON + timedelta(days=1)


def test_the_clock_does_it_in_a_transaction_of_its_own(app: Flask, session: Session) -> None:
    event, german, _ = two_lists(session)
    kept = make_contingent(session, event, 10, country="CH", release_at=clock.now())
    make_registration(session, event, german, "Ada")
    session.commit()

    in_a_transaction(engine_of(app), jobs.tend)()

    session.expire_all()
    assert kept.released_at is not None
