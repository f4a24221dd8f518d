"""The programme as it is shown: read from a release's snapshot, pure values, no database.

A release stores the whole programme as JSON; pages and feeds are made of that alone, so a draft
never leaks and an old release stays readable when rooms and people change.
"""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

from eventapp.agenda.days import day_of
from eventapp.folding import fold, searchable
from eventapp.orm import Translated


@dataclass(frozen=True, slots=True)
class Place:
    """A room as released."""

    id: str
    name: Translated
    where: Translated


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person as released."""

    id: str
    name: str
    sort: str
    organisation: str
    function: Translated
    biography: Translated


@dataclass(frozen=True, slots=True)
class Part:
    """What a person does in a session."""

    person: Speaker
    part: str


def key_of(track: Translated) -> str:
    """Return what an address calls a track, the same in every language."""
    return fold(track.into("en"))


@dataclass(frozen=True, slots=True)
class Item:
    """A session as released."""

    id: str
    guid: str
    number: int
    kind: str
    title: Translated
    subtitle: Translated
    abstract: Translated
    description: Translated
    track: Translated
    languages: tuple[str, ...]
    interpreted_into: tuple[str, ...]
    room: Place | None
    starts_at: datetime
    ends_at: datetime | None
    restricted: bool
    sequence: int
    """Raised with every release that says something else in calendars (RFC 5545, SEQUENCE)."""
    parts: tuple[Part, ...]
    cancelled: bool = False
    sign_up: bool = False
    """Whether participants sign up for it."""
    revised_at: datetime | None = None
    """When the release was made that last changed what its calendar entry says."""
    words: str = ""
    """What a search finds it by: its texts, track and people in every spelling."""

    @property
    def track_key(self) -> str:
        """What an address calls its track; empty without one."""
        return key_of(self.track)

    def holds(self, typed: Iterable[str]) -> bool:
        """Say whether each of these folded words begins a word of it."""
        return all(f" {word}" in self.words for word in typed)

    @property
    def is_pause(self) -> bool:
        """Say whether it is a break for everybody."""
        return self.kind == "break"


@dataclass(frozen=True, slots=True)
class Slot:
    """Everything that begins at one moment."""

    starts_at: datetime
    ends_at: datetime | None
    items: tuple[Item, ...]

    @property
    def held(self) -> tuple[Item, ...]:
        """Those that take place."""
        return tuple(item for item in self.items if not item.cancelled)

    @property
    def is_pause(self) -> bool:
        """Say whether the slot holds nothing but a break."""
        return all(item.is_pause for item in self.items)

    def those_in(self, kept: AbstractSet[str]) -> tuple[Item, ...]:
        """Return those whose ids are kept, in the slot's order."""
        return tuple(item for item in self.items if item.id in kept)

    def is_for_everybody(self, item: Item) -> bool:
        """Say whether the item is what all who come go to: alone at its time, open, no break."""
        chosen = item.restricted or item.sign_up
        return self.held == (item,) and not item.is_pause and not chosen


COLUMNS = 3
"""How many sessions stand beside each other on a wide screen."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the programme on the event's wall clock."""

    day: date
    slots: tuple[Slot, ...]
    rooms: tuple[Place, ...] = ()
    """Rooms in which sessions run beside each other, in the organisers' order."""

    def column(self, item: Item, place: int) -> int:
        """Return the column of a session that runs beside others, from 1.

        Each room keeps its own while there are no more rooms than columns; else sessions stand in
        the order of their slot, of which `place` is the number.
        """
        if len(self.rooms) <= COLUMNS and item.room in self.rooms:
            return self.rooms.index(item.room) + 1
        return min(place, COLUMNS)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A session that an earlier release showed: calendars alone are told, as of one cancelled."""

    item: Item
    persons: frozenset[str]
    for_everybody: bool


@dataclass(frozen=True, slots=True)
class Programme:
    """A release, ready to be shown."""

    items: tuple[Item, ...]
    rooms: tuple[Place, ...]
    speakers: tuple[Speaker, ...]
    withdrawn: tuple[Withdrawn, ...] = ()

    @property
    def held(self) -> tuple[Item, ...]:
        """The sessions that take place: those cancelled are told of, and left out of plans."""
        return tuple(item for item in self.items if not item.cancelled)

    @property
    def tracks(self) -> tuple[Translated, ...]:
        """The tracks there are, as the programme meets them."""
        return tuple(dict.fromkeys(item.track for item in self.items if item.track))

    def days(self, zone: str, items: Iterable[Item] | None = None) -> tuple[Day, ...]:
        """Return what takes place, or these items, by day and beginning in the event's zone."""
        chosen = self.held if items is None else tuple(items)
        by_day: dict[date, dict[datetime, list[Item]]] = {}
        for item in chosen:
            day = day_of(item.starts_at, ZoneInfo(zone))
            by_day.setdefault(day, {}).setdefault(item.starts_at, []).append(item)
        return tuple(
            Day(
                day,
                tuple(_slot(start, found) for start, found in sorted(slots.items())),
                self._beside_each_other(slots.values()),
            )
            for day, slots in sorted(by_day.items())
        )

    def _beside_each_other(self, slots: Iterable[Sequence[Item]]) -> tuple[Place, ...]:
        used = {item.room for items in slots if len(items) > 1 for item in items}
        return tuple(room for room in self.rooms if room in used)

    def item(self, item_id: str) -> Item | None:
        """Return the session of that public id."""
        return next((item for item in self.items if item.id == item_id), None)

    def speaker(self, person_id: str) -> Speaker | None:
        """Return the person of that public id."""
        return next((one for one in self.speakers if one.id == person_id), None)

    def items_of(self, person: Speaker) -> tuple[Item, ...]:
        """Return the sessions a person has a part in."""
        return tuple(
            item for item in self.items if any(part.person.id == person.id for part in item.parts)
        )

    def beside(self, item: Item) -> tuple[Item, ...]:
        """Return what happens at the same time elsewhere."""
        return tuple(
            other
            for other in self.held
            if other.id != item.id and not other.is_pause and overlap(item, other)
        )


def _slot(start: datetime, items: list[Item]) -> Slot:
    ends = [item.ends_at for item in items if item.ends_at is not None]
    return Slot(start, max(ends, default=None), tuple(items))


def overlap(one: Item, other: Item) -> bool:
    """Say whether two sessions share a moment; one without an end lasts a moment."""
    one_end, other_end = one.ends_at or one.starts_at, other.ends_at or other.starts_at
    if one.starts_at == other.starts_at:
        return True
    return one.starts_at < other_end and other.starts_at < one_end


EMPTY = Programme((), (), ())
"""Before the first release."""


def read(snapshot: dict[str, Any]) -> Programme:
    """Return the programme a release stored."""
    rooms = {
        room["id"]: Place(room["id"], Translated.of(room["name"]), Translated.of(room["where"]))
        for room in snapshot["rooms"]
    }
    people = {person["id"]: _speaker(person) for person in snapshot["people"]}
    order = {room: number for number, room in enumerate(rooms)}
    items = [_item(one, rooms, people) for one in snapshot["sessions"]]
    items.sort(key=lambda one: (one.starts_at, order.get(one.room.id, 99) if one.room else 99))
    used = {part.person.id for item in items for part in item.parts}
    speakers = sorted((one for one in people.values() if one.id in used), key=lambda one: one.sort)
    return Programme(tuple(items), tuple(rooms.values()), tuple(speakers))


def _speaker(stored: dict[str, Any]) -> Speaker:
    return Speaker(
        id=stored["id"],
        name=stored["name"],
        sort=stored["sort"],
        organisation=stored["organisation"],
        function=Translated.of(stored["function"]),
        biography=Translated.of(stored["biography"]),
    )


SEARCHED = ("title", "subtitle", "abstract", "description", "track")
"""Texts of a session that a search looks through, in all languages."""


def _item(stored: dict[str, Any], rooms: dict[str, Place], people: dict[str, Speaker]) -> Item:
    ends, revised = stored["ends_at"], stored.get("revised_at")
    parts = tuple(Part(people[one["person"]], one["part"]) for one in stored["parts"])
    texts = (stored.get(name, {}).values() for name in SEARCHED)
    spoken_of = (text for part in parts for text in (part.person.name, part.person.organisation))
    return Item(
        id=stored["id"],
        guid=stored["guid"],
        number=stored["number"],
        kind=stored["kind"],
        title=Translated.of(stored["title"]),
        subtitle=Translated.of(stored.get("subtitle", {})),
        abstract=Translated.of(stored["abstract"]),
        description=Translated.of(stored.get("description", {})),
        track=Translated.of(stored.get("track", {})),
        languages=tuple(stored["languages"]),
        interpreted_into=tuple(stored["interpreted_into"]),
        room=rooms.get(stored["room"] or ""),
        starts_at=datetime.fromisoformat(stored["starts_at"]),
        ends_at=datetime.fromisoformat(ends) if ends else None,
        restricted=stored["restricted"],
        sequence=stored.get("sequence", 0),  # a draft is not numbered yet
        cancelled=stored.get("cancelled", False),
        sign_up=stored.get("sign_up", False),
        revised_at=datetime.fromisoformat(revised) if revised else None,
        parts=parts,
        words=searchable(*chain.from_iterable(texts), *spoken_of),
    )
