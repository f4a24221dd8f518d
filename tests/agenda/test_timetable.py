"""A day of the draft as a table: every cell is covered exactly once, whatever the slots are."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from eventapp.agenda.timetable import USUAL, Cell, DayTable, Placed, tables

BERLIN = ZoneInfo("Europe/Berlin")
DAY = date(2027, 4, 15)
AULA, HALL = 1, 2


def at(hour: int, minute: int = 0) -> datetime:
    """Return a moment of the day on Berlin's wall clock, as the database holds it."""
    return datetime(2027, 4, 15, hour, minute, tzinfo=BERLIN).astimezone(UTC)


def slot(
    number: int, room: int | None, begins: datetime, minutes: int, *, pause: bool = False
) -> Placed:
    """Return a session of so many minutes."""
    return Placed(number, room, begins, begins + timedelta(minutes=minutes), pause)


def of_day(*sessions: Placed) -> DayTable:
    """Return the table of the day."""
    return tables(sessions, [AULA, HALL], BERLIN, [DAY])[0]


def filled(table: DayTable) -> dict[str, Cell]:
    """Return the cells with sessions by the time of their row."""
    return {
        f"{row.at:%H:%M}/{cell.column}": cell
        for row in table.rows
        for cell in row.cells
        if cell.sessions
    }


@pytest.mark.parametrize(
    "sessions",
    [
        (),
        (slot(1, AULA, at(9), 60), slot(2, HALL, at(9, 30), 45)),
        (slot(1, AULA, at(9, 5), 50), slot(2, AULA, at(9, 55), 20), slot(3, None, at(9, 10), 5)),
        (slot(1, AULA, at(9), 90), slot(2, AULA, at(9, 30), 90), slot(3, AULA, at(10, 45), 30)),
        (slot(1, AULA, at(9), 30), slot(2, None, at(9, 30), 30, pause=True)),
        (slot(1, AULA, at(9), 60), slot(2, None, at(9, 30), 30, pause=True)),
        (slot(1, AULA, at(23), 180),),
    ],
)
def test_every_cell_of_the_table_is_covered_once(sessions: tuple[Placed, ...]) -> None:
    table = of_day(*sessions)
    covered: set[tuple[int, int]] = set()
    for number, row in enumerate(table.rows):
        column = 0
        for cell in row.cells:
            while (number, column) in covered:
                column += 1
            for down in range(cell.rows):
                for across in range(cell.columns):
                    assert (number + down, column + across) not in covered
                    covered.add((number + down, column + across))

    assert covered == {(r, c) for r in range(len(table.rows)) for c in range(len(table.columns))}
    assert sorted(item for cell in filled(table).values() for item in cell.sessions) == sorted(
        placed.id for placed in sessions
    )


def test_sessions_that_overlap_in_a_room_share_a_cell_and_neighbours_do_not() -> None:
    cells = filled(
        of_day(
            slot(1, AULA, at(9), 60), slot(2, AULA, at(9, 30), 60), slot(3, AULA, at(10, 30), 30)
        )
    )

    assert {key: (cell.sessions, cell.rows) for key, cell in cells.items()} == {
        "09:00/1": ((1, 2), 6),
        "10:30/1": ((3,), 2),
    }


def test_pause_lies_across_all_rooms_unless_something_is_on_then() -> None:
    alone = filled(of_day(slot(1, AULA, at(9), 60), slot(2, None, at(10), 30, pause=True)))
    beside = filled(of_day(slot(1, AULA, at(9), 90), slot(2, None, at(10), 30, pause=True)))

    assert alone["10:00/None"].columns == 2
    assert beside["10:00/None"].columns == 1


def test_hour_that_the_clock_skips_is_not_in_the_table() -> None:
    """On 28 March 2027 Berlin's clocks go from 2:00 to 3:00."""
    begins = datetime(2027, 3, 28, 0, 45, tzinfo=UTC)
    table = tables([slot(1, AULA, begins, 30)], [AULA], BERLIN, [])[0]

    shown = [f"{row.at:%H:%M}" for row in table.rows]
    skipped = shown.index("01:45")
    assert shown[skipped - 1 : skipped + 3] == ["01:30", "01:45", "03:00", "03:15"]


def test_after_midnight_is_still_the_evening_before() -> None:
    late = slot(1, AULA, at(23), 60)
    later = slot(2, AULA, at(0, 30) + timedelta(days=1), 90)
    early = slot(3, AULA, at(4) + timedelta(days=1), 60)

    days = tables([late, later, early], [AULA, HALL], BERLIN, [DAY])

    assert [table.day for table in days] == [DAY, DAY + timedelta(days=1)]
    assert list(filled(days[0])) == ["23:00/1", "00:30/1"]
    assert days[0].ends_at >= at(2) + timedelta(days=1)
    assert list(filled(days[1])) == ["04:00/1"]


@pytest.mark.parametrize(
    ("hours", "sessions", "shown"),
    [
        (USUAL, (), ("07:00", "21:00")),
        (USUAL, (slot(1, AULA, at(9), 30),), ("07:00", "21:00")),
        ((time(9, 30), time(17)), (slot(1, AULA, at(9), 30),), ("08:00", "20:00")),
        ((time(18), time(23)), (), ("08:00", "00:00")),
        ((time(9), time(17)), (slot(1, AULA, at(6), 30), slot(2, AULA, at(20), 60)), ("05:00", "22:00")),
    ],
)  # fmt: skip
def test_a_day_shows_its_hours_from_morning_to_evening_with_room_around_what_stands(
    hours: tuple[time, time], sessions: tuple[Placed, ...], shown: tuple[str, str]
) -> None:
    table = tables(sessions, [AULA, HALL], BERLIN, [DAY], hours)[0]

    assert (f"{table.rows[0].at:%H:%M}", f"{table.ends_at:%H:%M}") == shown


@pytest.mark.parametrize("hour", [0, 1])
def test_hour_that_a_clock_repeats_holds_sessions_each_time(hour: int) -> None:
    begins = datetime(2027, 10, 31, hour, 30, tzinfo=UTC)  # 2:30 in summer, 2:30 in winter
    table = tables([slot(1, AULA, begins, 30)], [AULA], BERLIN, [date(2027, 10, 30)])[0]
    moments = [row.at.astimezone(UTC) for row in table.rows]
    assert moments == sorted(set(moments))
    held = [row.at.astimezone(UTC) for row in table.rows if row.cells and row.cells[0].sessions]
    assert held == [begins]
