"""Deadlines of offers end when people work."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from eventapp.registration.working_hours import deadline

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("now", "hours", "expected"),
    [
        ("2027-01-12T10:00", 48, "2027-01-14T10:00"),
        ("2027-01-12T22:00", 48, "2027-01-15T08:00"),
        ("2027-01-12T03:00", 24, "2027-01-13T08:00"),
        ("2027-01-15T10:00", 48, "2027-01-18T08:00"),
        ("2027-01-15T21:00", 24, "2027-01-18T08:00"),
        ("2027-01-12T20:00", 24, "2027-01-13T20:00"),
        ("2027-03-26T09:30", 48, "2027-03-29T08:00"),
    ],
)
def test_a_deadline_is_moved_on_into_working_hours(now: str, hours: int, expected: str) -> None:
    moment = deadline(datetime.fromisoformat(now).replace(tzinfo=BERLIN), hours, "Europe/Berlin")

    assert moment == datetime.fromisoformat(expected).replace(tzinfo=BERLIN)


def test_the_hours_of_the_event_count_and_not_those_of_the_server() -> None:
    at = datetime(2027, 1, 12, 20, 30, tzinfo=UTC)

    assert deadline(at, 24, "Europe/Berlin").astimezone(BERLIN).hour == 8
    assert deadline(at, 24, "America/New_York").astimezone(ZoneInfo("America/New_York")).hour == 15
