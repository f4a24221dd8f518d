"""Moments: one writing, and what a clock shows, also in the hour that it repeats."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from eventapp.moments import moment_of, on_clock, shown_on_clock, utc_text

BERLIN = ZoneInfo("Europe/Berlin")


def test_a_moment_has_one_writing_whatever_its_zone() -> None:
    there = datetime(2027, 4, 15, 9, 30, tzinfo=BERLIN)

    assert utc_text(there) == "2027-04-15T07:30:00+00:00"
    assert moment_of(utc_text(there)) == there
    assert utc_text(None) is None
    assert moment_of("") is None


def test_what_was_not_touched_keeps_its_seconds_and_its_second_time() -> None:
    later = datetime(2027, 10, 31, 1, 30, 12, tzinfo=UTC)  # 2:30 for the second time
    typed = datetime(2027, 10, 31, 2, 30)  # noqa: DTZ001  (what a form shows)

    assert on_clock(typed, BERLIN, held=later) == later
    assert on_clock(typed, BERLIN) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_what_was_touched_is_what_the_clock_shows() -> None:
    held = datetime(2027, 4, 15, 7, 30, tzinfo=UTC)
    typed = datetime(2027, 4, 15, 9, 45)  # noqa: DTZ001  (what a form shows)

    moment = on_clock(typed, BERLIN, held=held)

    assert moment == datetime(2027, 4, 15, 7, 45, tzinfo=UTC)
    assert shown_on_clock(moment, BERLIN) == typed
    assert on_clock(None, BERLIN, held=held) is None
    assert shown_on_clock(None, BERLIN) is None
