"""Scans that a device decided alone: stored once, whatever else is in the batch, in any order."""

import itertools
import uuid
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.badges.models import Badge
from eventapp.checkin import queries
from eventapp.checkin.models import Device, Scan, ScanQuarantine
from eventapp.checkin.scan_replay import fold
from eventapp.checkin.services import devices
from eventapp.events.models import Event
from tests.checkin.test_doors import make_badge, make_phone, scan
from tests.factories.events import make_category, make_event_with_category
from tests.factories.registrations import make_registration

MINUTE = 60_000


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event without dates: any day is one of its days."""
    event, _category = make_event_with_category(session)
    event.starts_at = event.ends_at = None
    return event


@pytest.fixture
def badges(session: Session, app: Flask, event: Event) -> list[Badge]:
    """Return the badges of three confirmed participants."""
    category = make_category(session, event, key="members")
    made = []
    for number in range(3):
        guest = make_registration(session, event, category, email=f"guest{number}@example.org")
        made.append(make_badge(session, app, event, guest))
    return made


def now_ms() -> int:
    """Return this moment as devices tell it."""
    return int(clock.now().timestamp() * 1000)


def kept(seq: int, idx: bytes | str | None, t: int, **more: Any) -> dict[str, Any]:
    """Return a scan as a device kept it."""
    text = idx.hex() if isinstance(idx, bytes) else idx
    return {
        "id": str(uuid.UUID(int=seq)), "seq": seq, "idx": text, "dir": "in", "dec": "admit",
        "why": None, "mode": "off", "t": t, "off": 0, "clk": 0, "cur": 1, "kid": 0, "sigok": True,
        "forced": False, **more,
    }  # fmt: skip


def send(client: FlaskClient, *sent: object) -> Any:
    """Send a batch."""
    return client.post("/door/v1/scans", json={"batch": str(uuid.uuid4()), "scans": list(sent)})


def verdicts(answer: Any) -> list[tuple[Any, ...]]:
    """Return what became of each scan of a batch."""
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return [(row["status"], row.get("verdict")) for row in answer.get_json()["results"]]


def test_scan_is_stored_once_however_often_it_comes(
    session: Session, client: FlaskClient, event: Event, badges: list[Badge]
) -> None:
    idx = badges[0].idx
    client.set_cookie("door", make_phone(session, event), path="/door")
    record = kept(1, idx, now_ms())

    assert verdicts(send(client, record)) == [("stored", "first")]
    assert verdicts(send(client, record, record)) == [("dup", None), ("dup", None)]

    session.rollback()
    assert len(session.scalars(select(Scan)).all()) == 1
    assert queries.counts(session, event, now_ms=now_ms()).inside == 1
    row = session.scalars(select(Scan)).one()
    assert (row.mode, row.registration_id) == ("off", badges[0].registration_id)


def test_what_the_device_said_at_the_door_takes_the_place_of_a_lost_answer(
    session: Session, client: FlaskClient, event: Event, badges: list[Badge]
) -> None:
    idx, token = badges[0].idx, badges[0].token
    client.set_cookie("door", make_phone(session, event), path="/door")
    t = now_ms()
    assert scan(client, token, 1, t)["verdict"] == "first"

    assert verdicts(send(client, kept(1, idx, t))) == [("stored", "first")]

    session.rollback()
    assert queries.counts(session, event, now_ms=t).inside == 1
    assert [row.mode for row in session.scalars(select(Scan).order_by(Scan.id))] == ["on", "off"]


def test_what_is_no_scan_is_set_aside_and_stops_nothing(
    session: Session, client: FlaskClient, event: Event, badges: list[Badge]
) -> None:
    idx = badges[0].idx
    client.set_cookie("door", make_phone(session, event), path="/door")
    t = now_ms()
    ahead = kept(4, badges[1].idx, t + 60 * MINUTE)
    unknown = kept(5, "00" * 16, t)
    session.rollback()

    answer = send(client, kept(1, idx, t), {"seq": 2, "dir": "up"}, "x", ahead, unknown)

    assert verdicts(answer) == [
        ("stored", "first"), ("bad", None), ("bad", None), ("stored", "first"), ("stored", "first"),
    ]  # fmt: skip
    assert answer.get_json()["results"][3]["flags"] == ["clock"]
    session.rollback()
    assert [row.why for row in session.scalars(select(ScanQuarantine))] == ["bad", "bad"]


def test_another_scan_under_a_number_that_is_taken_is_set_aside(
    session: Session, client: FlaskClient, event: Event, badges: list[Badge]
) -> None:
    first, second = badges[0].idx, badges[1].idx
    client.set_cookie("door", make_phone(session, event), path="/door")
    other = {**kept(1, second, now_ms()), "id": str(uuid.uuid4())}

    assert verdicts(send(client, kept(1, first, now_ms()))) == [("stored", "first")]
    assert verdicts(send(client, other)) == [("conflict", None)]

    session.rollback()
    assert queries.counts(session, event, now_ms=now_ms()).arrived == 1


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_order_of_batches_changes_nothing(
    session: Session, client: FlaskClient, event: Event, badges: list[Badge], order: tuple[int, ...]
) -> None:
    idx, t = badges[0].idx, now_ms() - 2 * 24 * 60 * MINUTE
    client.set_cookie("door", make_phone(session, event), path="/door")
    came, left, back = (
        kept(1, idx, t),
        kept(2, idx, t + MINUTE, dir="out"),
        kept(3, idx, t + 2 * MINUTE),
    )

    answers = [send(client, (came, left, back)[number]) for number in order]

    session.rollback()
    assert all("late" in answer.get_json()["results"][0]["flags"] for answer in answers)
    counted = queries.counts(session, event, now_ms=now_ms())
    assert (counted.inside, counted.arrived) == (1, 1)


def test_two_devices_that_let_one_badge_in_alone_count_one_person(
    session: Session, client: FlaskClient, event: Event, badges: list[Badge]
) -> None:
    idx, t = badges[0].idx, now_ms()
    one_door, other_door = (make_phone(session, event, door=name) for name in ("Main", "Side"))

    client.set_cookie("door", one_door, path="/door")
    assert verdicts(send(client, kept(1, idx, t))) == [("stored", "first")]
    client.set_cookie("door", other_door, path="/door")
    assert verdicts(send(client, kept(1, idx, t - 4_000))) == [("stored", "first")]

    session.rollback()
    records = queries.records(session, event.id, idx, ("house", False))
    assert sorted(fold(records).verdicts.values()) == ["double", "first"]
    assert queries.counts(session, event, now_ms=t).inside == 1


def test_device_that_was_shut_out_is_heard_and_counts_nothing(
    session: Session, client: FlaskClient, event: Event, badges: list[Badge]
) -> None:
    idx = badges[0].idx
    client.set_cookie("door", make_phone(session, event), path="/door")
    device = session.scalars(select(Device)).one()
    devices.revoke(session, device, by="test", now=clock.now())
    session.commit()

    answer = send(client, kept(1, idx, now_ms()))

    assert (answer.status_code, answer.get_json()["code"]) == (401, "revoked")
    assert "Clear-Site-Data" in answer.headers
    session.rollback()
    assert [row.why for row in session.scalars(select(ScanQuarantine))] == ["shut-out"]
    assert queries.counts(session, event, now_ms=now_ms()).arrived == 0


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 422),
        (b'{"batch": "b", "scans": 7}', 422),
        (b'{"scans": []}', 422),
        (b'{"batch": "b", "scans": [' + b"1," * 200 + b"1]}", 422),
        (b" " * 256_001, 413),
    ],
)
def test_batch_that_is_none_is_refused_whole(
    session: Session, client: FlaskClient, event: Event, body: bytes, status: int
) -> None:
    client.set_cookie("door", make_phone(session, event), path="/door")

    answer = client.post("/door/v1/scans", data=body, content_type="application/json")

    assert answer.status_code == status
    session.rollback()
    assert session.scalars(select(ScanQuarantine)).all() == []


def test_badge_replaced_before_is_told_of(
    session: Session, client: FlaskClient, event: Event, badges: list[Badge]
) -> None:
    idx = badges[0].idx
    client.set_cookie("door", make_phone(session, event), path="/door")
    badges[0].replaced_at = clock.now() - timedelta(minutes=5)
    session.commit()

    answer = send(client, kept(1, idx, now_ms()))

    assert answer.get_json()["results"][0]["flags"] == ["after_revocation"]
