"""Records of any kind: found at their own event alone, and a list goes on behind its last."""

import pytest
from sqlalchemy.orm import Session

from eventapp.agenda.models import Room
from eventapp.workflows.records import after, find, find_public
from tests.factories.agenda import make_room
from tests.factories.events import make_event

pytestmark = pytest.mark.on_sqlite


def test_a_record_of_another_event_is_not_found(session: Session) -> None:
    event, other = make_event(session), make_event(session, slug="autumn")
    room = make_room(session, event)

    assert find(session, event, Room, room.id) is room
    assert find(session, other, Room, room.id) is None
    assert find_public(session, event, Room, room.public_id) is room
    assert find_public(session, other, Room, room.public_id) is None


def test_a_list_goes_on_behind_the_last_that_was_read(session: Session) -> None:
    event = make_event(session)
    made = [make_room(session, event, name) for name in ("A", "B", "C")]

    assert list(after(session, event, Room, 0, 2)) == made[:2]
    assert list(after(session, event, Room, made[1].id, 2)) == made[2:]
