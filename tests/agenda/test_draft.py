"""The draft: sessions in their order, of the event alone, with their rooms and people."""

import pytest
from sqlalchemy.orm import Session

from eventapp.agenda import queries
from eventapp.agenda.models import SessionPart
from tests.agenda.test_programme import make_item, make_room
from tests.factories.agenda import edit_session, make_session
from tests.factories.events import make_event
from tests.factories.people import make_person

pytestmark = pytest.mark.on_sqlite


def test_a_session_is_found_at_its_own_event_alone(session: Session) -> None:
    event, other = make_event(session), make_event(session, slug="autumn")
    item, room = make_session(session, event, "Talk"), make_room(session, event)

    assert queries.draft_session(session, event, item.public_id) is item
    assert queries.draft_session(session, other, item.public_id) is None
    assert queries.room(session, other, room.public_id) is None
    assert queries.titles(session, event, [item.id]) == {item.id: item.title}
    assert queries.titles(session, other, [item.id]) == {}


def test_people_and_further_rooms_stand_with_their_session_in_order(session: Session) -> None:
    event = make_event(session)
    rooms = [make_room(session, event, name) for name in ("A", "B", "C")]
    people = [make_person(session, event, family_name=name) for name in ("Zoe", "Ada")]
    item, other = make_item(session, event, rooms[0]), make_item(session, event, None)
    edit_session(
        session,
        item,
        further_rooms=rooms[:0:-1],
        people=[(person, SessionPart.SPEAKER) for person in people],
    )
    session.flush()

    roles = queries.roles_of(session, [item, other])
    assert [role.person for role in roles[item.id]] == people
    assert other.id not in roles
    assert set(queries.further_rooms(session, [item])[item.id]) == set(rooms[1:])


def test_a_list_goes_on_behind_the_last_that_was_read(session: Session) -> None:
    event = make_event(session)
    made = [make_session(session, event, title) for title in ("A", "B", "C")]

    first = queries.sessions_after(session, event, 0, 2)

    assert list(first) == made[:2]
    assert list(queries.sessions_after(session, event, first[-1].id, 2)) == made[2:]
