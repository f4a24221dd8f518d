"""When somebody is there: none means always, times that meet are one."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from eventapp.people.availability import as_text, is_there


def at(hour: int) -> datetime:
    """Return a full hour of the day."""
    return datetime(2027, 3, 26, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("times", "there"),
    [
        ([], True),
        ([(9, 12)], True),
        ([(10, 11)], True),
        ([(9, 10), (10, 12)], True),
        ([(10, 12), (8, 10)], True),
        ([(8, 10)], False),
        ([(11, 12)], False),
        ([(8, 10), (11, 12)], False),
        ([(9, 10), (12, 13)], False),
    ],
)
def test_who_is_there_is_so_from_the_beginning_to_the_end(
    times: list[tuple[int, int]], *, there: bool
) -> None:
    ranges = [(at(begins), at(ends)) for begins, ends in times]

    assert is_there(ranges, at(10), at(11)) is there


def test_sheets_read_intervals_on_the_clock_of_the_event() -> None:
    text = as_text([(at(14), at(15)), (at(9), at(10))], ZoneInfo("Europe/Berlin"))

    assert text == (
        "2027-03-26T10:00+01:00/2027-03-26T11:00+01:00; "
        "2027-03-26T15:00+01:00/2027-03-26T16:00+01:00"
    )
