"""Times as timetables write them: durations, clocks, days as words. Pure."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_CLOCK = re.compile(r"(\d{1,2})\s*[:h.]\s*(\d{2})?(?::\d{2})?\s*(?:Uhr)?")
_HOURS = re.compile(r"(\d{1,2})\s*(?:h|std\.?|hours?|heures?|stunden?)\s*(\d{1,2})?")
_MINUTES = re.compile(r"(\d{1,4})\s*(?:min\w*\.?|')?")
_ISO = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
_COLONS = re.compile(r"(\d{1,3}):(\d{2})(?::(\d{1,3}))?")

WEEKDAYS = {
    word: number
    for number, words in enumerate(
        (
            "montag lundi monday mo lun mon",
            "dienstag mardi tuesday di mar tue",
            "mittwoch mercredi wednesday mi mer wed",
            "donnerstag jeudi thursday do jeu thu",
            "freitag vendredi friday fr ven fri",
            "samstag sonnabend samedi saturday sa sam sat",
            "sonntag dimanche sunday so dim sun",
        )
    )
    for word in words.split()
}
"""Names of days in three languages -> Monday 0 to Sunday 6."""

LONGEST = timedelta(days=7)
YEARS = range(1900, 2200)
"""Years of conferences; at the ends of the calendar no zone can be reckoned with."""


def duration(typed: str) -> timedelta | None:
    """Return a length such as `0:45`, `00:45:00`, `1h30`, `45 min.`, `PT45M`; None: not one."""
    text = typed.strip().lower()
    found: timedelta | None = None
    if match := _ISO.fullmatch(text.upper()):
        days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
        found = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    elif match := _COLONS.fullmatch(text):
        found = timedelta(hours=int(match[1]), minutes=int(match[2]))
    elif match := _HOURS.fullmatch(text):
        found = timedelta(hours=int(match[1]), minutes=int(match[2] or 0))
    elif match := _MINUTES.fullmatch(text):
        found = timedelta(minutes=int(match[1]))
    return found if found is not None and timedelta() < found <= LONGEST else None


def clock(typed: str) -> time | None:
    """Return a time of day such as `9:30`, `9h30`, `09.30 Uhr`; None: not one."""
    match = _CLOCK.fullmatch(typed.strip())
    if match is None:
        return None
    hours, minutes = int(match[1]), int(match[2] or 0)
    return time(hours % 24, minutes) if hours <= 24 and minutes < 60 else None  # noqa: PLR2004  (hours of a day, minutes of an hour)


def day(typed: str) -> date | None:
    """Return a date such as `2027-04-01`, `01.04.2027`, `1/4/2027` (the day first)."""
    text = typed.strip()
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        year, month, number = (int(part) for part in match.groups())
    elif match := re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", text):
        number, month, year = (int(part) for part in match.groups())
    else:
        return None
    try:
        return date(year, month, number) if year in YEARS else None
    except ValueError:
        return None


def named_day(word: str, first: date) -> date | None:
    """Return the first such day of the week from `first` on; None: no name of a day."""
    number = WEEKDAYS.get(word.strip().strip(".").lower())
    if number is None:
        return None
    return first + timedelta(days=(number - first.weekday()) % 7)


def moment(typed: str, zone: ZoneInfo) -> datetime | None:
    """Return an ISO 8601 moment; one without an offset is meant in the zone. None: not one."""
    try:
        found = datetime.fromisoformat(typed.strip())
    except ValueError:
        return None
    if found.year not in YEARS:
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=zone)


def is_moment(typed: str) -> bool:
    """Say whether the text is an ISO 8601 moment."""
    return moment(typed, ZoneInfo("UTC")) is not None


def is_named_day(word: str) -> bool:
    """Say whether the word names a day of the week."""
    return word.strip().strip(".").lower() in WEEKDAYS


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
