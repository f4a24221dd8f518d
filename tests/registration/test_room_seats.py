"""Sessions with more people signed up than their rooms have seats, and moves to such rooms."""

import pytest
from sqlalchemy.orm import Session

from eventapp.registration.queries.room_seats import too_full
from tests.factories.events import make_event_with_category
from tests.factories.registrations import make_registration
from tests.factories.sessions import make_workshop, release, sign_up

pytestmark = pytest.mark.on_sqlite


def test_a_session_is_too_full_above_its_seats_and_never_where_they_are_unknown(
    session: Session,
) -> None:
    event, category = make_event_with_category(session)
    item = make_workshop(session, event, places=5)
    release(session, event)
    for name in ("Ada", "Bob"):
        sign_up(session, make_registration(session, event, category, name), item)
    assert item.room is not None

    def found(seats: int | None) -> list[tuple[int, int]]:
        assert item.room is not None
        item.room.seats = seats
        session.flush()
        return [(many, seated) for _item, many, seated in too_full(session, event)]

    assert [found(seats) for seats in (2, 1, None)] == [[], [(2, 1)], []]
