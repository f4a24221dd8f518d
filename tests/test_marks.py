"""Marks of what pages are made of: the same while nothing changes, of one event alone."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from eventapp import marks
from eventapp.events.models import Event
from tests.factories.events import make_event

FACTS = marks.together(
    marks.fact("event", sa.func.coalesce(Event.revision, 0)).where(Event.id == marks.OF_EVENT),
    marks.fact(
        "places", sa.func.coalesce(Event.places, 0), kind=sa.func.coalesce(Event.id, 0)
    ).where(Event.id == marks.OF_EVENT),
)


def test_a_mark_changes_with_what_it_is_of_and_with_no_other_event(session: Session) -> None:
    event, other = make_event(session), make_event(session, slug="autumn")
    before = marks.read(session, FACTS, event.id)

    other.places = 7
    session.flush()
    assert marks.read(session, FACTS, event.id) == before

    event.places = 7
    session.flush()
    after = marks.read(session, FACTS, event.id)
    assert after != before
    assert len(after) == 2


@pytest.mark.on_sqlite
def test_an_event_that_is_not_there_has_an_empty_mark(session: Session) -> None:
    assert marks.read(session, FACTS, 404) == ()
