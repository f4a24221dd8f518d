"""Which day a session or a feast belongs to: a conference's day ends in the small hours."""

from datetime import date, datetime, time, timedelta, tzinfo

DAY_STARTS_AT = time(4)
"""What begins earlier belongs to the evening before, as timetables of the field have it."""


def day_of(moment: datetime, zone: tzinfo) -> date:
    """Return the day of the programme that a moment belongs to, on the wall clock of the zone."""
    there = moment.astimezone(zone)
    return there.date() if there.time() >= DAY_STARTS_AT else there.date() - timedelta(days=1)


def bounds_of(day: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """Return when a day of the programme begins and ends."""
    begins = datetime.combine(day, DAY_STARTS_AT, zone)
    return begins, datetime.combine(day + timedelta(days=1), DAY_STARTS_AT, zone)
