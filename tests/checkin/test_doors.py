"""Scans over HTTP: one admission a badge, every other answer."""

import base64
import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.badges import codes
from eventapp.badges import services as badges
from eventapp.badges.models import Badge
from eventapp.checkin import queries
from eventapp.checkin.models import Profile, Scan
from eventapp.checkin.services import devices as services
from eventapp.events.models import Event
from eventapp.registration.models import Registration
from eventapp.registration.services import changes
from eventapp.settings import Settings
from tests.factories.entrances import make_entrance
from tests.factories.events import NOON, make_category, make_event, make_event_with_category
from tests.factories.registrations import SOMEBODY, make_registration
from tests.statements import counted

T0 = 1_795_500_000_000


def make_badge(session: Session, app: Flask, event: Event, registration: Registration) -> Badge:
    """Return the registration's badge."""
    here: Settings = app.config["EVENTAPP"]
    return badges.issue(session, event, registration, here.data_dir / "keys", now=NOON)


def make_phone(
    session: Session, event: Event, *, door: str = "Main door", profile: Profile = Profile.SCAN
) -> str:
    """Return the cookie of a phone that was let in."""
    there = make_entrance(session, event, door)
    session.flush()
    now = clock.now()
    offer = services.offer_enrolment(session, event, there, label=door, profile=profile, now=now)
    session.flush()
    device, cookie = services.enrol(session, offer.token, browser="", public_key=b"", now=now)
    services.let_in(session, device, by="test", now=now)
    session.commit()
    return cookie


def scan(client: FlaskClient, code: str, seq: int, t: int = T0, **more: Any) -> dict[str, Any]:
    """Return what the phone is told about a code."""
    body = {"id": str(uuid.UUID(int=seq)), "seq": seq, "code": code, "t": t, **more}
    response = client.post("/door/v1/scan", json=body)
    return {"status": response.status_code, **(response.get_json() or {})}


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


def test_badge_is_welcomed_once_and_then_said_to_be_inside(
    session: Session, client: FlaskClient, event: Event, badge: Badge
) -> None:
    client.set_cookie("door", make_phone(session, event), path="/door")

    first = scan(client, badge.token, 1)
    second = scan(client, badge.token, 2, T0 + 60_000)

    assert (first["decision"], first["verdict"]) == ("admit", "first")
    assert (second["decision"], second["why"]) == ("refuse", "already_in")
    assert second["first"] == {"t": T0, "gate": "Main door"}


def test_sealed_record_opens_with_the_badge_and_holds_the_name(
    session: Session, client: FlaskClient, event: Event, badge: Badge
) -> None:
    client.set_cookie("door", make_phone(session, event), path="/door")
    verdict = scan(client, badge.token, 1)

    sealed = base64.urlsafe_b64decode(verdict["ct"] + "==")
    record = json.loads(codes.unseal(event.public_id, badge.badge_id, sealed))

    assert record["n"] == "Ada Müller"
    assert "Müller" not in json.dumps(verdict)


def test_same_scan_sent_twice_is_one_record_and_the_same_answer(
    session: Session, client: FlaskClient, event: Event, badge: Badge
) -> None:
    client.set_cookie("door", make_phone(session, event), path="/door")

    answers = [scan(client, badge.token, 1) for _ in range(2)]
    for answer in answers:
        answer.pop("ct")

    assert answers[0] == answers[1]
    assert session.scalar(select(func.count(Scan.id))) == 1


def test_camera_that_reads_twice_makes_no_second_record(
    session: Session, client: FlaskClient, event: Event, badge: Badge
) -> None:
    client.set_cookie("door", make_phone(session, event), path="/door")

    scan(client, badge.token, 1)
    again = scan(client, badge.token, 2, T0 + 4_000)

    assert again["verdict"] == "repeat"
    assert session.scalar(select(func.count(Scan.id))) == 1


def test_cancelled_replaced_foreign_and_forged_badges_are_told_apart(
    session: Session, app: Flask, client: FlaskClient, event: Event, badge: Badge
) -> None:
    category = make_category(session, event, key="press")
    gone = make_registration(session, event, category, "Gone")
    cancelled = make_badge(session, app, event, gone)
    changes.cancel(session, gone, event, by=SOMEBODY, now=NOON)
    other = make_event(session, slug="other")
    foreign = make_badge(
        session, app, other, make_registration(session, other, make_category(session, other), "Far")
    )
    old = make_registration(session, event, category, "Old")
    replaced = make_badge(session, app, event, old)
    badges.replace(session, replaced, why="lost", now=NOON)
    forged = badge.token[:-10] + ("0" * 9) + "0"
    client.set_cookie("door", make_phone(session, event), path="/door")

    verdict = {
        name: scan(client, code, seq).get("why")
        for seq, (name, code) in enumerate(
            {
                "cancelled": cancelled.token,
                "foreign": foreign.token,
                "replaced": replaced.token,
                "forged": forged,
                "nonsense": "HELLO",
            }.items(),
            1,
        )
    }

    assert verdict == {
        "cancelled": "cancelled",
        "foreign": "bad_signature",
        "replaced": "revoked",
        "forged": "bad_signature",
        "nonsense": "not_a_badge",
    }
    assert session.scalar(select(func.count(Scan.id))) == 5


def test_typed_code_is_for_phones_of_the_desk(
    session: Session, client: FlaskClient, event: Event, badge: Badge
) -> None:
    client.set_cookie("door", make_phone(session, event), path="/door")
    narrow = scan(client, codes.shown(badge.fallback), 1)
    client.set_cookie("door", make_phone(session, event, profile=Profile.DESK), path="/door")
    wide = scan(client, codes.shown(badge.fallback).lower(), 1)

    assert (narrow["status"], narrow["code"]) == (403, "profile")
    assert (wide["decision"], wide["n"]) == ("admit", "Ada Müller")


def test_scans_can_neither_be_changed_nor_deleted(
    session: Session, client: FlaskClient, event: Event, badge: Badge
) -> None:
    client.set_cookie("door", make_phone(session, event), path="/door")
    scan(client, badge.token, 1)

    for statement in ("UPDATE scan SET decision = 'refuse'", "DELETE FROM scan"):
        with pytest.raises(DBAPIError, match="scans"):
            session.execute(text(statement))
        session.rollback()


@pytest.mark.parametrize(
    "body",
    [None, [], "x", {}, {"id": 1}, {"id": "x", "seq": 1, "code": "A", "t": 1},
     {"id": str(uuid.UUID(int=1)), "seq": True, "code": "A", "t": 1},
     {"id": str(uuid.UUID(int=1)), "seq": 1, "code": "A", "t": 10**30},
     {"id": str(uuid.UUID(int=1)), "seq": 1, "code": "\x00" * 900, "t": "now"}],
)  # fmt: skip
def test_nonsense_is_answered_in_a_sentence_and_stores_nothing(
    session: Session, client: FlaskClient, event: Event, body: Any
) -> None:
    client.set_cookie("door", make_phone(session, event), path="/door")

    response = client.post("/door/v1/scan", json=body)

    assert response.status_code == 422
    assert response.get_json()["detail"]
    assert session.scalar(select(func.count(Scan.id))) == 0


def test_scan_costs_five_statements_and_one_more_where_it_changes_who_is_on_site(
    session: Session, app: Flask, client: FlaskClient, event: Event, badge: Badge
) -> None:
    phones = [make_phone(session, event, door=name) for name in ("North", "South")]
    numbering = session.get_bind().dialect.name == "postgresql"

    for number, phone in enumerate(phones, 1):  # let in, and inside already by the other door
        client.set_cookie("door", phone, path="/door")
        with counted(app) as statements:
            verdict = scan(client, badge.token, number, T0 + number * 20_000)
        assert verdict["decision"] == ("admit", "refuse")[number - 1]
        most = (6, 5)[
            number - 1
        ] + numbering  # where several write, one statement holds the numbers
        assert len(statements) <= most, statements


def test_replaced_badge_says_since_when_and_when_the_newer_one_was_printed(
    session: Session, app: Flask, client: FlaskClient, event: Event, badge: Badge
) -> None:
    old, place = badge.token, badge.registration
    badges.replace(session, badge, why="lost", now=NOON)
    session.flush()
    newer = make_badge(session, app, event, place)
    newer.printed_at = NOON + timedelta(minutes=5)
    handed_over = make_registration(session, event, place.category, "Former")
    former = make_badge(session, app, event, handed_over).token
    handed_over.holder_no, handed_over.changed_at = 2, NOON
    client.set_cookie("door", make_phone(session, event), path="/door")

    lost, of_former = scan(client, old, 1), scan(client, former, 2)

    noon = int(NOON.timestamp() * 1000)
    assert (lost["why"], lost["replaced"]) == ("revoked", {"t": noon, "printed": noon + 300_000})
    assert (of_former["why"], of_former["replaced"]) == ("revoked", {"t": noon, "printed": None})


@pytest.mark.parametrize(
    "code",
    ["4006381333931", "]E04006381333931", "96385074", "12345670", "https://example.org/x",
     "BEGIN:VCARD\nFN:Ada\nEND:VCARD", "\x1d0104006381333931", "X" * 900],
)  # fmt: skip
def test_codes_of_shops_and_posters_are_no_badge_of_ours(
    session: Session, client: FlaskClient, event: Event, badge: Badge, code: str
) -> None:
    client.set_cookie("door", make_phone(session, event, profile=Profile.DESK), path="/door")

    verdict = scan(client, code, 1)

    assert (verdict["status"], verdict["decision"], verdict["why"]) == (
        200,
        "refuse",
        "not_a_badge",
    )
    assert scan(client, badge.token, 2)["verdict"] == "first"


def test_badge_of_a_version_to_come_is_told_apart_from_nonsense(
    session: Session, client: FlaskClient, event: Event
) -> None:
    client.set_cookie("door", make_phone(session, event), path="/door")
    newer, older = (codes.encode(bytes([version << 4]) + bytes(81)) for version in (2, 0))

    assert scan(client, newer, 1)["why"] == "newer_version"
    assert scan(client, older, 2)["why"] == "not_a_badge"


def test_newest_scans_stand_first(
    app: Flask, client: FlaskClient, session: Session, event: Event
) -> None:
    category = make_category(session, event, key="many")
    names = [f"Guest{number}" for number in range(6)]
    printed = [
        make_badge(session, app, event, make_registration(session, event, category, name))
        for name in names
    ]
    client.set_cookie("door", make_phone(session, event), path="/door")
    session.commit()
    for number, badge in enumerate(printed, 1):
        assert scan(client, badge.token, number)["status"] == 200

    shown = [who.split()[-1] for _scan, who, _door in queries.latest(session, event)]
    assert shown == names[::-1]
