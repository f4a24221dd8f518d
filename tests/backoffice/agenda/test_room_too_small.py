"""A session goes into a room with fewer seats than people signed up only if that is confirmed."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession
from eventapp.backoffice.agenda.forms import slot_seen
from eventapp.registration import queries
from eventapp.registration.models import SessionPlaceState
from tests.agenda.test_programme import make_room
from tests.backoffice.sending import send
from tests.factories.accounts import make_member, make_token, sign_in
from tests.factories.events import NOON, make_event_with_category
from tests.factories.registrations import make_registration
from tests.factories.sessions import make_workshop, release, sign_up

pytestmark = pytest.mark.on_sqlite
EDITOR = "/spring/manage/agenda"
SENTENCE = "3 people have booked, the room seats 2."
TIMES = {"starts_at": "2027-04-15T11:00", "ends_at": "2027-04-15T12:00"}


class Full:
    """A session in a room of ten that three signed up for, and a room of two."""

    def __init__(self, session: Session) -> None:
        self.event, category = make_event_with_category(session)
        self.item = make_workshop(session, self.event, title="Lasers", places=None)
        self.small = make_room(session, self.event, "Closet")
        self.small.seats = 2
        release(session, self.event)
        people = [
            make_registration(session, self.event, category, name)
            for name in ("Ada", "Bob", "Cleo", "Dora")
        ]
        self.last = people.pop()
        for registration in people:
            sign_up(session, registration, self.item)
        session.commit()
        self.key, self.room = self.item.public_id, self.small.public_id
        self.seen = slot_seen(self.item)


@pytest.fixture
def full(session: Session) -> Full:
    """Return that event."""
    return Full(session)


@pytest.fixture
def organiser(client: FlaskClient, session: Session, full: Full) -> FlaskClient:
    """Return an organiser's browser."""
    sign_in(session, client, make_member(session, full.event))
    session.commit()
    return client


def stands_in(session: Session, full: Full) -> str:
    """Return the name of the session's room in the draft."""
    session.expire_all()
    item = session.get_one(AgendaSession, full.item.id)
    assert queries.counted_at(session, item) == (3, 0)
    room = "Closet" if item.room_id == full.small.id else "elsewhere"
    session.rollback()
    return room


def test_editor_holds_a_move_back_with_the_numbers_until_it_is_confirmed(
    organiser: FlaskClient, session: Session, full: Full
) -> None:
    page, to = f"{EDITOR}?session={full.key}&lang=en", f"{EDITOR}/{full.key}/move?lang=en"
    fields = {"seen": full.seen, "room": full.room, **TIMES}

    status, text = send(organiser, page, f"{to}&session={full.key}", **fields)

    assert (status, SENTENCE in text) == (422, True)
    assert 'name="accept_fewer_seats"' in text
    assert stands_in(session, full) == "elsewhere"
    assert send(organiser, page, to, **fields, accept_fewer_seats="y")[0] == 303
    assert stands_in(session, full) == "Closet"


def test_move_with_handle_or_keys_opens_the_question_too(
    organiser: FlaskClient, session: Session, full: Full
) -> None:
    to = f"{EDITOR}/{full.key}/move?lang=en"

    status, text = send(organiser, f"{EDITOR}/add", to, seen=full.seen, room=full.room, **TIMES)

    assert (status, SENTENCE in text) == (422, True)
    assert 'id="side"' in text
    assert stands_in(session, full) == "elsewhere"


def test_form_of_the_session_asks_too(organiser: FlaskClient, session: Session, full: Full) -> None:
    page = f"{EDITOR}/{full.key}?lang=en"
    fields = {"title-en": "Lasers", "kind": "talk", "public": "y", "sign_up": "y", **TIMES}
    assert 'name="accept_fewer_seats"' not in organiser.get(page).text

    status, text = send(organiser, page, room=full.room, **fields)

    assert (status, SENTENCE in text) == (422, True)
    assert send(organiser, page, room=full.room, **fields, accept_fewer_seats="y")[0] == 303
    assert stands_in(session, full) == "Closet"


def test_program_is_told_the_numbers_and_how_to_insist(
    client: FlaskClient, session: Session, full: Full
) -> None:
    token = make_token(session, full.event)
    headers = {"Authorization": f"Bearer {token}", "Accept-Language": "en"}
    session.commit()
    address = f"/api/v1/events/spring/sessions/{full.key}"

    def change(**given: object) -> tuple[int, Any]:
        tag = client.get(address, headers=headers).headers["ETag"]
        answer = client.patch(address, json=given, headers={**headers, "If-Match": tag})
        return answer.status_code, answer.json

    status, problem = change(room=full.room)
    assert (status, SENTENCE in problem["detail"]) == (409, True)
    assert stands_in(session, full) == "elsewhere"
    status, refused = change(room=full.room, accept_fewer_seats=True)
    assert (status, refused["room"]) == (200, full.room)
    assert change(title={"en": "Still there"})[0] == 200


def test_nobody_loses_a_place_in_the_smaller_room_and_nobody_new_gets_one(
    organiser: FlaskClient, session: Session, full: Full
) -> None:
    fields = {"seen": full.seen, "room": full.room, **TIMES, "accept_fewer_seats": "y"}
    assert send(organiser, f"{EDITOR}/add", f"{EDITOR}/{full.key}/move", **fields)[0] == 303
    session.rollback()
    session.expire_all()
    release(session, full.event)

    place = sign_up(session, full.last, full.item)

    assert place.state is SessionPlaceState.WAITING
    assert queries.counted_at(session, full.item) == (3, 1)


def test_places_set_by_hand_do_not_follow_the_room_and_the_refusal_says_so(
    organiser: FlaskClient, session: Session, full: Full
) -> None:
    full.item.places = 8
    session.commit()
    fields = {"seen": full.seen, "room": full.room, **TIMES}
    to = f"{EDITOR}/{full.key}/move?lang=en"

    _, text = send(organiser, f"{EDITOR}/add", to, **fields)
    assert "Its 8 places were set by hand and remain unchanged." in text
    assert send(organiser, f"{EDITOR}/add", to, **fields, accept_fewer_seats="y")[0] == 303
    session.rollback()
    session.expire_all()
    release(session, full.event)
    (offered,) = queries.offered(session, full.last, full.event, now=NOON)
    assert (offered.most, offered.free) == (8, 5)


def test_release_warns_of_a_room_that_is_too_small_however_that_came(
    organiser: FlaskClient, session: Session, full: Full
) -> None:
    assert full.item.room is not None
    full.item.room.seats = 2
    session.commit()

    page = organiser.get(f"{EDITOR}/release?lang=en").text

    warning = page[page.index("In one session there are more people than seats") :]
    assert "Lasers</a>: 3 booked, 2 seats" in warning
