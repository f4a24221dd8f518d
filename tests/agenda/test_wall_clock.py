"""Lengths, clocks and moments as timetables write them, and what is none of them."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from eventapp.agenda.readers import wall_clock

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("0:45", 45), ("00:45:00", 45), ("1h30", 90), ("2 Std.", 120), ("45 min.", 45), ("PT45M", 45),
     ("P1DT1H", 1500), ("90", 90)],
)  # fmt: skip
def test_a_length_is_read_in_every_writing(typed: str, minutes: int) -> None:
    assert wall_clock.duration(typed) == timedelta(minutes=minutes)


@pytest.mark.parametrize("typed", ["", "0:00", "P8D", "soon", "-5", "1:2:3:4"])
def test_what_is_no_length_or_lasts_longer_than_any_conference_is_none(typed: str) -> None:
    assert wall_clock.duration(typed) is None


@pytest.mark.parametrize(
    ("typed", "at"),
    [("9:30", time(9, 30)), ("9 h 30", time(9, 30)), ("09.30 Uhr", time(9, 30)), ("6:00pm", time(18)),
     ("12 am", time(0)), ("12 p.m.", time(12)), ("24:00", time(0)), ("9h", time(9))],
)  # fmt: skip
def test_a_clock_is_read_in_every_writing(typed: str, at: time) -> None:
    assert wall_clock.clock(typed) == at


@pytest.mark.parametrize("typed", ["9", "25:00", "9:60", "13 pm", "0 am", "noon"])
def test_what_no_clock_shows_is_none(typed: str) -> None:
    assert wall_clock.clock(typed) is None


def test_a_moment_without_an_offset_is_meant_where_the_event_is() -> None:
    moment = wall_clock.moment("2027-04-15T09:30", BERLIN)

    assert moment == datetime(2027, 4, 15, 9, 30, tzinfo=BERLIN)
    assert wall_clock.moment("2027-04-15T09:30+09:00", BERLIN) != moment
    assert wall_clock.moment("0027-04-15T09:30", BERLIN) is None
    assert not wall_clock.is_moment("15 April")


def test_before_the_days_change_a_clock_means_the_next_morning() -> None:
    day, change = date(2027, 4, 15), time(4)

    assert wall_clock.on_day(day, time(1), change, BERLIN).date() == date(2027, 4, 16)
    assert wall_clock.on_day(day, time(4), change, BERLIN).date() == day
