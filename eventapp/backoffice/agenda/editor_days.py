"""The days of the draft: the editor shows one of them, and tells of the others. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from eventapp.agenda.clashes import Clash
from eventapp.agenda.queries import DraftSlot
from eventapp.days import day_of


@dataclass(frozen=True, slots=True)
class Tab:
    """A day to choose, and how many clashes wait there."""

    day: date
    clashes: int


@dataclass(frozen=True, slots=True)
class Days:
    """The draft by day; what has no time stands on none."""

    zone: ZoneInfo
    slots: Mapping[int, DraftSlot]
    """Where each session stands, by its number."""
    heads: Mapping[date, Sequence[int]]
    """What stands in the timetable of each day, in order: talks are in their blocks."""

    @classmethod
    def of(cls, slots: Iterable[DraftSlot], days: Iterable[date], zone: ZoneInfo) -> "Days":
        """Sort the draft into these days, and whatever other days it needs."""
        by_number = {slot.id: slot for slot in slots}
        numbers: dict[date, list[int]] = {day: [] for day in days}
        for slot in by_number.values():
            if slot.starts_at is not None and slot.block_id is None:
                numbers.setdefault(day_of(slot.starts_at, zone), []).append(slot.id)
        return cls(zone, by_number, dict(sorted(numbers.items())))

    def head_of(self, number: int) -> DraftSlot:
        """Return what stands in the timetable for a session: itself or its block."""
        own = self.slots[number]
        return own if own.block_id is None else self.slots.get(own.block_id, own)

    def of_session(self, number: int) -> date | None:
        """Return the day on whose table a session stands, itself or in its block."""
        starts_at = self.head_of(number).starts_at
        return day_of(starts_at, self.zone) if starts_at else None

    def on(self, day: date | None) -> Sequence[int]:
        """Return what stands in the timetable of a day; nothing where there is no day."""
        return self.heads.get(day, ()) if day else ()

    def tray(self) -> list[int]:
        """Return what has no time, and is in no block."""
        return [slot.id for slot in self._without_block() if slot.starts_at is None]

    def with_talks(self, heads: Iterable[int]) -> list[int]:
        """Return these and the talks that are in them."""
        chosen = set(heads)
        talks = (slot.id for slot in self.slots.values() if slot.block_id in chosen)
        return [*chosen, *talks]

    def _without_block(self) -> Iterator[DraftSlot]:
        return (slot for slot in self.slots.values() if slot.block_id is None)

    def shown(self, number: int | None, asked: str, usual: Iterable[date]) -> date | None:
        """Return the day to show: that of a chosen session, the one asked for, a usual one.

        Else the first with a session, where there is any.
        """
        own = self.of_session(number) if number is not None else None
        if own is not None:
            return own
        named = next((day for day in self.heads if day.isoformat() == asked), None)
        filled = (day for day, held in self.heads.items() if held)
        expected = (day for day in usual if self.heads.get(day))
        return named or next(expected, None) or next(filled, self.first)

    @property
    def first(self) -> date | None:
        """The first day, held by a session or not."""
        return next(iter(self.heads), None)

    def of_clash(self, clash: Clash) -> set[date]:
        """Return the days on which the sessions of a clash stand."""
        days = (self.of_session(number) for number in clash.sessions)
        return {day for day in days if day is not None}

    def tabs(self, clashes: Iterable[Clash]) -> list[Tab]:
        """Return the days to choose from."""
        number = Counter(day for clash in clashes for day in self.of_clash(clash))
        return [Tab(day, number[day]) for day in self.heads]
