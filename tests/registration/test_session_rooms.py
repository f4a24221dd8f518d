"""Another room for a session: refused where people with a place would have no seat."""

import pytest
from sqlalchemy.orm import Session

from eventapp.agenda.services import SessionChange
from eventapp.registration.errors.sessions import RoomTooSmall
from eventapp.registration.services.session_rooms import check_seats
from tests.factories.agenda import make_room
from tests.factories.events import make_event_with_category
from tests.factories.registrations import make_registration
from tests.factories.sessions import make_workshop, release, sign_up

pytestmark = pytest.mark.on_sqlite


def test_only_another_room_with_too_few_seats_is_refused(session: Session) -> None:
    event, category = make_event_with_category(session)
    item = make_workshop(session, event, places=5)
    release(session, event)
    for name in ("Ada", "Bob"):
        sign_up(session, make_registration(session, event, category, name), item)
    before = SessionChange.of(session, item)

    def move(seats: int | None) -> None:
        item.room = make_room(session, event, f"Room {seats}", seats=seats)
        session.flush()
        check_seats(session, item, before)

    move(2)
    move(None)
    with pytest.raises(RoomTooSmall, match="2 people"):
        move(1)
    check_seats(session, item, SessionChange.of(session, item))
