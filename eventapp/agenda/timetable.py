"""A day of the draft as a table: rooms across, quarter hours down, sessions over their rows. Pure.

Sessions that overlap in one room share one cell, so that a clash is seen where it happens.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from eventapp.days import bounds_of, day_of

STEP = timedelta(minutes=15)
LENGTH = timedelta(minutes=30)
"""How long a session without an end is drawn, and how long one from the tray becomes."""
MARGIN = timedelta(hours=1)
"""Free rows before the first and after the last session, to move something there."""
USUAL = (time(8), time(20))
"""What every day shows at least, from morning to evening."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A session of the draft with its slot in one room; `room` is None while it has none."""

    id: int
    room: int | None
    starts_at: datetime
    ends_at: datetime | None
    is_pause: bool

    @property
    def until(self) -> datetime:
        """Return where its block ends."""
        return self.ends_at or self.starts_at + LENGTH


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: empty, or the sessions that stand in it."""

    column: int | None
    """Number of the room; None in the column of sessions without a room."""
    sessions: tuple[int, ...] = ()
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class TimetableRow:
    """Everything that begins at one moment; `labelled` rows show their time."""

    at: datetime
    labelled: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class DayTable:
    """A day; `columns` are room numbers, None for sessions without a room."""

    day: date
    columns: tuple[int | None, ...]
    rows: tuple[TimetableRow, ...]
    ends_at: datetime


def tables(
    sessions: Iterable[Placed],
    rooms: Sequence[int],
    zone: ZoneInfo,
    days: Iterable[date],
    hours: tuple[time, time] = USUAL,
) -> list[DayTable]:
    """Return a table for each of these days and for every other day with a session.

    `hours` are the event's own, which each of them shows beside the usual ones.
    """
    by_day: dict[date, list[Placed]] = {day: [] for day in days}
    for placed in sorted(sessions, key=lambda each: (each.starts_at, each.id)):
        by_day.setdefault(day_of(placed.starts_at, zone), []).append(placed)
    return [_table(day, items, rooms, zone, hours) for day, items in sorted(by_day.items())]


def _table(
    day: date,
    items: list[Placed],
    rooms: Sequence[int],
    zone: ZoneInfo,
    hours: tuple[time, time],
) -> DayTable:
    wide = [slot for slot in items if slot.is_pause and not _beside(slot, items)]
    apart = {(slot.id, slot.room) for slot in wide}
    rest = [slot for slot in items if (slot.id, slot.room) not in apart]
    columns: tuple[int | None, ...] = tuple(rooms)
    if not rooms or any(slot.room is None for slot in rest):
        columns = (*columns, None)
    marks = _marks(day, items, zone, hours)
    rows_of = {at.astimezone(UTC): row for row, at in enumerate(marks)}
    column_of = {column: number for number, column in enumerate(columns)}
    cells = dict(_filled(rest, columns, rows_of))
    for placed in wide:
        row = rows_of[placed.starts_at.astimezone(UTC)]
        cells[row, columns[0]] = _wide(placed, row, rows_of, len(columns))
    taken = {
        (row + down, columns[column_of[column] + across])
        for (row, column), cell in cells.items()
        for down in range(cell.rows)
        for across in range(cell.columns)
    }
    rows = tuple(
        TimetableRow(at, at.minute in {0, 30}, tuple(_cells(row, columns, cells, taken)))
        for row, at in enumerate(marks[:-1])
    )
    return DayTable(day, columns, rows, marks[-1])


def _cells(
    row: int,
    columns: Sequence[int | None],
    cells: Mapping[tuple[int, int | None], Cell],
    taken: set[tuple[int, int | None]],
) -> Iterator[Cell]:
    for column in columns:
        if (row, column) in cells:
            yield cells[row, column]
        elif (row, column) not in taken:
            yield Cell(column)


def _beside(placed: Placed, items: Iterable[Placed]) -> bool:
    return any(
        other.id != placed.id and other.starts_at < placed.until and placed.starts_at < other.until
        for other in items
    )


def _marks(
    day: date, items: Sequence[Placed], zone: ZoneInfo, hours: tuple[time, time]
) -> list[datetime]:
    """Return where rows begin, and last where the table ends: every quarter hour, every slot."""
    shown = [datetime.combine(day, at, zone) for at in USUAL]
    held = [datetime.combine(day, at, zone) for at in hours]
    held += [at for placed in items for at in (placed.starts_at, placed.until)]
    first, last = min(*shown, min(held) - MARGIN), max(*shown, max(held) + MARGIN)
    begins, ends = bounds_of(day, zone)
    at = max(first, begins).astimezone(zone)
    at -= timedelta(minutes=at.minute % 15, seconds=at.second, microseconds=at.microsecond)
    end = min(last, ends)
    marks = {
        at.astimezone(UTC) for placed in items for at in (placed.starts_at, min(placed.until, end))
    }
    marks.add(end.astimezone(UTC))
    step = at.timestamp()
    while step < end.timestamp():
        marks.add(datetime.fromtimestamp(step, UTC))
        step += STEP.total_seconds()
    return [mark.astimezone(zone) for mark in sorted(marks)]


def _filled(
    sessions: Sequence[Placed], columns: Sequence[int | None], rows_of: Mapping[datetime, int]
) -> Iterator[tuple[tuple[int, int | None], Cell]]:
    by_room: dict[int | None, list[Placed]] = {}
    for placed in sessions:
        by_room.setdefault(placed.room, []).append(placed)
    for column in columns:
        for held in _together(by_room.get(column, ())):
            yield _cell(column, held, max(slot.until for slot in held), rows_of)


def _together(ordered: Iterable[Placed]) -> Iterator[list[Placed]]:
    """Yield the sessions of a room that share a cell, for they overlap."""
    held: list[Placed] = []
    for placed in ordered:
        if held and placed.starts_at >= max(each.until for each in held):
            yield held
            held = []
        held.append(placed)
    if held:
        yield held


def _cell(
    column: int | None, held: Sequence[Placed], until: datetime, rows_of: Mapping[datetime, int]
) -> tuple[tuple[int, int | None], Cell]:
    row = rows_of[held[0].starts_at.astimezone(UTC)]
    rows = _last_row(until, rows_of) - row
    return (row, column), Cell(column, tuple(placed.id for placed in held), rows)


def _wide(placed: Placed, row: int, rows_of: Mapping[datetime, int], columns: int) -> Cell:
    return Cell(placed.room, (placed.id,), _last_row(placed.until, rows_of) - row, columns)


def _last_row(until: datetime, rows_of: Mapping[datetime, int]) -> int:
    """Return the row that begins then; the last one where the table ends before.

    Moments are looked for in UTC: in the hour that a clock repeats, those of two zones never equal.
    """
    return rows_of.get(until.astimezone(UTC), len(rows_of) - 1)
