"""Invented programmes: a valid file of the frab family, without a clash of its own."""

from datetime import datetime

from eventapp.agenda.readers import frab_xml
from eventapp.bench.timetables import BERLIN, ROOMS, _day


def test_a_day_of_any_size_is_read_whole_and_no_room_is_taken_twice() -> None:
    start = datetime(2027, 4, 15, 12, 34, tzinfo=BERLIN)
    file = f"<schedule>{_day(0, start, range(3 * ROOMS), 0)}</schedule>"

    rows = frab_xml.read(file.encode(), BERLIN).rows

    assert len({row.key for row in rows}) == len(rows) == 3 * ROOMS
    assert len({(row.room, row.starts_at) for row in rows}) == len(rows)
    assert {row.starts_at and row.starts_at.minute for row in rows} == {0, 30}
