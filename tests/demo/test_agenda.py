"""The demo's programme: announced, and once more after a room was too small."""

import pytest
from sqlalchemy.orm import Session

from eventapp.agenda import queries as agenda
from eventapp.agenda.programme import outermost
from eventapp.demo import programme
from eventapp.events.models import Event
from tests.factories.demo import demo_event
from tests.factories.events import NOON


@pytest.fixture
def event(session: Session) -> Event:
    """Return the event of the whole demo, loaded at NOON."""
    return demo_event(session)


@pytest.mark.demo(now=NOON)
@pytest.mark.on_sqlite
def test_a_larger_room_was_found_and_the_programme_has_no_clash(
    session: Session, event: Event
) -> None:
    shown = agenda.released(session, event)
    room = next(item.room for item in shown.items if "Regionen" in item.title.into("de"))

    assert len(outermost(shown.items)) == len(programme.SESSIONS) == 10
    assert len(shown.items) == 10 + sum(len(planned.talks) for planned in programme.SESSIONS) > 10
    assert room is not None
    assert room.name.into("de") == "Eichensaal"
    assert agenda.clashes_of_draft(session, event) == []
