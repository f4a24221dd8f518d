"""Whom a part is given to may be elsewhere at that time: the database says where."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from eventapp.agenda.models import ContributorState
from eventapp.agenda.queries.casting import away, busy
from eventapp.agenda.services import RoleChange
from tests.factories.agenda import edit_session, make_session
from tests.factories.events import NOON, make_event
from tests.factories.people import make_person

pytestmark = pytest.mark.on_sqlite
HOUR = timedelta(hours=1)


def test_who_speaks_elsewhere_meanwhile_is_busy_and_who_speaks_right_before_is_not(
    session: Session,
) -> None:
    event = make_event(session)
    ada, bob = (make_person(session, event, family_name=name) for name in ("Ada", "Bob"))
    item = make_session(session, event, "Panel", starts_at=NOON, ends_at=NOON + HOUR)
    half = NOON + HOUR / 2
    other = make_session(
        session, event, "Talk", starts_at=half, ends_at=half + HOUR, people=[(ada,)]
    )
    make_session(session, event, "Before", starts_at=NOON - HOUR, ends_at=NOON, people=[(bob,)])
    session.flush()

    assert busy(session, item, [ada.id, bob.id]) == {ada.id: other}
    assert busy(session, item, [bob.id]) == {}


def test_a_part_declined_or_of_a_cancelled_session_keeps_nobody_busy(session: Session) -> None:
    event = make_event(session)
    ada = make_person(session, event, family_name="Ada")
    times = {"starts_at": NOON, "ends_at": NOON + HOUR}
    item = make_session(session, event, "Panel", **times)
    other = make_session(session, event, "Talk", people=[(ada,)], **times)
    session.flush()
    assert busy(session, item, [ada.id]) == {ada.id: other}

    declined = replace(RoleChange.new(ada), state=ContributorState.DECLINED)
    edit_session(session, other, people=[declined])
    session.flush()
    assert busy(session, item, [ada.id]) == {}

    edit_session(session, other, people=[RoleChange.new(ada)])
    other.cancelled = True
    session.flush()
    assert busy(session, item, [ada.id]) == {}


def test_a_block_and_its_talks_are_one_thing_and_without_a_time_nobody_is_busy(
    session: Session,
) -> None:
    event = make_event(session)
    ada = make_person(session, event, family_name="Ada")
    times = {"starts_at": NOON, "ends_at": NOON + HOUR}
    block = make_session(session, event, "Block", **times)
    talk = make_session(session, event, "Talk", block=block, people=[(ada,)], **times)
    unscheduled = make_session(session, event, "Some day")
    session.flush()

    assert talk.block_id == block.id
    assert busy(session, block, [ada.id]) == {}
    assert busy(session, unscheduled, [ada.id]) == {}


def test_who_said_otherwise_is_away_and_without_a_time_nobody_is(session: Session) -> None:
    event = make_event(session)
    ada = make_person(session, event, family_name="Ada", availability=((NOON, NOON + HOUR),))
    bob = make_person(session, event, family_name="Bob")
    both = [ada.id, bob.id]
    item = make_session(session, event, "Panel", starts_at=NOON, ends_at=NOON + HOUR)
    later = make_session(session, event, "Late", starts_at=NOON + HOUR / 2, ends_at=NOON + 2 * HOUR)
    unscheduled = make_session(session, event, "Some day")
    session.flush()

    assert away(session, event, item, both) == frozenset()
    assert away(session, event, later, both) == {ada.id}
    assert away(session, event, unscheduled, both) == frozenset()
