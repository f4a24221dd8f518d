"""A day of the released programme as tables for paper: times down, rooms across. Pure.

A page is only so wide: what has more rooms than fit gets another table for the next ones. What
happens alone stands across the whole table, in each of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from eventapp.agenda.items import Item
from eventapp.agenda.places import ReleasedRoom
from eventapp.agenda.programme import Day, Slot


@dataclass(frozen=True, slots=True)
class Line:
    """What begins at one moment: one session across, or the sessions in each room's cell."""

    starts_at: datetime
    alone: Item | None
    cells: tuple[tuple[Item, ...], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """One table; a room that is None is the column of sessions whose room is not known yet."""

    rooms: tuple[ReleasedRoom | None, ...]
    lines: tuple[Line, ...]


def grids(day: Day, order: Sequence[ReleasedRoom], *, most: int) -> tuple[Grid, ...]:
    """Return the day's tables with at most so many rooms each, in the organisers' order."""
    parallel = [slot for slot in day.slots if len(slot.items) > 1]
    shown = {item for slot in parallel for item in slot.items}
    shown |= {item for slot in day.slots for item in slot.items if _beside(item, day)}
    used = {room for item in shown for room in item.rooms or (None,)}
    columns: list[ReleasedRoom | None] = [room for room in order if room in used]
    if None in used:
        columns.append(None)
    tables = max(1, -(-len(columns) // most))
    width = -(-len(columns) // tables)
    parts = [tuple(columns[at * width : (at + 1) * width]) for at in range(tables)]
    return tuple(Grid(rooms, tuple(_lines(day, rooms))) for rooms in parts)


def _lines(day: Day, rooms: tuple[ReleasedRoom | None, ...]) -> list[Line]:
    lines = []
    for slot in day.slots:
        alone = _alone(slot, day)
        cells = tuple(
            tuple(item for item in slot.items if room in (item.rooms or (None,))) for room in rooms
        )
        if alone is not None:
            lines.append(Line(slot.starts_at, alone, ()))
        elif any(cells):
            lines.append(Line(slot.starts_at, None, cells))
    return lines


def _alone(slot: Slot, day: Day) -> Item | None:
    """Return the slot's session when nothing else happens while it lasts."""
    item = slot.items[0]
    return item if len(slot.items) == 1 and not _beside(item, day) else None


def _beside(item: Item, day: Day) -> bool:
    ends = item.ends_at or item.starts_at
    return any(
        other is not item
        and (
            other.starts_at == item.starts_at
            or (other.starts_at < ends and item.starts_at < (other.ends_at or other.starts_at))
        )
        for slot in day.slots
        for other in slot.items
    )
