"""What cannot stand in the draft: read from the database, cancelled and unscheduled left out."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from eventapp.agenda.queries.problems import clashes_ahead, clashes_of_draft, clashing
from eventapp.agenda.services import RoleChange
from tests.agenda.test_programme import make_item, make_room
from tests.factories.agenda import edit_session
from tests.factories.events import make_event
from tests.factories.people import make_person

pytestmark = pytest.mark.on_sqlite


def test_a_room_taken_twice_is_a_clash_until_one_is_cancelled(session: Session) -> None:
    event = make_event(session)
    room = make_room(session, event)
    first, second = (make_item(session, event, room, title) for title in ("A", "B"))

    (clash,) = clashes_of_draft(session, event)
    assert (clash.reason, set(clash.sessions)) == ("room", {first.id, second.id})
    sessions, people = clashing(session, [clash])
    assert (set(sessions), people) == ({first.id, second.id}, {})

    second.cancelled = True
    session.flush()
    assert clashes_of_draft(session, event) == []


def test_a_room_too_small_is_a_clash(session: Session) -> None:
    event = make_event(session)
    item = make_item(session, event, make_room(session, event))
    edit_session(session, item, expected=11)

    assert [clash.reason for clash in clashes_of_draft(session, event)] == ["seats"]


def test_what_would_stand_is_judged_by_the_same_rules(session: Session) -> None:
    event = make_event(session)
    room = make_room(session, event)
    both = [make_item(session, event, room, title) for title in ("A", "B")]

    assert [clash.reason for clash in clashes_ahead(session, event, both, {})] == ["room"]
    assert clashes_ahead(session, event, both[:1], {}) == []


def test_a_part_of_somebody_who_is_not_there_then_is_a_clash_before_and_after_it_is_saved(
    session: Session,
) -> None:
    event = make_event(session)
    item = make_item(session, event, make_room(session, event))
    assert item.starts_at
    early = (item.starts_at - timedelta(hours=3), item.starts_at - timedelta(hours=1))
    ada = make_person(session, event, family_name="Ada", availability=(early,))
    edit_session(session, item, people=[RoleChange.new(ada)])

    (clash,) = clashes_of_draft(session, event)
    assert (clash.reason, clash.sessions, clash.person) == ("away", (item.id,), ada.id)
    assert clashes_ahead(session, event, [item], {item: [ada]}) == [clash]
