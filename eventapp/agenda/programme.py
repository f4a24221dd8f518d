"""The programme as it is shown: read from a release's snapshot, pure values, no database.

A release stores the whole programme as JSON (`snapshots`); pages and feeds are made of that alone,
so a draft never leaks and an old release stays readable when rooms and people change.
"""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from eventapp.agenda.cast import CastMember, cast_of
from eventapp.agenda.items import Item, Speaker, overlap
from eventapp.agenda.places import ReleasedRoom
from eventapp.days import day_of
from eventapp.orm import Translated


@dataclass(frozen=True, slots=True)
class Slot:
    """Everything that begins at one moment."""

    starts_at: datetime
    items: tuple[Item, ...]

    @property
    def ends_at(self) -> datetime | None:
        """When all of it ends; None where they end at different times, or nobody knows."""
        ends = {item.ends_at for item in self.held or self.items}
        return ends.pop() if len(ends) == 1 else None

    @property
    def last_end(self) -> datetime | None:
        """When the last one ends."""
        return max((item.ends_at for item in self.items if item.ends_at), default=None)

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
    rooms: tuple[ReleasedRoom, ...] = ()
    """Rooms in which sessions run beside each other, in the organisers' order."""

    @property
    def number(self) -> int:
        """How many sessions begin on it."""
        return sum(len(slot.items) for slot in self.slots)

    def beginning(self, most: int) -> tuple[Slot, ...]:
        """Return its first sessions in their slots, so many at most."""
        slots, left = [], most
        for slot in self.slots:
            if left <= 0:
                break
            slots.append(Slot(slot.starts_at, slot.items[:left]))
            left -= len(slot.items)
        return tuple(slots)

    def column(self, item: Item, place: int) -> int:
        """Return the column of a session that runs beside others, from 1.

        Each room keeps its own while there are no more rooms than columns; else sessions stand in
        the order of their slot, of which `place` is the number, row by row.
        """
        if len(self.rooms) <= COLUMNS and item.room in self.rooms:
            return self.rooms.index(item.room) + 1
        return (place - 1) % COLUMNS + 1


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A session that an earlier release showed: calendars alone are told, as of one cancelled."""

    item: Item
    persons: frozenset[str]
    for_everybody: bool


@dataclass(frozen=True)
class Programme:
    """A release, ready to be shown; what is found by a walk through it is found once."""

    items: tuple[Item, ...]
    rooms: tuple[ReleasedRoom, ...]
    speakers: tuple[Speaker, ...]
    withdrawn: tuple[Withdrawn, ...] = ()
    in_order: tuple[Translated, ...] = ()
    """Names of its tracks in the organisers' order; a release of old does not tell it."""

    @property
    def held(self) -> tuple[Item, ...]:
        """The sessions that take place: those cancelled are told of, and left out of plans."""
        return tuple(item for item in self.items if not item.cancelled)

    @property
    def tracks(self) -> tuple[Translated, ...]:
        """The tracks there are in the organisers' order, else as the programme meets them."""
        return self._tracks_of(self.items)

    @property
    def tracks_held(self) -> tuple[Translated, ...]:
        """The tracks of what takes place, in the same order."""
        return self._tracks_of(self.held)

    def _tracks_of(self, items: Iterable[Item]) -> tuple[Translated, ...]:
        met = dict.fromkeys(item.track for item in items if item.track)
        return tuple(dict.fromkeys([*(text for text in self.in_order if text in met), *met]))

    def days(self, zone: str, items: Iterable[Item] | None = None) -> tuple[Day, ...]:
        """Return what takes place, or these items, by day and beginning in the event's zone.

        Talks stand inside their blocks; alone only where their block is not among the items.
        """
        return self._days(zone, outermost(self.held if items is None else items))

    def flat_days(self, zone: str) -> tuple[Day, ...]:
        """Return what has a time of its own and takes place, talks beside their blocks."""
        return self._days(zone, (item for item in self.held if item.timed))

    def _days(self, zone: str, chosen: Iterable[Item]) -> tuple[Day, ...]:
        by_day: dict[date, dict[datetime, list[Item]]] = {}
        for item in chosen:
            day = day_of(item.starts_at, ZoneInfo(zone))
            by_day.setdefault(day, {}).setdefault(item.starts_at, []).append(item)
        return tuple(
            Day(
                day,
                tuple(Slot(start, tuple(items)) for start, items in sorted(slots.items())),
                self._beside_each_other(slots.values()),
            )
            for day, slots in sorted(by_day.items())
        )

    def _beside_each_other(self, slots: Iterable[Sequence[Item]]) -> tuple[ReleasedRoom, ...]:
        used = {room for items in slots if len(items) > 1 for item in items for room in item.rooms}
        return tuple(room for room in self.rooms if room in used)

    def talks_of(self, block: Item) -> tuple[Item, ...]:
        """Return the talks of a block in their order; those without a time of their own last."""
        return self._talks.get(block.id, ())

    @cached_property
    def _talks(self) -> dict[str, tuple[Item, ...]]:
        items: dict[str, list[Item]] = {}
        for item in sorted(
            self.items, key=lambda talk: (not talk.timed, talk.starts_at, talk.number)
        ):
            if item.block:
                items.setdefault(item.block, []).append(item)
        return {block: tuple(talks) for block, talks in items.items()}

    def block_of(self, talk: Item) -> Item | None:
        """Return the session that something is a talk of."""
        return self.item(talk.block) if talk.block else None

    def item(self, item_id: str) -> Item | None:
        """Return the session of that public id."""
        return self._by_id.get(item_id)

    @cached_property
    def _by_id(self) -> dict[str, Item]:
        return {item.id: item for item in self.items}

    def speaker(self, person_id: str) -> Speaker | None:
        """Return the person of that public id."""
        return self._speakers_by_id.get(person_id)

    @cached_property
    def _speakers_by_id(self) -> dict[str, Speaker]:
        return {speaker.id: speaker for speaker in self.speakers}

    def items_of(self, person: Speaker) -> tuple[Item, ...]:
        """Return the sessions a person has a part in."""
        return self._items_by_person.get(person.id, ())

    @cached_property
    def _items_by_person(self) -> dict[str, tuple[Item, ...]]:
        by_person: dict[str, dict[str, Item]] = {}
        for item in self.items:
            for part in item.parts:
                by_person.setdefault(part.person.id, {})[item.id] = item
        return {person: tuple(items.values()) for person, items in by_person.items()}

    @cached_property
    def cast(self) -> tuple[CastMember, ...]:
        """The people of the programme by name, with what one looks for them by."""
        return tuple(cast_of(self.speakers, self.items_of))

    def beside(self, item: Item) -> tuple[Item, ...]:
        """Return what happens at the same time elsewhere."""
        return tuple(
            other
            for other in outermost(self.held)
            if other.id != item.id and not other.is_pause and overlap(item, other)
        )


def outermost(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return what is not a talk of another one of them."""
    known = tuple(items)
    ids = {item.id for item in known}
    return tuple(item for item in known if item.block not in ids)


EMPTY = Programme((), (), ())
"""Before the first release."""
