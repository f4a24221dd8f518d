"""Days and times as each language writes them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from eventapp.i18n import formats
from eventapp.i18n.reader import speaking

MOMENT = datetime(2027, 4, 1, 7, 30, tzinfo=UTC)


def written(text: str) -> str:
    """Return the text with plain blanks, so that a test shows what is read."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("code", "day", "spoken"),
    [("de", "Donnerstag, 1. April 2027", "9:30 Uhr"), ("fr", "jeudi 1er avril 2027", "9 h 30"),
     ("en", "Thursday, 1 April 2027", "9:30")],
)  # fmt: skip
def test_a_day_and_a_time_are_written_as_in_the_language(code: str, day: str, spoken: str) -> None:
    with speaking(code, "Europe/Berlin"):
        assert written(formats.format_day(MOMENT)) == day
        assert written(formats.format_time_spoken(MOMENT)) == spoken
        assert formats.format_time(MOMENT) == "9:30"


def test_only_the_first_of_a_month_is_an_ordinal_in_french() -> None:
    with speaking("fr"):
        assert written(formats.format_date(date(2027, 4, 21))) == "21 avril 2027"
        assert written(formats.format_date(date(2027, 4, 11))) == "11 avril 2027"
        assert written(formats.format_time_spoken(datetime(2027, 4, 1, 9, tzinfo=UTC))) == "9 h"


def test_no_line_breaks_between_a_number_and_its_word() -> None:
    with speaking("de", "Europe/Berlin"):
        assert "\u00a0Uhr" in formats.format_moment(MOMENT)
        assert "1.\u00a0April" in formats.format_moment(MOMENT)


def test_the_day_is_that_of_the_events_clock() -> None:
    late = datetime(2027, 4, 1, 22, 30, tzinfo=UTC)

    with speaking("en", "Europe/Berlin"):
        assert written(formats.format_date(late)) == "2 April 2027"
    with speaking("en", "America/New_York"):
        assert written(formats.format_date(late)) == "1 April 2027"


@pytest.mark.parametrize(
    ("code", "same_day", "two_days"),
    [
        ("de", "1. April 2027, 9:30–12:00", "1. April 2027, 9:30 – 2. April 2027, 9:30"),
        ("fr", "1er avril 2027, 9:30–12:00", "1er avril 2027, 9:30 – 2 avril 2027, 9:30"),
        ("en", "1 April 2027, 9:30–12:00", "1 April 2027, 9:30 – 2 April 2027, 9:30"),
    ],
)
def test_hours_from_and_until_are_written_in_one_way(
    code: str, same_day: str, two_days: str
) -> None:
    with speaking(code, "Europe/Berlin"):
        assert written(formats.format_range(MOMENT, MOMENT + timedelta(minutes=150))) == same_day
        assert written(formats.format_range(MOMENT, MOMENT + timedelta(days=1))) == two_days
        assert written(formats.format_range(MOMENT)) == same_day.removesuffix("–12:00")
        assert formats.format_hours(MOMENT, MOMENT + timedelta(minutes=150)) == "9:30–12:00"
        assert formats.format_hours(MOMENT) == "9:30"
