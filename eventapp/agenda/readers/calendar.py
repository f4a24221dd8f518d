"""iCalendar files (RFC 5545): every VEVENT of every calendar in the file."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar
from icalendar import Event as CalendarEvent
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from eventapp.agenda.readers import build, dates, wall_clock
from eventapp.agenda.readers.errors import NotATimetable
from eventapp.agenda.readers.rows import SessionRow, Somebody, Timetable
from eventapp.errors import Sentence


def read(data: str, zone: ZoneInfo) -> Timetable:
    """Return the timetable; floating times are meant in `zone`."""
    try:
        calendars = Calendar.from_ical(data, multiple=True)
        timetable = _whole(calendars, zone)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise NotATimetable(
            Sentence("The calendar is damaged (%(where)s).", where=str(error)[:120])
        ) from error
    if not timetable.rows:
        raise NotATimetable(Sentence("There is no event in this calendar. Nothing was changed."))
    return timetable


def _whole(calendars: list[Any], zone: ZoneInfo) -> Timetable:
    timetable, named = Timetable(), Counter[str]()
    for calendar in calendars:
        own = wall_clock.zone_of(str(calendar.get("X-WR-TIMEZONE", "")))
        timetable.title = timetable.title or str(calendar.get("X-WR-CALNAME", ""))
        described = {
            str(zone_of_file.get("TZID", "")): _place(zone_of_file)
            for zone_of_file in calendar.walk("VTIMEZONE")
        }
        for event in calendar.walk("VEVENT"):
            zone_of_event = _zone_named(event, described)
            if zone_of_event is not None:
                named[zone_of_event.key] += 1
            _add(timetable, event, own or zone, described)
        if own is not None:
            named[own.key] += 0  # counts where no entry names a zone of its own
    timetable.zone = named.most_common(1)[0][0] if named else ""
    return timetable


def _place(described: Any) -> ZoneInfo | None:
    """Return the zone that a VTIMEZONE describes: by its name, or by the place it is for."""
    names = (str(described.get(name, "")) for name in ("TZID", "X-LIC-LOCATION"))
    return next((zone for name in names if (zone := _known(name)) is not None), None)


def _known(name: str) -> ZoneInfo | None:
    """Return the zone of an IANA name, also behind a prefix, or of a name of Windows."""
    return (
        wall_clock.zone_of(name)
        or wall_clock.zone_of("/".join(name.rsplit("/", 2)[-2:]))
        or wall_clock.zone_of(WINDOWS_TO_OLSON.get(name, ""))
    )


def _zone_named(event: CalendarEvent, described: Mapping[str, ZoneInfo | None]) -> ZoneInfo | None:
    begins = _first(event, "DTSTART")
    name = str(begins.params.get("TZID", "")) if begins is not None else ""
    return described.get(name) or _known(name) if name else None


def _add(
    timetable: Timetable, event: CalendarEvent, zone: ZoneInfo, known: Mapping[str, ZoneInfo | None]
) -> None:
    title = str(event.get("SUMMARY", ""))
    where = f"{str(event.get('UID', ''))[:40]}: {title[:60]}"
    starts, ends = _moment(event, "DTSTART", zone), _moment(event, "DTEND", zone)
    _tell_oddities(timetable, event, starts, known, where=where)
    lasts = _first(event, "DURATION")
    if ends is None and starts is not None and lasts is not None:
        ends = starts + lasts.dt
    organiser = _first(event, "ORGANIZER")
    name = str(organiser.params.get("CN", "")) if organiser is not None else ""
    build.add(
        timetable,
        SessionRow(
            key=str(event.get("UID", "")),
            title=title,
            abstract=str(event.get("DESCRIPTION", "")),
            room=str(event.get("LOCATION", "")),
            track=_category(event),
            starts_at=starts,
            ends_at=ends,
            people=(Somebody(name),) if name else (),
            silent=frozenset({"subtitle", "description"}),
            state=str(event.get("STATUS", "")).lower(),
        ),
        where=where,
    )


def _tell_oddities(
    timetable: Timetable,
    event: CalendarEvent,
    starts: datetime | None,
    known: Mapping[str, ZoneInfo | None],
    *,
    where: str,
) -> None:
    """Write down what is damaged, repeats, or means a zone that nobody describes."""
    for name, value in getattr(event, "errors", ()):
        timetable.note(
            where,
            Sentence("%(name)s is damaged: %(why)s", name=name or event.name, why=str(value)[:80]),
        )
    begins = _first(event, "DTSTART")
    named = str(begins.params.get("TZID", "")) if begins is not None else ""
    if named and named not in known:
        timetable.note(
            where,
            Sentence(
                "The time zone %(zone)s is not described in the file; its name is used.", zone=named
            ),
        )
    if event.get("RRULE") or event.get("RDATE"):
        timetable.note(where, Sentence("It repeats; the first date was used."))
    if begins is not None:
        build.named_time(timetable, begins.to_ical().decode(), starts, where=where)


def _category(event: CalendarEvent) -> str:
    category = _first(event, "CATEGORIES")
    return str(category.cats[0]) if category is not None and getattr(category, "cats", None) else ""


def _first(event: CalendarEvent, name: str) -> Any:
    """Return the first value of a property that some files give twice."""
    value = event.get(name)
    return value[0] if isinstance(value, list) and value else value


def _moment(event: CalendarEvent, name: str, zone: ZoneInfo) -> datetime | None:
    moment = getattr(_first(event, name), "dt", None)
    if not isinstance(moment, date) or moment.year not in dates.YEARS:
        return None
    if isinstance(moment, datetime):
        return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)
    return datetime.combine(moment, time(0), zone)
