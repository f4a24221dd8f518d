"""Entrances to one room: who booked, who finds a free seat, whom a reception is for."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.agenda.models import AgendaSession
from eventapp.checkin import queries
from eventapp.checkin.models import EntranceKind, Profile
from eventapp.checkin.services import devices
from eventapp.events.models import Event
from eventapp.registration.models import Registration
from tests.agenda.test_programme import make_item, make_room
from tests.checkin.test_doors import T0, make_badge, scan
from tests.factories.agenda import edit_session
from tests.factories.entrances import make_entrance
from tests.factories.events import NOON, make_category, make_event_with_category
from tests.factories.registrations import make_registration
from tests.factories.sessions import release, sign_up


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event without dates: any day is one of its days."""
    event, _category = make_event_with_category(session)
    event.starts_at = event.ends_at = None
    return event


@pytest.fixture
def item(session: Session, event: Event) -> AgendaSession:
    """Return a session that is signed up for, an hour ahead, in a room of two seats."""
    room = make_room(session, event)
    room.seats = 2
    item = make_item(session, event, room, "Looms")
    begins = max(NOON, clock.now()) + timedelta(hours=1)
    edit_session(session, item, sign_up=True, starts_at=begins, ends_at=begins + timedelta(hours=1))
    release(session, event)
    return item


def make_guests(session: Session, event: Event, number: int, key: str) -> list[Registration]:
    """Return confirmed participants of a category."""
    category = make_category(session, event, key=key)
    return [
        make_registration(session, event, category, email=f"{key}{nth}@example.org")
        for nth in range(number)
    ]


def at(db: Session, client: FlaskClient, event: Event, **entrance: Any) -> FlaskClient:
    """Return the client of a device at such an entrance."""
    there = make_entrance(db, event, f"Entrance {len(queries.entrances(db, event))}", **entrance)
    now = clock.now()
    offer = devices.offer_enrolment(db, event, there, label="Phone", profile=Profile.SCAN, now=now)
    db.flush()
    device, cookie = devices.enrol(db, offer.token, browser="", public_key=b"", now=now)
    devices.let_in(db, device, by="test", now=now)
    db.commit()
    client.set_cookie("door", cookie, path="/door")
    return client


def test_seats_go_to_who_booked_then_to_who_comes(
    session: Session, app: Flask, client: FlaskClient, event: Event, item: AgendaSession
) -> None:
    booked, first, second = make_guests(session, event, 3, "members")
    sign_up(session, booked, item)
    codes = [make_badge(session, app, event, guest).token for guest in (booked, first, second)]
    door = at(session, client, event, kind=EntranceKind.SESSION, session=item.public_id)

    assert scan(door, codes[1], 1)["verdict"] == "first"
    full = scan(door, codes[2], 2, T0 + 1_000)
    assert (full["decision"], full["why"]) == ("refuse", "no_seat")
    assert scan(door, codes[0], 3, T0 + 2_000)["verdict"] == "first"

    scan(door, codes[1], 4, T0 + 60_000, dir="out")
    assert scan(door, codes[2], 5, T0 + 90_000)["verdict"] == "first"


def test_seats_of_who_booked_and_stays_away_are_free_when_it_begins(
    session: Session, app: Flask, client: FlaskClient, event: Event, item: AgendaSession
) -> None:
    booked, also, late = make_guests(session, event, 3, "members")
    sign_up(session, booked, item)
    sign_up(session, also, item)
    code = make_badge(session, app, event, late).token
    door = at(session, client, event, kind=EntranceKind.SESSION, session=item.public_id)

    assert scan(door, code, 1)["why"] == "no_seat"
    item.starts_at = clock.now() + timedelta(minutes=4)
    session.commit()

    assert scan(door, code, 2, T0 + 1_000)["verdict"] == "first"


def test_reception_is_for_its_categories_alone(
    session: Session, app: Flask, client: FlaskClient, event: Event
) -> None:
    (member,) = make_guests(session, event, 1, "members")
    (press,) = make_guests(session, event, 1, "press")
    codes = [make_badge(session, app, event, guest).token for guest in (member, press)]
    door = at(session, client, event, kind=EntranceKind.RECEPTION, categories=("members",))

    assert scan(door, codes[0], 1)["verdict"] == "first"
    assert scan(door, codes[1], 2)["why"] == "not_enrolled_class"


def test_entrances_count_apart_and_people_on_site_once(
    session: Session, app: Flask, client: FlaskClient, event: Event, item: AgendaSession
) -> None:
    (guest,) = make_guests(session, event, 1, "members")
    code = make_badge(session, app, event, guest).token

    house = at(session, client, event)
    assert scan(house, code, 1)["verdict"] == "first"
    room = at(session, client, event, kind=EntranceKind.SESSION, session=item.public_id)
    assert scan(room, code, 1)["verdict"] == "first"
    other_way = at(session, client, event)
    again = scan(other_way, code, 1, T0 + 60_000)

    assert (again["why"], again["first"]["gate"]) == ("already_in", "Entrance 0")
    session.rollback()
    assert queries.counts(session, event, now_ms=T0).inside == 1
    assert queries.counts(session, event, now_ms=T0).arrived == 1
