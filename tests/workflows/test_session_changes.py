"""A session that people have booked is changed: freed places are given, whoever changes it."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from eventapp.agenda.models import SessionPart
from eventapp.agenda.services import SessionChange
from eventapp.registration import queries
from eventapp.registration.errors.sessions import RoomTooSmall
from eventapp.registration.models import PlaceAfter, SessionPlaceState, State
from eventapp.registration.services.contributors import admit
from eventapp.workflows.session_changes import change_session, remove_session
from eventapp.workflows.substitution import Wish, substitute
from tests.agenda.test_programme import make_room
from tests.factories.agenda import edit_session
from tests.factories.events import NOON, make_event_with_category
from tests.factories.people import make_person
from tests.factories.registrations import SOMEBODY, make_registration
from tests.factories.sessions import make_workshop, release, sign_up


def test_more_places_go_to_who_waits_and_a_smaller_room_is_asked_about(session: Session) -> None:
    event, category = make_event_with_category(session)
    item = make_workshop(session, event, places=1)
    release(session, event)
    people = [make_registration(session, event, category, name) for name in ("Ada", "Bob")]
    first, second = (sign_up(session, registration, item) for registration in people)
    assert second.state is SessionPlaceState.WAITING

    more = replace(SessionChange.of(session, item), places=2)
    change_session(session, item, more, by=SOMEBODY, now=NOON)

    assert (first.state, second.state) == (SessionPlaceState.CONFIRMED,) * 2
    closet = make_room(session, event, "Closet")
    closet.seats = 1
    into = replace(SessionChange.of(session, item), room=closet)
    session.commit()
    with pytest.raises(RoomTooSmall):
        change_session(session, item, into, by=SOMEBODY, now=NOON)
    session.rollback()
    change_session(session, item, into, accept_fewer_seats=True, by=SOMEBODY, now=NOON)
    assert item.room is closet


def test_a_place_that_was_to_end_in_five_minutes_ends_with_the_deleted_session(
    session: Session,
) -> None:
    event, _category = make_event_with_category(session)
    item = make_workshop(session, event, title="Draft")
    lee, may = (make_person(session, event, family_name=name) for name in ("Lee", "May"))
    edit_session(session, item, people=[(lee, SessionPart.SPEAKER)])
    place = admit(session, event, lee, by=SOMEBODY, now=NOON).registration
    wish = Wish(part=SessionPart.SPEAKER, former=lee, successor=may, place=PlaceAfter.CANCELLED)
    substitute(session, event, item, wish, by=SOMEBODY, now=NOON)
    session.commit()

    remove_session(session, item, seen=item.version, by=SOMEBODY, now=NOON)

    assert place.state is State.CANCELLED
    left = queries.without_part(session, event)
    assert [registration.person_id for registration in left] == [may.id]
