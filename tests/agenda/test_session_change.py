"""What always holds of a session, whoever edits it."""

from dataclasses import replace
from datetime import timedelta, timezone
from typing import Any

import pytest
from sqlalchemy.orm import Session

from eventapp.agenda.errors import EndsBeforeStart, EndsWithoutStart, GuestListOnly
from eventapp.agenda.models import Rule, SessionKind, SessionPart
from eventapp.agenda.services import RoleChange, SessionChange
from tests.agenda.test_programme import START, make_item, make_room
from tests.factories.agenda import edit_session
from tests.factories.events import make_event
from tests.factories.people import make_person

pytestmark = pytest.mark.on_sqlite
HOUR = timedelta(hours=1)
AN_HOUR = SessionChange(starts_at=START, ends_at=START + HOUR)


def test_session_at_another_time_keeps_its_length_and_has_no_end_without_a_beginning() -> None:
    later = AN_HOUR.begun_at(START + 3 * HOUR)

    assert (later.starts_at, later.ends_at) == (START + 3 * HOUR, START + 4 * HOUR)
    assert AN_HOUR.begun_at(None) == SessionChange()
    assert replace(AN_HOUR, ends_at=None).begun_at(START + HOUR).ends_at is None


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"ends_at": START}, EndsBeforeStart),
        ({"starts_at": None}, EndsWithoutStart),
        ({"sign_up": True, "restricted": True}, GuestListOnly),
    ],
)
def test_what_no_session_can_be_is_refused(
    fields: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        replace(AN_HOUR, **fields).check()


def test_what_means_the_same_is_stored_alike(session: Session) -> None:
    event = make_event(session)
    aula, hall = make_room(session, event), make_room(session, event, "Hall")
    item, other = make_item(session, event, aula), make_item(session, event, hall)
    ada = make_person(session, event, family_name="Lovelace")

    moderates, speaks = RoleChange(person=ada, part=SessionPart.MODERATOR), RoleChange(person=ada)
    change = SessionChange(
        kind=SessionKind.BLOCKER,
        room=aula,
        further_rooms=(hall, aula, hall),
        starts_at=START.astimezone(timezone(2 * HOUR)),
        rules=((Rule.AFTER, other), (Rule.AFTER, item), (Rule.AFTER, other)),
        people=(moderates, speaks, moderates, RoleChange(), RoleChange()),
    ).settled(item)

    assert (change.public, change.further_rooms) == (False, (hall,))
    assert change.starts_at is not None
    assert change.starts_at.utcoffset() == timedelta()
    assert (change.rules, change.people) == (
        ((Rule.AFTER, other),),
        (moderates, speaks, RoleChange(), RoleChange()),
    )


def test_session_is_read_as_the_change_that_would_write_it(session: Session) -> None:
    event = make_event(session)
    aula, hall = make_room(session, event), make_room(session, event, "Hall")
    item, other = make_item(session, event, aula), make_item(session, event, hall)
    ada = make_person(session, event, family_name="Lovelace")
    parts = [RoleChange(person=ada, part=SessionPart.MODERATOR, announced=True)]
    fields: dict[str, Any] = {"languages": ["fr", "de"], "further_rooms": [hall], "people": parts}
    edit_session(session, item, rules=[(Rule.SAME_DAY, other)], places=4, sign_up=True, **fields)

    change = SessionChange.of(session, item)

    assert change == change.settled(item)
    assert (change.languages, change.further_rooms) == (("fr", "de"), (hall,))
    assert (change.people, change.rules) == (tuple(parts), ((Rule.SAME_DAY, other),))
