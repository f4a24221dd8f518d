"""On which day the demo conference takes place."""

from datetime import date, timedelta

import pytest

from eventapp.demo.day import conference_day, easter


@pytest.mark.parametrize(
    ("year", "sunday"),
    [(2008, "2008-03-23"), (2016, "2016-03-27"), (2025, "2025-04-20"), (2027, "2027-03-28"),
     (2032, "2032-03-28"), (2035, "2035-03-25"), (2038, "2038-04-25"), (2160, "2160-03-23")],
)  # fmt: skip
def test_easter_falls_on_the_known_sundays(year: int, sunday: str) -> None:
    assert easter(year) == date.fromisoformat(sunday)


@pytest.mark.parametrize(
    ("today", "day"),
    [
        ("2026-11-24", "2027-04-01"),  # 25 March 2027 is Maundy Thursday
        ("2027-01-16", "2027-04-01"),  # 75 days ahead to the day
        ("2027-01-17", "2028-03-23"),
        ("2015-01-10", "2015-03-26"),  # as it was
        ("2035-01-01", "2035-03-29"),  # 22 March 2035 is Maundy Thursday
    ],
)
def test_the_day_is_a_thursday_from_20_march_but_not_maundy_thursday(today: str, day: str) -> None:
    assert conference_day(date.fromisoformat(today)) == date.fromisoformat(day)


def test_every_day_of_a_decade_finds_its_thursday() -> None:
    for offset in range(3650):
        today = date(2026, 1, 1) + timedelta(days=offset)
        day = conference_day(today)
        assert day.weekday() == 3
        assert (day.month, day.day) >= (3, 20)
        assert day - today >= timedelta(days=75)
        assert day != easter(day.year) - timedelta(days=3)
