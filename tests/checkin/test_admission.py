"""Decisions on badges: the table that devices without a network are held to as well."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from eventapp.checkin.admission import Asked, Known, Policy, days_of, decide
from eventapp.checkin.scan_replay import Record, fold
from eventapp.checkin.verdicts import Decision, Direction, Override, Standing, Why
from eventapp.paths import CHECKOUT

CASES = json.loads((CHECKOUT / "tests" / "data" / "decisions.json").read_text("utf-8"))
BERLIN = ZoneInfo("Europe/Berlin")


def days(texts: list[str]) -> tuple[date, ...]:
    """Return the days of their texts."""
    return tuple(date.fromisoformat(text) for text in texts)


def record(row: dict[str, Any]) -> Record:
    """Return a scan of a case's log."""
    known = {name: row[name] for name in ("dev", "seq", "t", "off", "mode")}
    return Record(direction=Direction(row["dir"]), decision=Decision(row["dec"]), **known)


def test_table_holds_two_hundred_cases_with_names_of_their_own() -> None:
    assert len(CASES) >= 200
    assert len({case["name"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_decision_is_that_of_the_table(case: dict[str, Any]) -> None:
    policy = Policy(**{**case["policy"], "days": days(case["policy"]["days"])})
    known = Known(
        Standing(case["standing"]) if case["standing"] else None,
        days(case["days"]),
        Why(case["lack"]) if case["lack"] else None,
    )
    asked = Asked(
        Direction(case["dir"]),
        case["te"],
        case["dev"],
        date.fromisoformat(case["day"]) if case["day"] else None,
        Override(case["reason"]) if case["reason"] else None,
    )

    decided = decide(asked, known, policy, fold(map(record, case["log"])), online=case["online"])

    spoken = {
        "decision": decided.decision,
        "verdict": decided.verdict,
        "why": decided.why,
        "day": decided.day.isoformat() if decided.day else None,
        "first": decided.opened.te if decided.opened else None,
    }
    assert {name: word for name, word in spoken.items() if word is not None} == case["expect"]


def test_days_are_those_of_the_events_clock_and_a_night_belongs_to_the_day_before() -> None:
    starts = datetime(2015, 3, 25, 8, 30, tzinfo=UTC)

    assert days_of(starts, None, BERLIN) == (date(2015, 3, 25),)
    assert days_of(starts, starts + timedelta(hours=17), BERLIN) == (date(2015, 3, 25),)
    assert days_of(starts, starts + timedelta(days=1), BERLIN) == days(["2015-03-25", "2015-03-26"])
    assert days_of(None, None, BERLIN) == ()
