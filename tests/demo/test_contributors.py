"""The demo has contributors in every state, and those who do not exist say so."""

from collections import Counter

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import ContributorState
from eventapp.demo.contributors import CAST, NOTE
from eventapp.people.models import Person
from eventapp.speakers.open_points import PointKind
from eventapp.workflows.contributors import ContributorSearch, contributors
from tests.factories.demo import demo_event
from tests.factories.events import NOON

pytestmark = pytest.mark.on_sqlite
OPENERS = {"Zypries", "Gallezot"}


@pytest.mark.demo(now=NOON)
def test_every_state_is_there_and_somebody_is_late(session: Session) -> None:
    event = demo_event(session)

    listed = contributors(session, event, ContributorSearch(), now=NOON)

    assert listed.total == len(CAST) + len(OPENERS)
    assert {standing.value for standing in listed.by_standing} == {*ContributorState}
    assert listed.rows[0].points[0].kind is PointKind.ANSWER
    assert listed.rows[0].is_late
    assert any(row.complete for row in listed.rows)
    notes = Counter(session.scalars(select(Person.basis_note)))
    assert notes[NOTE] == len(CAST) + 1  # and who took over from one of them
    assert {row.person.family_name for row in listed.rows} > OPENERS
