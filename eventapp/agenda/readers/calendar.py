"""iCalendar files (RFC 5545): every VEVENT of every calendar in the file."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar
from icalendar import Event as CalendarEvent

from eventapp.agenda.readers import build, wall_clock
from eventapp.agenda.readers.errors import NotATimetable
from eventapp.agenda.readers.rows import Row, Somebody, Timetable
from eventapp.errors import Sentence


def read(data: bytes, zone: ZoneInfo) -> Timetable:
    """Return the timetable; floating times are meant in `zone`."""
    try:
        calendars = Calendar.from_ical(data, multiple=True)
        found = _whole(calendars, zone)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise NotATimetable(
            Sentence("The calendar is damaged (%(where)s).", where=str(error)[:120])
        ) from error
    if not found.rows:
        raise NotATimetable(Sentence("There is no event in this calendar. Nothing was changed."))
    return found


def _whole(calendars: list[Any], zone: ZoneInfo) -> Timetable:
    found = Timetable()
    for calendar in calendars:
        own = wall_clock.zone_of(str(calendar.get("X-WR-TIMEZONE", "")))
        found.title = found.title or str(calendar.get("X-WR-CALNAME", ""))
        found.zone = found.zone or (own.key if own else "")
        known = {str(one.get("TZID", "")) for one in calendar.walk("VTIMEZONE")}
        for event in calendar.walk("VEVENT"):
            _add(found, event, own or zone, known)
    return found


def _add(found: Timetable, event: CalendarEvent, zone: ZoneInfo, known: set[str]) -> None:
    title = str(event.get("SUMMARY", ""))
    where = f"{str(event.get('UID', ''))[:40]}: {title[:60]}"
    for name, value in getattr(event, "errors", ()):
        found.note(
            where,
            Sentence("%(name)s is damaged: %(why)s", name=name or event.name, why=str(value)[:80]),
        )
    begins = _first(event, "DTSTART")
    named = str(begins.params.get("TZID", "")) if begins is not None else ""
    if named and named not in known:
        found.note(
            where, Sentence("The zone %(zone)s is not described; its name counts.", zone=named)
        )
    if event.get("RRULE") or event.get("RDATE"):
        found.note(where, Sentence("It repeats; its first date was taken."))
    starts, ends = _moment(event, "DTSTART", zone), _moment(event, "DTEND", zone)
    lasts = _first(event, "DURATION")
    if ends is None and starts is not None and lasts is not None:
        ends = starts + lasts.dt
    organiser = _first(event, "ORGANIZER")
    name = str(organiser.params.get("CN", "")) if organiser is not None else ""
    build.add(
        found,
        Row(
            key=str(event.get("UID", "")),
            title=title,
            abstract=str(event.get("DESCRIPTION", "")),
            room=str(event.get("LOCATION", "")),
            track=_category(event),
            starts_at=starts,
            ends_at=ends,
            people=(Somebody(name),) if name else (),
            silent=frozenset({"subtitle", "description"}),
            cancelled=str(event.get("STATUS", "")).upper() == "CANCELLED",
        ),
        where=where,
    )


def _category(event: CalendarEvent) -> str:
    found = _first(event, "CATEGORIES")
    return str(found.cats[0]) if found is not None and getattr(found, "cats", None) else ""


def _first(event: CalendarEvent, name: str) -> Any:
    """Return the first value of a property that some files give twice."""
    value = event.get(name)
    return value[0] if isinstance(value, list) and value else value


def _moment(event: CalendarEvent, name: str, zone: ZoneInfo) -> datetime | None:
    moment = getattr(_first(event, name), "dt", None)
    if not isinstance(moment, date) or moment.year not in wall_clock.YEARS:
        return None
    if isinstance(moment, datetime):
        return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)
    return datetime.combine(moment, time(0), zone)
