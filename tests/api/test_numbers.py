"""Numbers for programs: the overview's, those of the doors, and every scan."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.accounts.models import TokenScope
from eventapp.checkin.models import Entrance
from eventapp.events.models import Category, Event
from eventapp.registration.models import Registration
from tests.api.test_registrations import ADA, LIST
from tests.checkin.test_doors import T0, make_badge, make_phone, scan
from tests.factories.accounts import make_token
from tests.factories.events import NOON, make_event
from tests.factories.registrations import make_registration
from tests.statements import counted

BASE = "/api/v1/events/spring"
STATS, SUMMARY, SCANS = (f"{BASE}/{name}" for name in ("stats", "checkin/summary", "checkin/scans"))


def test_stats_are_the_overviews_numbers(client: FlaskClient, token: dict[str, str]) -> None:
    for number in range(4):
        body = {**ADA, "email": f"a{number}@example.org"}
        made = client.post(LIST, json=body, headers=token).get_json()
    client.post(f"{LIST}/{made['reference']}/cancel", headers=token)

    stats = client.get(STATS, headers=token).get_json()

    assert [stats[name] for name in ("phase", "places", "held", "waiting")] == ["full", 2, 2, 1]
    assert stats["states"] == {
        "pending": 0, "waiting": 1, "offered": 0, "confirmed": 2, "declined": 0, "cancelled": 1,
    }  # fmt: skip
    assert [
        {name: category[name] for name in ("key", "places", "held", "waiting", "free")}
        for category in stats["categories"]
    ] == [{"key": "guests", "places": None, "held": 2, "waiting": 1, "free": 0}]
    assert (len(stats["days"]), stats["days"][-1]["registrations"]) == (43, 4)
    assert stats["doors"] == {"inside": 0, "arrived": 0, "last_five_minutes": 0, "refused": 0}
    assert stats["needs"]["clashes"] == 0


@pytest.fixture
def doors(app: Flask, client: FlaskClient, session: Session, event: Event) -> list[Registration]:
    """Return who was let in at the main door: two, one of them again, and then out."""
    event.starts_at = event.ends_at = None
    category = session.scalars(select(Category)).one()
    people = [make_registration(session, event, category, f"First{n}") for n in range(2)]
    badges = [make_badge(session, app, event, registration) for registration in people]
    client.set_cookie("door", make_phone(session, event), path="/door")
    scan(client, badges[0].token, 1)
    scan(client, badges[1].token, 2)
    scan(client, badges[0].token, 3, T0 + 60_000)
    scan(client, badges[0].token, 4, T0 + 60_000, forced=True, reason="was_outside")
    scan(client, badges[1].token, 5, T0 + 90_000, dir="out")
    scan(client, "nonsense", 6, T0 + 95_000)
    return people


@pytest.mark.usefixtures("doors")
def test_summary_tells_who_is_inside_and_what_each_door_decided(
    client: FlaskClient, session: Session, event: Event, token: dict[str, str]
) -> None:
    session.add(Entrance(event=event, name="Rehearsal", position=9, rehearsal=True))
    session.commit()

    summary = client.get(SUMMARY, headers=token).get_json()

    assert (summary["inside"], summary["arrived"], summary["refused"]) == (1, 2, 2)
    nothing = {"admitted": 0, "left": 0, "refused": 0, "forced": 0, "refused_why": {}}
    assert summary["doors"] == [
        {
            "door": "Main door",
            "rehearsal": False,
            "admitted": 3,
            "left": 1,
            "refused": 2,
            "forced": 1,
            "refused_why": {"already_in": 1, "not_a_badge": 1},
        },
        {"door": "Rehearsal", "rehearsal": True, **nothing},
    ]


def test_scans_are_told_by_reference_page_by_page_and_without_names(
    app: Flask,
    client: FlaskClient,
    session: Session,
    doors: list[Registration],
    token: dict[str, str],
) -> None:
    scans = []
    costs: set[int] = set()
    cursor: str | None = ""
    while cursor is not None:
        with counted(app) as statements:
            answer = client.get(f"{SCANS}?limit=2&cursor={cursor}", headers=token)
        scans += answer.get_json()["items"]
        costs.add(len(statements))
        cursor = answer.get_json()["next"]
        assert "First" not in answer.get_data(as_text=True)

    assert len(costs) == 1
    ada, bob = (registration.reference for registration in doors)
    assert [scan["reference"] for scan in scans] == [ada, bob, ada, ada, bob, None]
    decisions = [
        (scan["direction"], scan["decision"], scan["why"], scan["forced"]) for scan in scans
    ]
    assert decisions == [
        ("in", "admit", None, False),
        ("in", "admit", None, False),
        ("in", "refuse", "already_in", False),
        ("in", "admit", "was_outside", True),
        ("out", "admit", None, False),
        ("in", "refuse", "not_a_badge", False),
    ]
    assert {scan["door"] for scan in scans} == {"Main door"}
    assert scans[0]["scanned_at"] == "2026-11-24T07:00:00+01:00"
    doors[0].erased_at = NOON
    session.merge(doors[0])
    session.commit()
    again = client.get(SCANS, headers=token).get_json()["items"]
    assert [scan["reference"] for scan in again] == [None, bob, None, None, bob, None]


@pytest.mark.parametrize("path", [STATS, SUMMARY, SCANS])
def test_numbers_are_read_by_tokens_of_the_event_alone(
    client: FlaskClient, session: Session, event: Event, path: str
) -> None:
    other = make_event(session, slug="other")
    own = [make_token(session, event, scope) for scope in TokenScope]
    theirs = make_token(session, other)
    session.commit()

    answers = [client.get(path, headers={"Authorization": f"Bearer {value}"}) for value in own]
    foreign = client.get(path, headers={"Authorization": f"Bearer {theirs}"})

    doors_only = 403 if path == STATS else 200
    assert [response.status_code for response in answers] == [200, 200, doors_only, 403]
    assert (foreign.status_code, client.get(path).status_code) == (404, 401)


@pytest.mark.parametrize("path", [STATS, SUMMARY])
def test_numbers_cost_the_same_for_one_and_for_many(
    app: Flask,
    client: FlaskClient,
    session: Session,
    event: Event,
    token: dict[str, str],
    path: str,
) -> None:
    category = session.scalars(select(Category)).one()
    costs = []
    for number in range(4):
        make_registration(session, event, category, f"First{number}")
        session.add(Entrance(event=event, name=f"Door {number}"))
        session.commit()
        with counted(app) as statements:
            client.get(path, headers=token)
        costs.append(len(statements))

    assert len(set(costs)) == 1, costs
