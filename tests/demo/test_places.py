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


def test_whoever_agreed_has_a_place_and_the_real_openers_are_written_to_by_nobody(
    session: Session,
) -> None:
    event = demo_event(session)

    assert queries.without_place(session, event) == []
    placed = {each.family_name: each.reached_at for each in queries.contributing(session, event)}
    assert len(placed) > 10
    assert {placed["Zypries"], placed["Gallezot"]} == {None}
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
