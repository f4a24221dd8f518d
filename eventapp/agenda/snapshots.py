"""A release as it is stored: written from the draft, read into a programme. Pure.

Older releases lack what came later; each such field has a meaning when it is missing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from itertools import chain
from typing import Any, NamedTuple, cast

from eventapp.agenda.items import Carried, Item, Part, Speaker
from eventapp.agenda.models import AgendaSession, Room, SessionRole, Track
from eventapp.agenda.places import ReleasedRoom
from eventapp.agenda.programme import Programme
from eventapp.agenda.stored import (
    StoredPart,
    StoredPerson,
    StoredPicture,
    StoredRelease,
    StoredRoom,
    StoredSession,
    StoredTimes,
    TextName,
)
from eventapp.languages import LANGUAGES
from eventapp.moments import moment_of, utc_text
from eventapp.orm import Translated
from eventapp.people.models import Organisation, Person
from eventapp.text_search import searchable

SEARCHED: tuple[TextName, ...] = ("title", "subtitle", "abstract", "description", "track")
"""Texts of a session that a search looks through, in all languages."""

CARRIED = {field.name: field.default for field in fields(Carried)}
"""What a release tells as the draft holds it, with what is meant where it is silent."""


class ById(NamedTuple):
    """The stored people and rooms of a release by their ids."""

    people: Mapping[str, StoredPerson]
    rooms: Mapping[str, StoredRoom]


def named(programme: StoredRelease) -> ById:
    """Return the stored people and rooms of a release by their ids."""
    people = {person["id"]: person for person in programme["people"]}
    return ById(people, {room["id"]: room for room in programme["rooms"]})


def rooms_of(stored: StoredSession, by_id: ById) -> list[StoredRoom]:
    """Return the stored rooms of a stored session, its first one first."""
    ids = (stored["room"] or "", *stored.get("further_rooms", ()))
    return [by_id.rooms[room] for room in ids if room in by_id.rooms]


@dataclass(frozen=True, slots=True)
class Draft:
    """The draft as far as a release holds it."""

    rooms: Sequence[Room]
    tracks: Sequence[Track]
    sessions: Sequence[AgendaSession]
    """With rooms, tracks and blocks, in the order of the programme."""
    roles: Mapping[int, Sequence[SessionRole]]
    """By internal number of the session, with persons and organisations."""
    further_rooms: Mapping[int, Sequence[Room]]


def write(draft: Draft, *, shown: frozenset[str]) -> StoredRelease:
    """Return the whole programme as plain values, not yet numbered for calendars.

    `shown` are the guids the public knows: of no others is told that they are cancelled.
    """
    sessions: list[StoredSession] = []
    people: dict[str, StoredPerson] = {}
    for item in draft.sessions:
        begins = starts_at(item) if _is_shown(item) else None
        if begins is None or (falls_through(item) and item.guid not in shown):
            continue
        parts = list[StoredPart]()
        for role in draft.roles.get(item.id, ()):
            if role.person and role.is_public:
                people[role.person.public_id] = write_person(role.person)
                parts.append(write_part(role, role.person))
        sessions.append(_write_item(item, begins, parts, draft.further_rooms.get(item.id, ())))
    used = {key for stored in sessions for key in (stored["room"], *stored["further_rooms"])}
    names = [track.name.as_dict() for track in draft.tracks]
    return {
        "rooms": [_write_room(room) for room in draft.rooms if room.public_id in used],
        "tracks": [name for name in names if any(stored["track"] == name for stored in sessions)],
        "people": list(people.values()),
        "sessions": sessions,
    }


def _is_shown(item: AgendaSession) -> bool:
    """Say whether the public sees it: it has a time, and so has the block it belongs to."""
    if not item.public or starts_at(item) is None:
        return False
    return item.block is None or _is_shown(item.block)


def starts_at(item: AgendaSession) -> datetime | None:
    """Return when a session of the draft begins; a talk without a time begins with its block."""
    return item.starts_at or (item.block.starts_at if item.block else None)


def falls_through(item: AgendaSession) -> bool:
    """Say whether a session does not take place, itself or with its block."""
    return item.cancelled or (item.block is not None and item.block.cancelled)


def _write_room(room: Room) -> StoredRoom:
    return {
        "id": room.public_id,
        "name": room.name.as_dict(),
        "where": room.place.as_dict(),
        "floor": room.floor.as_dict(),
        "seats": room.seats,
        "accessible": room.accessible,
    }


def write_person(person: Person) -> StoredPerson:
    """Return a person as a release stores them."""
    organisation = person.organisation
    picture: StoredPicture = {}
    if person.portrait is not None:
        picture = {
            "portrait": person.portrait.public_id,
            "portrait_alt": person.portrait_alt.as_dict(),
        }
    return {
        "id": person.public_id,
        "name": person.full_name,
        "sort": person.folded,
        "organisation": called(organisation) if organisation else "",
        "function": person.function.as_dict(),
        "biography": person.biography.as_dict(),
        **picture,
    }


def called(organisation: Organisation) -> str:
    """Return what the programme calls an organisation."""
    return organisation.short_name or organisation.name


def _write_item(
    item: AgendaSession,
    begins: datetime,
    parts: list[StoredPart],
    further: Sequence[Room],
) -> StoredSession:
    room = item.room or (item.block.room if item.block else None)
    named = {
        "title": item.title.as_dict(),
        "room": room.public_id if room else None,
        "further_rooms": [beside.public_id for beside in further],
        "starts_at": utc_text(begins),
        "ends_at": utc_text(item.ends_at),
        "timed": item.starts_at is not None,
        "block": item.block.public_id if item.block else None,
        "cancelled": falls_through(item),
        "id": item.public_id,
        "guid": item.guid,
        "number": item.number,
        "kind": item.kind.value,
        "abstract": item.abstract.as_dict(),
        "track": item.track.name.as_dict() if item.track else {},
        "languages": item.languages,
        "interpretation": item.interpretation,
        "parts": parts,
    }
    held = ((name, getattr(item, name)) for name in CARRIED)
    same = {
        name: value.as_dict() if isinstance(value, Translated) else value for name, value in held
    }
    return cast("StoredSession", {**named, **same})


def write_part(role: SessionRole, person: Person) -> StoredPart:
    """Return a person's part in a session as a release stores it."""
    part: StoredPart = {"person": person.public_id, "part": role.part.value}
    if role.organisation:
        part["organisation"] = called(role.organisation)
    if role.function:
        part["function"] = role.function.as_dict()
    return part


def read(snapshot: StoredRelease) -> Programme:
    """Return the programme a release stored."""
    rooms = {room["id"]: _read_room(room) for room in snapshot["rooms"]}
    people = {person["id"]: _read_person(person) for person in snapshot["people"]}
    order = {room: number for number, room in enumerate(rooms)}
    items = [read_item(stored, rooms, people) for stored in snapshot["sessions"]]
    items.sort(key=lambda item: (item.starts_at, order.get(item.room.id, 99) if item.room else 99))
    used = {part.person.id for item in items for part in item.parts}
    speakers = sorted(
        (speaker for speaker in people.values() if speaker.id in used),
        key=lambda speaker: speaker.sort,
    )
    tracks = tuple(Translated.of(name) for name in snapshot.get("tracks", ()))
    return Programme(tuple(items), tuple(rooms.values()), tuple(speakers), in_order=tracks)


def _read_room(stored: StoredRoom) -> ReleasedRoom:
    return ReleasedRoom(
        id=stored["id"],
        name=Translated.of(stored["name"]),
        where=Translated.of(stored["where"]),
        floor=Translated.of(stored.get("floor", {})),
        seats=stored.get("seats"),
        accessible=stored.get("accessible"),
    )


def _read_person(stored: StoredPerson) -> Speaker:
    return Speaker(
        id=stored["id"],
        name=stored["name"],
        sort=stored["sort"],
        organisation=stored["organisation"],
        function=Translated.of(stored["function"]),
        biography=Translated.of(stored["biography"]),
        portrait=stored.get("portrait", ""),
        portrait_alt=Translated.of(stored.get("portrait_alt", {})),
    )


def pairs_of(stored: StoredTimes) -> tuple[str, ...]:
    """Return the pairs of interpretation; older releases told only what it is interpreted into."""
    if "interpretation" in stored:
        return tuple(stored["interpretation"])
    spoken, targets = stored["languages"] or LANGUAGES, stored["interpreted_into"]
    return tuple(
        f"{language}-{into}" for language in spoken for into in targets if language != into
    )


def read_item(
    stored: StoredSession, rooms: Mapping[str, ReleasedRoom], people: Mapping[str, Speaker]
) -> Item:
    """Return a session as a release stored it; `rooms` and `people` by their ids."""
    parts = tuple(_read_part(part, people[part["person"]]) for part in stored["parts"])
    further = (rooms.get(room) for room in stored.get("further_rooms", ()))
    return Item(
        id=stored["id"],
        guid=stored["guid"],
        number=stored["number"],
        kind=stored["kind"],
        title=Translated.of(stored["title"]),
        abstract=Translated.of(stored["abstract"]),
        track=Translated.of(stored.get("track", {})),
        languages=tuple(stored["languages"]),
        interpretation=pairs_of(stored),
        room=rooms.get(stored["room"] or ""),
        further_rooms=tuple(room for room in further if room is not None),
        block=stored.get("block") or "",
        starts_at=datetime.fromisoformat(stored["starts_at"]),
        ends_at=moment_of(stored["ends_at"]),
        timed=stored.get("timed", True),
        sequence=stored.get("sequence", 0),  # a draft is not numbered yet
        cancelled=stored.get("cancelled", False),
        revised_at=moment_of(stored.get("revised_at")),
        parts=parts,
        words=searchable(*_searched(stored, parts)),
        **carried(stored),
    )


def carried(stored: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a stored session tells as the draft held it, the defaults where it is silent."""
    return {
        name: Translated.of(stored.get(name, {}))
        if isinstance(default, Translated)
        else stored.get(name, default)
        for name, default in CARRIED.items()
    }


def _read_part(stored: StoredPart, person: Speaker) -> Part:
    return Part(
        person,
        stored["part"],
        stored.get("organisation", person.organisation),
        Translated.of(stored["function"]) if "function" in stored else person.function,
    )


def _searched(stored: StoredSession, parts: Iterable[Part]) -> Iterable[str]:
    texts = (stored.get(name, {}).values() for name in SEARCHED)
    people = ((part.person.name, part.organisation) for part in parts)
    return chain.from_iterable((*texts, *people))
