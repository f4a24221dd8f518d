"""The order of rooms and tracks: made by buttons, shown wherever rooms and tracks are."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda import queries, services
from eventapp.agenda.errors import ChangedMeanwhile
from eventapp.agenda.models import Room, Track
from eventapp.events.models import Event, Role
from eventapp.journal.models import Entry
from tests.agenda.test_programme import make_item
from tests.agenda.test_releases import release
from tests.backoffice.sending import send
from tests.factories.accounts import make_member, sign_in
from tests.factories.agenda import make_room
from tests.factories.events import NOON, make_event
from tests.factories.registrations import SOMEBODY

BUTTON = r'action="([^"]+/{}/{}/move-{})".*?name="version" value="(\d+)"'


@pytest.fixture
def event(session: Session, client: FlaskClient) -> Event:
    """Return an event whose programme editor is signed in, in English."""
    event = make_event(session)
    sign_in(session, client, make_member(session, event, Role.AGENDA))
    client.get("/lang/en")
    return event


def made(client: FlaskClient, session: Session, many: str, *names: str) -> list[int]:
    """Add rooms or tracks by their form, in this order; return their numbers."""
    for name in names:
        assert send(client, f"/spring/manage/{many}/add", **{"name-en": name})[0] == 303
    session.rollback()
    model: type[Any] = Room if many == "rooms" else Track
    numbers = list(session.scalars(select(model.id).order_by(model.id)))
    session.rollback()
    return numbers


def press(client: FlaskClient, many: str, moved: int, way: str) -> int:
    """Press the button of the list as it is shown; return the status."""
    page = f"/spring/manage/{many}/"
    shown = client.get(page).get_data(as_text=True)
    match = re.search(BUTTON.format(many, moved, way), shown, re.DOTALL)
    assert match
    return send(client, page, match[1], version=match[2])[0]


def names(client: FlaskClient, page: str) -> list[str]:
    """Return the names A, B and C in the order of a page's options or links."""
    text = client.get(page).get_data(as_text=True)
    return re.findall(r">(Alpha|Beta|Gamma)<", text)


@pytest.mark.parametrize("many", ["rooms", "tracks"])
def test_button_moves_one_place_and_the_ends_stay(
    client: FlaskClient, session: Session, event: Event, many: str
) -> None:
    alpha, _beta, gamma = made(client, session, many, "Alpha", "Beta", "Gamma")

    assert press(client, many, gamma, "up") == 303
    assert press(client, many, alpha, "up") == 303
    assert names(client, f"/spring/manage/{many}/") == ["Alpha", "Gamma", "Beta"]
    assert press(client, many, alpha, "down") == 303

    assert names(client, f"/spring/manage/{many}/") == ["Gamma", "Alpha", "Beta"]
    session.rollback()
    entries = session.scalars(select(Entry).where(Entry.action == "order-changed")).all()
    assert [(entry.object_kind, entry.object_label, entry.changes) for entry in entries] == [
        (many, "Gamma", {"from": 3, "to": 2}),
        (many, "Alpha", {"from": 1, "to": 2}),
    ]
    assert "moved in the list" in journal(client, session, event)


def journal(client: FlaskClient, session: Session, event: Event) -> str:
    """Return the activity log as an organiser reads it."""
    sign_in(session, client, make_member(session, event, Role.ORGANISER))
    return client.get("/spring/manage/activity-log").get_data(as_text=True)


def test_stale_button_moves_nothing(client: FlaskClient, session: Session, event: Event) -> None:
    alpha, beta = made(client, session, "rooms", "Alpha", "Beta")
    page = f"/spring/manage/rooms/{beta}"
    assert send(client, page, **{"name-en": "Beta", "seats": "9"})[0] == 303

    status, _text = send(client, page, f"{page}/move-up", version="1")

    assert status == 409
    session.rollback()
    assert [room.id for room in queries.rooms(session, event)] == [alpha, beta]


def test_organisers_kinds_have_no_order_of_their_own(client: FlaskClient, session: Session) -> None:
    event = make_event(session)
    sign_in(session, client, make_member(session, event))

    page = "/spring/manage/contributors/add"
    assert send(client, page, "/spring/manage/contributors/1/move-up", version="1")[0] == 404


def test_order_reaches_editor_programme_and_filters_with_the_next_version(
    client: FlaskClient, session: Session, event: Event
) -> None:
    rooms = made(client, session, "rooms", "Alpha", "Beta")
    tracks = made(client, session, "tracks", "Alpha", "Beta")
    for room, track in zip(rooms, tracks, strict=True):
        item = make_item(session, event, session.get_one(Room, room), f"Session {room}")
        item.track = session.get_one(Track, track)
    release(session, event)
    session.commit()
    assert filters(client) == {"room": ["Alpha", "Beta"], "track": ["Alpha", "Beta"]}

    editor = "/spring/manage/agenda"
    assert press(client, "rooms", rooms[1], "up") == 303
    assert press(client, "tracks", tracks[1], "up") == 303

    assert "have not been published yet" in client.get(f"{editor}/release").get_data(as_text=True)
    assert send(client, f"{editor}/release", name="Order")[0] == 303
    assert filters(client) == {"room": ["Beta", "Alpha"], "track": ["Beta", "Alpha"]}
    bar = client.get(f"{editor}/release").get_data(as_text=True)
    assert "The public sees what is shown here." in bar
    assert [row.name.into("en") for row in queries.rooms(session, event)] == ["Beta", "Alpha"]


def filters(client: FlaskClient) -> dict[str, list[str]]:
    """Return what the public programme can be narrowed to."""
    page = client.get("/spring/agenda").get_data(as_text=True)
    selects = re.findall(r'<select[^>]* name="(room|track)">(.*?)</select>', page, re.DOTALL)
    return {name: re.findall(r">(Alpha|Beta)<", options) for name, options in selects}


def test_new_room_stands_behind_all_whatever_numbers_there_are(
    session: Session, event: Event
) -> None:
    far = make_room(session, event, "Far", position=7)

    assert services.behind([far]) == 8
    assert services.behind([]) == 0


def test_second_of_two_presses_that_saw_the_same_list_is_refused_under_the_lock(
    session: Session, event: Event
) -> None:
    rooms = [make_room(session, event, name) for name in ("Alpha", "Beta", "Gamma")]
    session.commit()
    seen = rooms[0].version

    services.move_down(session, event, rooms[0], seen=seen, by=SOMEBODY, now=NOON)
    with pytest.raises(ChangedMeanwhile):
        services.move_down(session, event, rooms[0], seen=seen, by=SOMEBODY, now=NOON)

    assert queries.rooms(session, event).index(rooms[0]) == 1
