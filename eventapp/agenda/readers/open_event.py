"""Open Event JSON: sessions, speakers, microlocations and tracks as joined lists."""

from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from eventapp.agenda.readers import build, wall_clock
from eventapp.agenda.readers.rows import SessionRow, Somebody, Timetable


def read(content: Mapping[str, Any], zone: ZoneInfo) -> Timetable:
    """Return the timetable of one joined file."""
    event = content.get("event")
    event = event if isinstance(event, Mapping) else {}
    own = wall_clock.zone_of(build.text(event.get("timezone")))
    timetable = Timetable(title=build.text(event.get("name")), zone=own.key if own else "")
    speakers = {
        build.text(speaker.get("id")): speaker for speaker in _rows(content.get("speakers"))
    }
    for session in _rows(content.get("sessions")):
        _add(timetable, session, speakers, own or zone)
    return timetable


def _rows(value: Any) -> list[Mapping[str, Any]]:
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []


def _name(value: Any) -> str:
    return build.text(value.get("name")) if isinstance(value, Mapping) else build.text(value)


def _add(
    timetable: Timetable,
    session: Mapping[str, Any],
    speakers: Mapping[str, Mapping[str, Any]],
    zone: ZoneInfo,
) -> None:
    title = build.text(session.get("title"))
    number = build.text(session.get("id"))
    where = f"session {number}: {title[:60]}"
    typed = build.text(session.get("start_time") or session.get("starts-at"))
    ends = build.text(session.get("end_time") or session.get("ends-at"))
    starts = wall_clock.moment(typed, zone)
    build.named_time(timetable, typed, starts, where=where)
    build.add(
        timetable,
        SessionRow(
            key=number,
            title=title,
            subtitle=build.text(session.get("subtitle")),
            abstract=build.text(session.get("short_abstract")),
            description=build.text(session.get("long_abstract")),
            kind=_name(session.get("session_type")),
            track=_name(session.get("track")),
            language=build.text(session.get("language")),
            room=_name(session.get("microlocation")).strip(" *"),
            starts_at=starts,
            ends_at=wall_clock.moment(ends, zone),
            people=tuple(_people(session, speakers)),
            state=build.text(session.get("state")),
        ),
        where=where,
    )


def _people(
    session: Mapping[str, Any], speakers: Mapping[str, Mapping[str, Any]]
) -> Iterator[Somebody]:
    for speaker in _rows(session.get("speakers")):
        number = build.text(speaker.get("id"))
        whole = {**speaker, **speakers.get(number, {})}
        yield Somebody(
            name=build.text(whole.get("name")),
            key=number,
            biography=build.text(whole.get("long_biography") or whole.get("short_biography")),
            organisation=build.text(whole.get("organisation")),
        )
