"""Rooms: behind those there are, and one that is called again is the same and no longer away."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from eventapp.agenda.services.rooms import RoomChange, change_room, room_called
from eventapp.journal.services import SYSTEM
from tests.factories.agenda import make_room
from tests.factories.events import NOON, make_event

pytestmark = pytest.mark.on_sqlite


def test_a_new_room_stands_behind_those_there_are(session: Session) -> None:
    event = make_event(session)

    assert [make_room(session, event, name).position for name in "abc"] == [0, 1, 2]


def test_a_room_called_again_is_the_same_in_any_case_and_is_back(session: Session) -> None:
    event = make_event(session)
    aula = make_room(session, event, "Aula", active=False)

    assert room_called(session, event, "AULA", by=SYSTEM, now=NOON) is aula
    assert aula.active
    assert room_called(session, event, "Foyer", by=SYSTEM, now=NOON) is not aula


def test_a_change_that_changes_nothing_raises_no_version(session: Session) -> None:
    aula = make_room(session, make_event(session), seats=10)
    stood = aula.version

    change_room(session, aula, RoomChange.of(aula), by=SYSTEM, now=NOON)
    assert aula.version == stood
    change_room(session, aula, replace(RoomChange.of(aula), seats=11), by=SYSTEM, now=NOON)
    assert (aula.seats, aula.version) == (11, stood + 1)
