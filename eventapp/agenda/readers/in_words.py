"""Lists of sessions whose days are words and whose lengths are `1h30` or `45 min.`.

The sheet-made programmes of barcamps look like this: `sessions` with `day`, `start`, `duration`.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from eventapp.agenda.readers import build, dates, wall_clock, words
from eventapp.agenda.readers.errors import DaysAsWords
from eventapp.agenda.readers.moments import Context, Moments
from eventapp.agenda.readers.rows import SessionRow, Somebody, Timetable
from eventapp.errors import Sentence


def read(content: Mapping[str, Any], context: Context) -> Timetable:
    """Return the timetable; named days are the first such ones from the event's first on."""
    timetable = Timetable()
    sessions = [item for item in content["sessions"] if isinstance(item, Mapping)]
    moments = Moments.of(context, (build.text(item.get("day")) for item in sessions), timetable)
    for session in sessions:
        _add(timetable, session, moments)
    return timetable


def _add(timetable: Timetable, session: Mapping[str, Any], moments: Moments) -> None:
    key, title = build.text(session.get("id")), build.text(session.get("title"))
    where = f"session {key}: {words.line(title)[:60]}"
    starts = _begins(timetable, session, moments, where)
    lasts = wall_clock.duration(build.text(session.get("duration")))
    names = session.get("facilitator_array")
    names = names if isinstance(names, list) else build.text(session.get("facilitators")).split(",")
    build.add(
        timetable,
        SessionRow(
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
    timetable: Timetable, session: Mapping[str, Any], moments: Moments, where: str
) -> datetime | None:
    typed, at = build.text(session.get("day")), build.text(session.get("start"))
    starts = moments.at(typed, at)
    if typed and moments.day(typed) is None:
        if moments.first is None and dates.is_weekday(typed):
            raise DaysAsWords
        timetable.not_read(where, Sentence("“%(typed)s” is not a day.", typed=typed[:40]), typed)
    elif starts is None:
        build.named_time(timetable, at, starts, where=where)
    elif dates.is_weekday(typed):
        day = starts.date().isoformat()
        timetable.note(where, Sentence("“%(typed)s” was read as %(day)s.", typed=typed, day=day))
    return starts
