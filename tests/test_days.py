"""A conference's day ends in the small hours, by the clock of its place."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from eventapp.days import bounds_of, day_of

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("moment", "day"),
    [("2027-04-16T01:59+00:00", "2027-04-15"), ("2027-04-16T02:00+00:00", "2027-04-16"),
     ("2027-04-15T22:30+00:00", "2027-04-15")],
)  # fmt: skip
def test_what_begins_before_four_belongs_to_the_evening_before(moment: str, day: str) -> None:
    assert day_of(datetime.fromisoformat(moment), BERLIN) == date.fromisoformat(day)


def test_a_day_reaches_from_its_first_moment_to_the_next_days() -> None:
    begins, ends = bounds_of(date(2027, 4, 15), BERLIN)

    assert day_of(begins, BERLIN) == date(2027, 4, 15)
    assert day_of(ends - timedelta(seconds=1), BERLIN) == date(2027, 4, 15)
    assert day_of(ends, BERLIN) == date(2027, 4, 16)


def test_the_day_on_which_clocks_go_forward_has_twenty_three_hours() -> None:
    begins, ends = bounds_of(date(2027, 3, 27), BERLIN)

    assert ends.astimezone(UTC) - begins.astimezone(UTC) == timedelta(hours=23)
