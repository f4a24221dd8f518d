"""Times as timetables write them: clocks, lengths, moments, zones. Pure."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from eventapp.agenda.readers.dates import YEARS

_CLOCK = re.compile(
    r"(\d{1,2})(?:\s*([:h.])\s*(\d{2})?(?::\d{2}(?:\.\d+)?)?)?\s*(uhr|h|[ap]\.?\s?m\.?)?"
)
_HOURS = re.compile(r"(\d{1,2})\s*(?:h|std\.?|hours?|heures?|stunden?)\s*(\d{1,2})?")
_MINUTES = re.compile(r"(\d{1,4})\s*(?:min\w*\.?|')?")
_ISO = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
_COLONS = re.compile(r"(\d{1,3}):(\d{2})(?::(\d{1,3}))?")

LONGEST = timedelta(days=7)
NOON = 12


def duration(typed: str) -> timedelta | None:
    """Return a length such as `0:45`, `00:45:00`, `1h30`, `45 min.`, `PT45M`; None: not one."""
    text = typed.strip().lower()
    span: timedelta | None = None
    if match := _ISO.fullmatch(text.upper()):
        days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
        span = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    elif match := _COLONS.fullmatch(text):
        span = timedelta(hours=int(match[1]), minutes=int(match[2]))
    elif match := _HOURS.fullmatch(text):
        span = timedelta(hours=int(match[1]), minutes=int(match[2] or 0))
    elif match := _MINUTES.fullmatch(text):
        span = timedelta(minutes=int(match[1]))
    return span if span is not None and timedelta() < span <= LONGEST else None


def clock(typed: str) -> time | None:
    """Return a time of day: `9:30`, `9 h 30`, `09.30 Uhr`, `6:00pm`, `9 AM`; None: not one."""
    match = _CLOCK.fullmatch(" ".join(typed.lower().split()))
    if match is None or not (match[2] or match[4]):
        return None
    hours, minutes, half = int(match[1]), int(match[3] or 0), (match[4] or "")[0:1]
    if half in {"a", "p"}:
        if not 1 <= hours <= NOON:
            return None
        hours = hours % NOON + (NOON if half == "p" else 0)
    return time(hours % 24, minutes) if hours <= 24 and minutes < 60 else None  # noqa: PLR2004  (hours of a day, minutes of an hour)


def moment(typed: str, zone: ZoneInfo) -> datetime | None:
    """Return an ISO 8601 moment; one without an offset is meant in the zone. None: not one."""
    try:
        moment = datetime.fromisoformat(typed.strip())
    except ValueError:
        return None
    if moment.year not in YEARS:
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)


def is_moment(typed: str) -> bool:
    """Say whether the text is an ISO 8601 moment."""
    return moment(typed, ZoneInfo("UTC")) is not None


def on_day(day_of_room: date, at: time, change: time, zone: ZoneInfo) -> datetime:
    """Return a clock time of a conference day: before the day's change it is the next morning."""
    shown = day_of_room + timedelta(days=1) if at < change else day_of_room
    return datetime.combine(shown, at, zone)


def zone_of(name: str) -> ZoneInfo | None:
    """Return the zone of that IANA name; None: there is none."""
    try:
        return ZoneInfo(name.strip()) if name.strip() else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
