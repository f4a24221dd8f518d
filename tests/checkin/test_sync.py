"""The list that devices keep: complete, sealed, and heard again only where it changed."""

import base64
import json
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.badges import codes
from eventapp.badges import services as badges
from eventapp.badges.models import Badge
from eventapp.checkin import jobs
from eventapp.checkin.models import SealedRecord
from eventapp.events.models import Event
from eventapp.registration.models import Registration
from eventapp.registration.services import changes
from eventapp.registration.services.erasure import forget_person
from tests.checkin.test_doors import T0, make_badge, make_phone, scan
from tests.factories.events import NOON, make_category, make_event_with_category
from tests.factories.registrations import SOMEBODY, make_registration

GUESTS = 3


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event without dates: any day is one of its days."""
    event, _category = make_event_with_category(session)
    event.starts_at = event.ends_at = None
    return event


@pytest.fixture
def guests(session: Session, app: Flask, event: Event) -> list[tuple[Registration, Badge]]:
    """Return three confirmed participants with their badges."""
    category = make_category(session, event, key="members")
    made = []
    for number in range(GUESTS):
        guest = make_registration(session, event, category, email=f"guest{number}@example.org")
        made.append((guest, make_badge(session, app, event, guest)))
    return made


@pytest.fixture
def door(
    session: Session, client: FlaskClient, event: Event, guests: list[tuple[Registration, Badge]]
) -> FlaskClient:
    """Return a client that is a device at the main door, after the clock's job."""
    assert len(guests) == GUESTS
    client.set_cookie("door", make_phone(session, event), path="/door")
    jobs.reseal_lists(session, now=clock.now())
    session.commit()
    return client


def news(door: FlaskClient, cursor: int = 0) -> dict[str, Any]:
    """Return what a device hears of the list that has come as far as that."""
    answer = door.get(f"/door/v1/sync?cursor={cursor}")
    assert answer.status_code == 200
    return answer.get_json() or {}


def of(heard: dict[str, Any], badge: Badge) -> dict[str, Any] | None:
    """Return what the list says of a badge."""
    return next((row for row in heard["records"] if row["idx"] == badge.idx.hex()), None)


def test_list_holds_every_badge_and_opens_with_the_badge_alone(
    door: FlaskClient, event: Event, guests: list[tuple[Registration, Badge]]
) -> None:
    heard = news(door)

    assert heard["reset"] is True
    assert {row["idx"] for row in heard["records"]} == {badge.idx.hex() for _, badge in guests}
    _guest, badge = guests[0]
    row = of(heard, badge)
    assert row is not None
    sealed = base64.urlsafe_b64decode(row["ct"] + "==")
    record = json.loads(codes.unseal(event.public_id, badge.badge_id, sealed))
    assert (record["n"], record["k"]) == ("Ada Müller", "members")
    assert "Ada" not in json.dumps(heard, ensure_ascii=False)


def test_change_of_one_is_heard_with_a_higher_number_and_the_others_stand(
    session: Session, door: FlaskClient, event: Event, guests: list[tuple[Registration, Badge]]
) -> None:
    before = news(door)
    (guest, badge), (_other, untouched) = guests[0], guests[1]
    changes.cancel(session, guest, event, by=SOMEBODY, now=clock.now())
    session.commit()
    jobs.reseal_lists(session, now=clock.now())

    after = news(door)

    assert after["cursor"] == before["cursor"] + 1
    row = of(after, badge)
    assert row is not None
    assert row["st"] == "cancelled"
    assert of(after, untouched) == of(before, untouched)


def test_replaced_badge_is_heard_as_such_with_when_the_newer_one_was_printed(
    session: Session, app: Flask, door: FlaskClient, event: Event,
    guests: list[tuple[Registration, Badge]],
) -> None:  # fmt: skip
    guest, old = guests[0]
    keys = app.config["EVENTAPP"].data_dir / "keys"
    badges.replace(session, old, why="lost", now=clock.now())
    newer = badges.issue(session, event, guest, keys, now=clock.now())
    newer.printed_at = NOON
    session.commit()
    jobs.reseal_lists(session, now=clock.now())

    heard = news(door)

    revoked = {row["idx"]: row for row in heard["revoked"]}
    assert revoked[old.idx.hex()]["printed"] == int(NOON.timestamp() * 1000)
    assert of(heard, newer) is not None
    assert of(heard, old) is None


def test_who_was_erased_is_forgotten_by_devices(
    session: Session, door: FlaskClient, event: Event, guests: list[tuple[Registration, Badge]]
) -> None:
    guest, badge = guests[0]
    changes.cancel(session, guest, event, by=SOMEBODY, now=clock.now())
    forget_person(guest, now=clock.now())
    session.commit()
    jobs.reseal_lists(session, now=clock.now())

    heard = news(door)

    assert badge.idx.hex() in {*heard["gone"], *(row["idx"] for row in heard["revoked"])}
    assert not session.query(SealedRecord).filter_by(idx=badge.idx).one().sealed


def test_who_is_on_site_is_heard_to_the_other_devices(
    session: Session, door: FlaskClient, guests: list[tuple[Registration, Badge]]
) -> None:
    _guest, badge = guests[0]
    token, idx = badge.token, badge.idx.hex()
    session.rollback()
    assert scan(door, token, 1)["verdict"] == "first"

    assert news(door)["inside"] == [{"idx": idx, "t": T0, "gate": "Main door"}]
    scan(door, token, 2, T0 + 60_000, dir="out")

    heard = news(door)
    assert (heard["inside"], heard["outside"]) == ([], [idx])


def test_nothing_new_is_said_in_one_line(door: FlaskClient) -> None:
    first = door.get("/door/v1/sync?cursor=3")
    tag = first.headers["ETag"]

    assert first.status_code == 200
    again = door.get("/door/v1/sync?cursor=3", headers={"If-None-Match": tag})
    assert (again.status_code, again.get_data()) == (304, b"")


@pytest.mark.parametrize("cursor", ["-1", "x", "9" * 17, "1.5", "²"])
def test_cursor_of_another_kind_is_refused(door: FlaskClient, cursor: str) -> None:
    assert door.get(f"/door/v1/sync?cursor={cursor}").status_code == 422


def test_cursor_ahead_of_the_list_begins_anew(door: FlaskClient) -> None:
    heard = news(door, 999_999)

    assert heard["reset"] is True
    assert len(heard["records"]) == 3
