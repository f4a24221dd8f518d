"""C3: eight phones read the same badge in the same instant, over real HTTP."""

import contextlib
import json
import threading
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.badges.models import Badge
from eventapp.checkin import queries
from eventapp.checkin.models import Scan
from eventapp.checkin.scan_replay import fold
from eventapp.checkin.services import scans
from eventapp.events.models import Event
from tests.checkin.test_doors import T0, make_badge, make_phone
from tests.conftest import LiveServer
from tests.factories.events import make_category, make_event_with_category
from tests.factories.registrations import make_registration
from tests.load.test_seat_race import at_once, call, unlock_sqlite

PHONES = 8


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event whose end is ahead of every clock."""
    event, _category = make_event_with_category(session)
    event.starts_at = event.ends_at = None
    return event


def make_badges(session: Session, app: Flask, event: Event, number: int) -> list[Badge]:
    """Return the badges of that many participants."""
    category = make_category(session, event, key="members")
    return [
        make_badge(session, app, event, make_registration(session, event, category, f"N{place}"))
        for place in range(number)
    ]


def all_read(url: str, cookies: list[str], token: str, seq: int) -> list[dict[str, Any]]:
    """Return what every phone is told that reads the badge in the same instant."""
    answers: list[dict[str, Any]] = []

    def act(turn: int) -> int:
        moment = T0 + seq * 100_000 + turn
        body = {"id": str(uuid.uuid4()), "seq": seq, "code": token, "t": moment}
        headers = {"Cookie": f"door={cookies[turn]}", "Content-Type": "application/json"}
        status, (_, content) = call(url, "POST", "/door/v1/scan", json.dumps(body), headers)
        answers.append(json.loads(content))
        return status

    assert at_once(len(cookies), act) == {200: len(cookies)}
    return answers


def test_eight_phones_at_once_admit_a_badge_once(
    session: Session, live: LiveServer, event: Event, app: Flask
) -> None:
    badges = make_badges(session, app, event, 30)
    cookies = [make_phone(session, event, door=f"Door {number}") for number in range(PHONES)]

    for seq, badge in enumerate(badges, 1):
        answers = all_read(live.url, cookies, badge.token, seq)

        refused = [answer for answer in answers if answer["decision"] == "refuse"]
        assert [answer["verdict"] for answer in answers if answer["decision"] == "admit"] == [
            "first"
        ]
        assert {answer["why"] for answer in refused} == {"already_in"}
        assert {answer["first"]["gate"] for answer in refused} <= {
            f"Door {no}" for no in range(PHONES)
        }
        assert len({json.dumps(answer["first"]) for answer in refused}) == 1

    session.rollback()
    counted = queries.counts(session, event, now_ms=T0)
    assert (counted.inside, counted.arrived, counted.refused) == (30, 30, 30 * (PHONES - 1))


def test_without_the_lock_a_badge_is_admitted_twice(
    session: Session,
    live: LiveServer,
    event: Event,
    app: Flask,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """C3n: the race is real; take the locks out and two doors say welcome."""
    [badge] = make_badges(session, app, event, 1)
    cookies = [make_phone(session, event, door=f"Door {number}") for number in range(PHONES)]
    monkeypatch.setattr(queries, "hold_badge", lambda _session, statement: statement)
    monkeypatch.setattr(scans, "fold", all_together(fold))
    monkeypatch.setattr(scans, "_note_presence", lambda *_given: None)  # unique, it would refuse
    if session.get_bind().dialect.name == "sqlite":
        unlock_sqlite(live.app)

    answers = all_read(live.url, cookies, badge.token, 1)

    assert sum(answer["decision"] == "admit" for answer in answers) > 1


def all_together(decide: Callable[..., Any]) -> Callable[..., Any]:
    """Return the fold, ended by each phone only when all have read the badge's scans."""
    barrier = threading.Barrier(PHONES)

    def folded(*arguments: Any) -> Any:
        decision = decide(*arguments)
        with contextlib.suppress(threading.BrokenBarrierError):
            barrier.wait(5)
        return decision

    return folded


def test_answer_that_was_lost_and_asked_for_again_at_once_is_one_record(
    session: Session, live: LiveServer, event: Event
) -> None:
    """A8: the phone sends the same number twice before the first answer came."""
    cookie = make_phone(session, event)
    body = json.dumps({"id": str(uuid.uuid4()), "seq": 1, "code": "HELLO", "t": T0})
    headers = {"Cookie": f"door={cookie}", "Content-Type": "application/json"}

    statuses = at_once(
        PHONES, lambda _turn: call(live.url, "POST", "/door/v1/scan", body, headers)[0]
    )

    assert statuses == {200: PHONES}
    session.rollback()
    assert session.scalar(select(func.count(Scan.id))) == 1
