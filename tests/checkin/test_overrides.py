"""What a helper may do against the answer, what a lost phone may not, and rehearsals."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.badges.models import Badge
from eventapp.checkin import queries
from eventapp.checkin.models import Device, DoorEvent, Entrance, Scan
from eventapp.checkin.services import devices, entrances
from eventapp.events.models import Event
from eventapp.registration.models import State
from tests.checkin.test_doors import T0, make_badge, make_phone, scan
from tests.factories.events import make_category, make_event_with_category
from tests.factories.registrations import make_registration


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event whose end is ahead of every clock."""
    event, _category = make_event_with_category(session)
    event.starts_at = event.ends_at = None
    return event


@pytest.fixture
def badge(session: Session, app: Flask, event: Event) -> Badge:
    """Return the badge of a confirmed participant."""
    category = make_category(session, event, key="members")
    return make_badge(session, app, event, make_registration(session, event, category))


@pytest.fixture
def door(session: Session, client: FlaskClient, event: Event, badge: Badge) -> FlaskClient:
    """Return a phone that has let the badge's holder in."""
    client.set_cookie("door", make_phone(session, event), path="/door")
    assert scan(client, badge.token, 1)["verdict"] == "first"
    return client


def inside(session: Session, event: Event) -> int:
    """Return how many are inside."""
    session.rollback()
    number = queries.counts(session, event, now_ms=T0).inside
    session.rollback()
    return number


def test_who_was_outside_is_let_in_again_for_a_reason_that_is_kept(
    session: Session, door: FlaskClient, event: Event, badge: Badge
) -> None:
    verdict = scan(door, badge.token, 2, T0 + 60_000, forced=True, reason="was_outside")

    assert (verdict["decision"], verdict["verdict"]) == ("admit", "double")
    kept = session.scalars(select(Scan).where(Scan.seq == 2)).one()
    assert (kept.forced, kept.why, inside(session, event)) == (True, "was_outside", 1)
    assert "was_outside" in session.scalars(select(DoorEvent.what)).all()


@pytest.mark.parametrize("more", [{}, {"reason": "friend"}, {"reason": "undo"}, {"reason": 1}])
def test_without_a_reason_of_ours_nobody_is_let_in_again(
    session: Session, door: FlaskClient, badge: Badge, more: dict[str, Any]
) -> None:
    verdict = scan(door, badge.token, 2, T0 + 60_000, forced=True, **more)

    assert verdict["status"] == 422
    assert queries.last_number(session, session.scalars(select(Device.id)).one()) == 1


def test_admission_taken_back_stays_in_the_log_and_frees_the_way(
    session: Session, door: FlaskClient, event: Event, badge: Badge
) -> None:
    token = badge.token
    undone = scan(door, token, 2, T0 + 2_000, dir="out", forced=True, reason="undo")

    assert (undone["verdict"], inside(session, event)) == ("exit", 0)
    assert scan(door, token, 3, T0 + 5_000)["verdict"] == "reentry"
    assert [row.why for row in session.scalars(select(Scan).order_by(Scan.seq))] == [
        None,
        "undo",
        None,
    ]


@pytest.mark.parametrize(
    ("state", "why"),
    [
        (State.WAITING, "waiting"),
        (State.PENDING, "waiting"),
        (State.CANCELLED, "cancelled"),
        (State.DECLINED, "cancelled"),
    ],
)
def test_who_waits_and_who_cancelled_are_told_apart(
    session: Session, client: FlaskClient, event: Event, badge: Badge, state: State, why: str
) -> None:
    badge.registration.state = state
    client.set_cookie("door", make_phone(session, event), path="/door")

    assert scan(client, badge.token, 1)["why"] == why


def test_phone_that_lost_its_numbers_learns_where_to_go_on(door: FlaskClient, badge: Badge) -> None:
    scan(door, badge.token, 7, T0 + 60_000)

    assert door.post("/door/v1/me", json={}).get_json()["seq"] == 7


def test_rehearsal_counts_nothing_and_leaves_the_real_door_as_it_was(
    session: Session, client: FlaskClient, event: Event, badge: Badge
) -> None:
    token = badge.token
    client.set_cookie("door", make_phone(session, event), path="/door")
    entrances.rehearse(session.scalars(select(Entrance)).one())
    session.commit()
    assert scan(client, token, 1)["verdict"] == "first"
    assert client.post("/door/v1/me", json={}).get_json()["rehearsal"] is True
    assert inside(session, event) == 0

    entrances.open_for_real(session.scalars(select(Entrance)).one())
    session.commit()

    assert scan(client, token, 2, T0 + 1_000)["verdict"] == "first"
    assert inside(session, event) == 1


def test_phone_that_was_shut_out_is_told_to_forget_everything(
    session: Session, door: FlaskClient
) -> None:
    device = session.scalars(select(Device)).one()
    devices.revoke(session, device, by="test", now=clock.now())
    session.commit()

    shut = door.post("/door/v1/me", json={})

    assert (shut.status_code, shut.get_json()["code"]) == (401, "revoked")
    assert shut.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "door=;" in shut.headers["Set-Cookie"]
    assert door.post("/door/v1/me", json={}).get_json()["code"] == "not_enrolled"
