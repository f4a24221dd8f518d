"""frab and voc `schedule.json`, as frab, pretalx and the voc write it: days, rooms, events."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from eventapp.agenda.readers import build, wall_clock
from eventapp.agenda.readers.errors import NotATimetable
from eventapp.agenda.readers.rows import SessionRow, Somebody, Timetable
from eventapp.errors import Sentence


def read(content: Mapping[str, Any], zone: ZoneInfo) -> Timetable:
    """Return the timetable; a value of the wrong kind refuses the whole file."""
    conference = _mapping(_mapping(content, "schedule"), "conference")
    own = wall_clock.zone_of(build.text(conference.get("time_zone_name")))
    timetable = Timetable(title=build.text(conference.get("title")), zone=own.key if own else "")
    for day in _list(conference, "days"):
        rooms = _mapping(day, "rooms")
        listed = build.Listed(build.text(day.get("date")), own or zone)
        for name in rooms:
            for event in _list(rooms, name):
                _add(timetable, day, listed, name, event)
        listed.tell(timetable)
    return timetable


def _mapping(content: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = content.get(name)
    if not isinstance(value, Mapping):
        raise NotATimetable(Sentence("“%(name)s” is missing or invalid.", name=name[:60]))
    return value


def _list(content: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    value = content.get(name)
    if not isinstance(value, list) or not all(isinstance(entry, Mapping) for entry in value):
        raise NotATimetable(Sentence("“%(name)s” is missing or invalid.", name=name[:60]))
    return value


def _add(
    timetable: Timetable,
    day: Mapping[str, Any],
    listed: build.Listed,
    room: str,
    event: Mapping[str, Any],
) -> None:
    title = build.text(event.get("title"))
    where = f"event {build.text(event.get('id') or event.get('guid'))}: {title[:60]}"
    if not isinstance(event.get("id"), int):
        raise NotATimetable(
            Sentence("%(where)s: the number of a session must be a whole number.", where=where)
        )
    lasts = _lasts(event, where)
    starts = _begins(day, event, listed)
    typed = build.text(event.get("date")) or build.text(event.get("start"))
    listed.add(timetable, build.text(event.get("guid")), typed, starts, where=where)
    build.add(
        timetable,
        SessionRow(
            key=build.text(event.get("guid")) or build.text(event.get("id")),
            guid=build.text(event.get("guid")),
            title=title,
            subtitle=build.text(event.get("subtitle")),
            abstract=build.text(event.get("abstract")),
            description=build.text(event.get("description")),
            kind=build.text(event.get("type")),
            track=build.text(event.get("track")),
            language=build.text(event.get("language")),
            room=(build.text(event.get("room")) or room).strip(" –"),
            starts_at=starts,
            ends_at=starts + lasts if starts and lasts else None,
            people=tuple(people_of(event.get("persons"))),
            state="cancelled" if event.get("cancelled") is True else build.text(event.get("state")),
        ),
        where=where,
    )


def _lasts(event: Mapping[str, Any], where: str) -> timedelta | None:
    typed = build.text(event.get("duration"))
    lasts = wall_clock.duration(typed)
    if lasts is None and wall_clock.clock(typed) is None:
        raise NotATimetable(
            Sentence("%(where)s: “%(typed)s” is not a duration.", where=where, typed=typed[:40])
        )
    return lasts


def _begins(
    day: Mapping[str, Any], event: Mapping[str, Any], listed: build.Listed
) -> datetime | None:
    """Return the moment the event names, or its time on the day it stands under."""
    named = wall_clock.moment(build.text(event.get("date")), listed.zone)
    at = wall_clock.clock(build.text(event.get("start")))
    if named is not None or listed.day is None or at is None:
        return named
    change = wall_clock.moment(build.text(day.get("day_start")), listed.zone)
    return wall_clock.on_day(listed.day, at, change.time() if change else time(0), listed.zone)


def people_of(persons: Any) -> Iterator[Somebody]:
    """Yield the persons of an event, whichever of the known names their fields have."""
    for person in persons if isinstance(persons, list) else ():
        if isinstance(person, Mapping):
            yield Somebody(
                name=build.text(
                    person.get("public_name")
                    or person.get("full_public_name")
                    or person.get("name")
                ),
                key=build.text(person.get("guid") or person.get("code") or person.get("id")),
                biography=build.text(person.get("biography") or person.get("description")),
            )
