"""The demo's contributors are participants; one was replaced, and hands still have to print."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.people.models import Person
from eventapp.registration import queries
from eventapp.registration.models import HandTask, State, Substitution
from tests.factories.demo import demo_event
from tests.factories.events import NOON

pytestmark = [pytest.mark.demo(now=NOON), pytest.mark.on_sqlite]


def test_whoever_agreed_has_a_place_but_for_the_real_openers(session: Session) -> None:
    event = demo_event(session)

    lacking = {person.family_name for person in queries.without_place(session, event)}

    assert lacking == {"Zypries", "Gallezot"}
    assert len(queries.contributing(session, event)) > 10
    assert queries.without_part(session, event) == []


def test_one_substitution_is_told_of_and_still_to_be_printed(session: Session) -> None:
    made = session.scalars(select(Substitution)).unique().one()

    assert (made.is_waiting, made.undone_at) == (False, None)
    assert made.done == [HandTask.MODERATOR.value]
    assert (made.former.family_name, made.release_no) == ("Martineau", 3)
    former = session.scalars(select(Person).where(Person.family_name == "Martineau")).one()
    assert queries.of_person(session, former) is None
    assert made.successor is not None
    place = queries.of_person(session, made.successor)
    assert place is not None
    assert (place.state, place.contributes) == (State.CONFIRMED, True)
