"""The voc's second generation of `schedule.json`: a flat list, lengths as ISO 8601."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from eventapp.agenda.readers import build, wall_clock
from eventapp.agenda.readers.frab_json import people_of
from eventapp.agenda.readers.rows import SessionRow, Timetable


def read(schedule: Mapping[str, Any], zone: ZoneInfo) -> Timetable:
    """Return the timetable of the object under `schedule`."""
    conference = schedule.get("conference")
    conference = conference if isinstance(conference, Mapping) else {}
    own = wall_clock.zone_of(build.text(conference.get("time_zone_name")))
    timetable = Timetable(title=build.text(conference.get("title")), zone=own.key if own else "")
    for event in schedule["events"]:
        if isinstance(event, Mapping):
            _add(timetable, event, own or zone)
    return timetable


def _add(timetable: Timetable, event: Mapping[str, Any], zone: ZoneInfo) -> None:
    title = build.text(event.get("title"))
    room = event.get("room")
    track = event.get("track")
    starts = wall_clock.moment(build.text(event.get("start")), zone)
    ends = wall_clock.moment(build.text(event.get("end")), zone)
    lasts = wall_clock.duration(build.text(event.get("duration")))
    people = event.get("participants") or event.get("persons")
    where = f"event {build.text(event.get('code') or event.get('guid'))}: {title[:60]}"
    build.named_time(timetable, build.text(event.get("start")), starts, where=where)
    build.add(
        timetable,
        SessionRow(
            key=build.text(event.get("guid") or event.get("code")),
            guid=build.text(event.get("guid")),
            title=title,
            subtitle=build.text(event.get("subtitle")),
            abstract=build.text(event.get("abstract")),
            description=build.text(event.get("description")),
            kind=build.text(event.get("type")),
            track=build.text(track.get("name") if isinstance(track, Mapping) else track),
            language=build.text(event.get("language")),
            room=build.text(room.get("name") if isinstance(room, Mapping) else room),
            starts_at=starts,
            ends_at=ends or (starts + lasts if starts and lasts else None),
            people=tuple(people_of(people)),
            state=build.text(event.get("state")),
        ),
        where=where,
    )
