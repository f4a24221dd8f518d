"""Indico's HTTP export as JSON: an event's contributions and sessions, or its timetable.

Source: docs.getindico.io, HTTP API, `/export/event/ID.json?detail=sessions` and
`/export/timetable/ID.json`. A moment is an object with `date`, `time` and `tz`.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from eventapp.agenda.readers import build, wall_clock
from eventapp.agenda.readers.moments import Context
from eventapp.agenda.readers.rows import SessionRow, Somebody, Timetable

LONGEST_MINUTES = 10_000


def is_one(content: Any) -> bool:
    """Say whether the JSON is an export of Indico."""
    if not isinstance(content, Mapping):
        return False
    results = content.get("results")
    if isinstance(results, Mapping):
        return any("entryType" in entry for entry in _entries(results))
    return isinstance(results, list) and any(
        isinstance(result, Mapping) and isinstance(result.get("startDate"), Mapping)
        for result in results
    )


def read(content: Mapping[str, Any], context: Context) -> Timetable:
    """Return the timetable of the first event of the export."""
    timetable, results = Timetable(), content["results"]
    if isinstance(results, Mapping):
        for entry in _entries(results):
            _add(timetable, entry, context, "")
        return timetable
    event = next(result for result in results if isinstance(result, Mapping))
    zone = wall_clock.zone_of(build.text(event.get("timezone")))
    timetable.title, timetable.zone = build.text(event.get("title")), zone.key if zone else ""
    for contribution in _objects(event.get("contributions")):
        _add(timetable, contribution, context, "")
    for block in _objects(event.get("sessions")):
        inside = _objects(block.get("contributions"))
        name = build.text(block.get("title")) or build.text(
            _mapping(block.get("session")).get("title")
        )
        for contribution in inside:
            _add(timetable, contribution, context, name)
        if not inside:
            _add(timetable, block, context, "")
    return timetable


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _objects(value: Any) -> list[Mapping[str, Any]]:
    return (
        [entry for entry in value if isinstance(entry, Mapping)] if isinstance(value, list) else []
    )


def _entries(results: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the entries of every day; of a session with entries of its own, those."""
    for event in results.values():
        for day in _mapping(event).values():
            for entry in _mapping(day).values():
                inside = [
                    _mapping(part) for part in _mapping(_mapping(entry).get("entries")).values()
                ]
                yield from inside or [_mapping(entry)]


def _moment(value: Any, context: Context) -> datetime | None:
    held = _mapping(value)
    zone = wall_clock.zone_of(build.text(held.get("tz"))) or context.zone
    return wall_clock.moment(f"{build.text(held.get('date'))}T{build.text(held.get('time'))}", zone)


def _add(timetable: Timetable, entry: Mapping[str, Any], context: Context, session: str) -> None:
    title, number = build.text(entry.get("title")), build.text(entry.get("id"))
    where = f"{number}: {title[:60]}"
    starts, ends = (_moment(entry.get(name), context) for name in ("startDate", "endDate"))
    typed = _mapping(entry.get("startDate"))
    build.named_time(
        timetable, f"{typed.get('date')} {typed.get('time')}" if typed else "", starts, where=where
    )
    minutes = entry.get("duration")
    if ends is None and starts and isinstance(minutes, int) and 0 < minutes < LONGEST_MINUTES:
        ends = starts + timedelta(minutes=minutes)
    build.add(
        timetable,
        SessionRow(
            key=build.text(entry.get("uniqueId")) or number,
            title=title,
            description=build.text(entry.get("description")),
            kind="break" if entry.get("entryType") == "Break" else build.text(entry.get("type")),
            track=_name(entry.get("track")) or _name(entry.get("session")) or session,
            room=build.text(
                entry.get("room") or entry.get("roomFullname") or entry.get("location")
            ),
            starts_at=starts,
            ends_at=ends,
            people=tuple(_people(entry)),
            silent=frozenset({"subtitle", "abstract"}),
        ),
        where=where,
    )


def _name(value: Any) -> str:
    return build.text(value.get("title")) if isinstance(value, Mapping) else build.text(value)


def _people(entry: Mapping[str, Any]) -> Iterator[Somebody]:
    for person in _objects(entry.get("speakers")) or _objects(entry.get("presenters")):
        given, family = (
            build.text(person.get(ours) or person.get(other))
            for ours, other in (("first_name", "firstName"), ("last_name", "familyName"))
        )
        name = f"{given} {family}".strip() or build.text(
            person.get("fullName") or person.get("name")
        )
        yield Somebody(name=name, organisation=build.text(person.get("affiliation")))
