"""Lists of sessions whose days are words and whose lengths are `1h30` or `45 min.`.

The sheet-made programmes of barcamps look like this: `sessions` with `day`, `start`, `duration`.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from eventapp.agenda.readers import build, wall_clock, words
from eventapp.agenda.readers.errors import DaysAsWords
from eventapp.agenda.readers.rows import Row, Somebody, Timetable
from eventapp.errors import Sentence


def read(content: Mapping[str, Any], zone: ZoneInfo, first: date | None) -> Timetable:
    """Return the timetable; named days are the first such ones from `first` on."""
    found = Timetable()
    for session in content["sessions"]:
        if isinstance(session, Mapping):
            _add(found, session, zone, first)
    return found


def _add(found: Timetable, session: Mapping[str, Any], zone: ZoneInfo, first: date | None) -> None:
    key, title = build.text(session.get("id")), build.text(session.get("title"))
    where = f"session {key}: {words.line(title)[:60]}"
    starts = _begins(found, session, zone, first, where)
    lasts = wall_clock.duration(build.text(session.get("duration")))
    names = session.get("facilitator_array")
    names = names if isinstance(names, list) else build.text(session.get("facilitators")).split(",")
    build.add(
        found,
        Row(
            key=key,
            title=title,
            abstract=build.text(session.get("description")),
            track=build.text(session.get("category")),
            room=build.text(session.get("location")),
            starts_at=starts,
            ends_at=starts + lasts if starts and lasts else None,
            people=tuple(Somebody(build.text(name)) for name in names),
        ),
        where=where,
    )


def _begins(
    found: Timetable,
    session: Mapping[str, Any],
    zone: ZoneInfo,
    first: date | None,
    where: str,
) -> datetime | None:
    typed, at = build.text(session.get("day")), wall_clock.clock(build.text(session.get("start")))
    day = wall_clock.day(typed)
    if day is None and typed:
        if first is None:
            raise DaysAsWords
        day = wall_clock.named_day(typed, first)
        if day is None:
            found.note(where, Sentence("“%(typed)s” is no day.", typed=typed[:40]))
        else:
            found.note(
                where,
                Sentence("“%(typed)s” was taken as %(day)s.", typed=typed, day=day.isoformat()),
            )
    return datetime.combine(day, at, zone) if day and at else None
