"""Deadlines that end when people work: Monday to Friday, 8 to 20 o'clock of the event's zone."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

OPENS, CLOSES = time(8), time(20)
SATURDAY = 5


def deadline(now: datetime, hours: int, zone: str) -> datetime:
    """Return the moment so many hours ahead, moved on into working hours of the zone.

    Hours are counted in real time, so a night in which the clocks change is no longer or shorter.
    """
    at = (now + timedelta(hours=hours)).astimezone(ZoneInfo(zone))
    day = at.date()
    if at.time() > CLOSES:
        day += timedelta(days=1)
    elif at.weekday() < SATURDAY and at.time() >= OPENS:
        return at
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return datetime.combine(day, OPENS, ZoneInfo(zone))
