"""Sessionize's JSON view "All": sessions, speakers, rooms and categories as joined lists.

Source: the sample that Sessionize shows beside its API, Embed > API / Endpoint > View "All".
"""

from collections.abc import Iterator, Mapping
from typing import Any

from eventapp.agenda.readers import build, wall_clock
from eventapp.agenda.readers.moments import Context
from eventapp.agenda.readers.rows import SessionRow, Somebody, Timetable

TRACKS = ("track", "thema", "parcours", "strang")
"""What the name of the category that holds the track begins with."""


def is_one(content: Mapping[str, Any]) -> bool:
    """Say whether the JSON object is such a view."""
    sessions = content.get("sessions")
    return isinstance(sessions, list) and any(
        isinstance(item, Mapping) and "startsAt" in item for item in sessions
    )


def read(content: Mapping[str, Any], context: Context) -> Timetable:
    """Return the timetable; Sessionize writes the event's own wall time, without a zone."""
    timetable = Timetable()
    rooms = {key: build.text(room.get("name")) for key, room in _by_id(content, "rooms").items()}
    people = _by_id(content, "speakers")
    tracks, kinds = _categories(content)
    for session in _objects(content.get("sessions")):
        title, number = build.text(session.get("title")), build.text(session.get("id"))
        where = f"session {number}: {title[:60]}"
        typed = build.text(session.get("startsAt"))
        starts = wall_clock.moment(typed, context.zone)
        build.named_time(timetable, typed, starts, where=where)
        items = [build.text(choice) for choice in session.get("categoryItems") or ()]
        build.add(
            timetable,
            SessionRow(
                key=number,
                title=title,
                abstract=build.text(session.get("description")),
                kind="break" if session.get("isServiceSession") is True else _first(items, kinds),
                track=_first(items, tracks),
                room=rooms.get(build.text(session.get("roomId")), ""),
                starts_at=starts,
                ends_at=wall_clock.moment(build.text(session.get("endsAt")), context.zone),
                people=tuple(_people(session, people)),
                state=build.text(session.get("status")),
                silent=frozenset({"subtitle", "description"}),
            ),
            where=where,
        )
    return timetable


def _objects(value: Any) -> list[Mapping[str, Any]]:
    return (
        [entry for entry in value if isinstance(entry, Mapping)] if isinstance(value, list) else []
    )


def _by_id(content: Mapping[str, Any], name: str) -> dict[str, Mapping[str, Any]]:
    return {build.text(entry.get("id")): entry for entry in _objects(content.get(name))}


def _categories(content: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the names of the items that are tracks, and of those that say a format."""
    tracks: dict[str, str] = {}
    formats: dict[str, str] = {}
    for category in _objects(content.get("categories")):
        title = build.text(category.get("title")).strip().casefold()
        held = tracks if title.startswith(TRACKS) else formats if "format" in title else {}
        for item in _objects(category.get("items")):
            held[build.text(item.get("id"))] = build.text(item.get("name"))
    return tracks, formats


def _first(items: list[str], names: Mapping[str, str]) -> str:
    return next((names[item] for item in items if item in names), "")


def _people(
    session: Mapping[str, Any], people: Mapping[str, Mapping[str, Any]]
) -> Iterator[Somebody]:
    for speaker in session.get("speakers") or ():
        number = build.text(speaker.get("id") if isinstance(speaker, Mapping) else speaker)
        whole = people.get(number, {})
        both = f"{build.text(whole.get('firstName'))} {build.text(whole.get('lastName'))}"
        yield Somebody(
            name=build.text(whole.get("fullName")) or both.strip(),
            key=number,
            biography=build.text(whole.get("bio")),
        )
