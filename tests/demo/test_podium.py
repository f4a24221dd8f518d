"""What the demo's podium is told is of its own people and sessions."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.demo.podium import PRONOUNCED, QUESTIONS, RUNNING_ORDERS
from eventapp.people.models import Person
from eventapp.podium import queries
from tests.factories.demo import demo_event
from tests.factories.events import NOON

pytestmark = pytest.mark.on_sqlite


@pytest.mark.demo(now=NOON)
def test_names_are_those_of_the_cast_and_orders_those_of_sessions(session: Session) -> None:
    event = demo_event(session)
    persons = session.scalars(select(Person).where(Person.pronunciation != "")).all()
    stages = queries.stages(session, event)

    assert {person.family_name for person in persons} == set(PRONOUNCED)
    assert all(person.phone for person in persons)
    assert sum(bool(stage.session.running_order) for stage in stages) == len(RUNNING_ORDERS)
    assert sum(bool(stage.session.questions) for stage in stages) == len(QUESTIONS)
