"""The clock of the edge says the moment with its zone: one without would be refused by tables."""

from datetime import UTC, datetime, timedelta

from eventapp import clock


def test_the_moment_is_this_one_and_in_utc() -> None:
    moment = clock.now()

    assert moment.utcoffset() == timedelta()
    assert abs(datetime.now(UTC) - moment) < timedelta(minutes=1)
