"""Scans and uploads that cross: nobody waits for ever, and the last seat is given once."""

import json
import uuid
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.checkin import queries
from eventapp.checkin.models import EntranceKind, Profile
from eventapp.checkin.services import devices
from eventapp.events.models import Event
from tests.agenda.test_programme import make_item, make_room
from tests.checkin.test_doors import T0, make_phone
from tests.checkin.test_race import make_badges
from tests.conftest import LiveServer
from tests.factories.agenda import edit_session
from tests.factories.entrances import make_entrance
from tests.factories.events import make_event_with_category
from tests.load.test_seat_race import at_once, call

pytestmark = [pytest.mark.timeout(120)]
DEVICES = 4
BADGES = 20
SEATS = 3


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event without dates: any day is one of its days."""
    event, _category = make_event_with_category(session)
    event.starts_at = event.ends_at = None
    return event


def post(url: str, cookie: str, path: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """Send something from a device."""
    headers = {"Cookie": f"door={cookie}", "Content-Type": "application/json"}
    status, (_, content) = call(url, "POST", f"/door/v1/{path}", json.dumps(body), headers)
    return status, json.loads(content)


def test_uploads_and_scans_of_the_same_badges_never_wait_for_each_other_in_a_ring(
    session: Session, live: LiveServer, event: Event, app: Flask
) -> None:
    badges = make_badges(session, app, event, BADGES)
    cookies = [make_phone(session, event, door=f"Door {number}") for number in range(DEVICES)]
    tokens = [badge.token for badge in badges]
    marks = [badge.idx.hex() for badge in badges]
    session.rollback()

    def upload(turn: int) -> int:
        order = marks if turn % 4 else marks[::-1]
        scans = [
            {
                "id": str(uuid.uuid4()), "seq": seq, "idx": idx, "dir": "in", "dec": "admit",
                "t": T0 + seq, "off": 0, "clk": 0, "kid": 0, "sigok": True,
            }
            for seq, idx in enumerate(order, 1)
        ]  # fmt: skip
        body = {"batch": str(uuid.uuid4()), "scans": scans}
        return post(live.url, cookies[turn], "scans", body)[0]

    def read(turn: int) -> int:
        statuses = {
            post(
                live.url,
                cookies[turn],
                "scan",
                {"id": str(uuid.uuid4()), "seq": 1000 + seq, "code": token, "t": T0 + 60_000 + seq},
            )[0]
            for seq, token in enumerate(tokens)
        }
        return max(statuses)

    assert at_once(DEVICES, lambda turn: read(turn) if turn % 2 else upload(turn)) == {200: DEVICES}
    session.rollback()
    counted = queries.counts(session, event, now_ms=T0)
    assert (counted.inside, counted.arrived) == (BADGES, BADGES)


def test_last_seat_of_a_session_is_given_once(
    session: Session, live: LiveServer, event: Event, app: Flask
) -> None:
    room = make_room(session, event)
    room.seats = SEATS
    item = make_item(session, event, room, "Looms")
    edit_session(session, item, sign_up=True)
    badges = make_badges(session, app, event, BADGES)
    tokens = [badge.token for badge in badges]
    entrance = make_entrance(
        session, event, "Loom room", kind=EntranceKind.SESSION, session=item.public_id
    )
    cookies = []
    for _number in range(DEVICES):
        now = clock.now()
        offer = devices.offer_enrolment(
            session, event, entrance, label="Phone", profile=Profile.SCAN, now=now
        )
        session.flush()
        device, cookie = devices.enrol(session, offer.token, browser="", public_key=b"", now=now)
        devices.let_in(session, device, by="test", now=now)
        cookies.append(cookie)
    session.commit()
    admitted: list[str] = []

    def act(turn: int) -> int:
        for seq, token in enumerate(tokens[turn::DEVICES], 1):
            body = {"id": str(uuid.uuid4()), "seq": seq, "code": token, "t": T0 + seq}
            status, answer = post(live.url, cookies[turn], "scan", body)
            admitted.extend([token] if answer.get("decision") == "admit" else [])
        return status

    assert at_once(DEVICES, act) == {200: DEVICES}
    assert len(admitted) == SEATS
