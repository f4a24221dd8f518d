"""Days and times in every spelling: read, settled by the file or the event, asked, or named."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from eventapp.agenda import readers
from eventapp.agenda.readers import dates, wall_clock
from eventapp.agenda.readers.dates import DateOrder
from eventapp.agenda.readers.errors import DatesAmbiguous, TimesNotUnderstood
from eventapp.agenda.readers.moments import Context
from eventapp.agenda.readers.rows import Timetable

BERLIN = ZoneInfo("Europe/Berlin")
MARCH = date(2027, 3, 4)


def read(table: str | bytes, **context: object) -> Timetable:
    """Return what a table holds, in Berlin."""
    data = table if isinstance(table, bytes) else table.encode()
    return readers.read(data, Context(zone=BERLIN, **context))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "typed",
    [
        "2027-03-04", "4 mars 2027", "04.03.27", "4.3.2027", "Do., 04.03.2027", "Do 4.3.27",
        "Thursday, March 4, 2027", "Mar 4, 2027", "4th March 2027", "jeudi 4 mars 2027", "jeu. 4 mars 2027",
        "4. März 2027", "Donnerstag, den 4. März 2027", "20270304", "2027/03/04",
    ],
)  # fmt: skip
def test_a_date_without_doubt_is_read_however_it_is_written(typed: str) -> None:
    assert dates.day(typed) == MARCH


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("1er avril 2027", date(2027, 4, 1)), ("03/25/2027", date(2027, 3, 25)),
        ("25/3/2027", date(2027, 3, 25)), ("mar. 4 mai 2027", date(2027, 5, 4)),
        ("Sept. 9, 2027", date(2027, 9, 9)), ("31.02.2027", None), ("3/4/2027", None),
        ("Raum 4 mars 2027", None), ("8.-9. April 2027", None), ("9.30", None), ("", None),
    ],
)  # fmt: skip
def test_a_date_is_read_only_where_it_has_one_meaning(typed: str, right: date | None) -> None:
    assert dates.day(typed) == right


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("6:00pm", time(18)), ("9:00 AM", time(9)), ("9 h 00", time(9)), ("9\u00a0h\u00a030", time(9, 30)),
        ("9h", time(9)), ("9 Uhr", time(9)), ("09.30 Uhr", time(9, 30)), ("12:30 p.m.", time(12, 30)),
        ("12:00 am", time(0)), ("9 am", time(9)), ("13 pm", None), ("9", None), ("noon", None),
    ],
)  # fmt: skip
def test_a_clock_is_read_however_it_is_written(typed: str, right: time | None) -> None:
    assert wall_clock.clock(typed) == right


@pytest.mark.parametrize(
    ("head", "day", "start"),
    [
        ("starts-at", "", "2027-03-04 09:30"), ("Start time", "4 mars 2027", "9 h 30"),
        ("Startzeit", "Do., 04.03.2027", "9.30 Uhr"), ("starts_at", "", "04.03.2027, 9:30 Uhr"),
        ("start", "", "3/4/2027 9:30 AM"), ("heure de début", "", "4 mars 2027 à 9h30"),
        ("Start", "March 4", "9:30 am"), ("start", "4.3.", "9:30"), ("start", "Thursday", "9:30 - 10:15"),
        ("Start", "", "2027-03-04T09:30:00+01:00"),
    ],
)  # fmt: skip
def test_a_table_of_any_spelling_keeps_its_time(head: str, day: str, start: str) -> None:
    timetable = read(
        f'title,date,{head}\nA,"{day}","{start}"\n', first=MARCH, last=date(2027, 3, 5)
    )

    assert timetable.rows[0].starts_at == datetime(2027, 3, 4, 9, 30, tzinfo=BERLIN)


def test_a_span_of_time_gives_beginning_and_end() -> None:
    (row,) = read("title;date;start\nA;4.3.2027;9:30–10:15\n").rows

    assert row.ends_at == datetime(2027, 3, 4, 10, 15, tzinfo=BERLIN)


def test_an_order_left_open_is_settled_by_the_other_rows_of_the_file() -> None:
    timetable = read("title,date,start\nA,3/4/2027,9:30\nB,3/25/2027,9:30\n")

    assert [row.starts_at and row.starts_at.date() for row in timetable.rows] == [
        MARCH,
        date(2027, 3, 25),
    ]
    assert "Dates such as 3/4/2027 were read with the month first." in [
        str(note.sentence) for note in timetable.notes
    ]


@pytest.mark.parametrize(("first", "right"), [(MARCH, MARCH), (date(2027, 4, 3), date(2027, 4, 3))])
def test_an_order_left_open_is_settled_by_the_days_of_the_event(first: date, right: date) -> None:
    (row,) = read("title,date,start\nA,3/4/2027,9:30\n", first=first, last=first).rows

    assert row.starts_at is not None
    assert row.starts_at.date() == right


def test_an_order_that_nothing_settles_is_asked_for_and_obeyed() -> None:
    table = "title,date,start\nA,3/4/2027,9:30\n"
    with pytest.raises(DatesAmbiguous, match=r"3/4/2027.*2027-03-04 / 2027-04-03") as asked:
        read(table)
    assert asked.value.doubt.meanings == {
        DateOrder.MDY: MARCH,
        DateOrder.DMY: date(2027, 4, 3),
    }

    (row,) = read(table, order=DateOrder.DMY).rows
    assert row.starts_at is not None
    assert row.starts_at.date() == date(2027, 4, 3)


def test_a_file_without_one_time_that_can_be_read_is_refused_and_names_what_it_holds() -> None:
    table = "title;date;start\nA;4.3.2027;half past\nB;4.3.2027;later\n"
    with pytest.raises(TimesNotUnderstood, match="“half past”, “later”"):
        read(table)
    with pytest.raises(TimesNotUnderstood, match="“Springday”"):
        read("title;date;start\nA;Springday;9:30\n")


def test_one_time_that_cannot_be_read_is_told_and_the_others_stay() -> None:
    timetable = read("title;date;start\nA;4.3.2027;9:30\nB;4.3.2027;later\nC;Springday;9:30\n")

    assert [row.starts_at is None for row in timetable.rows] == [False, True, True]
    sentences = [str(note.sentence) for note in timetable.notes]
    assert "“later” is not a time." in sentences
    assert "“Springday” is not a day." in sentences


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
def test_a_table_as_a_sheet_saves_it_is_read_in_its_encoding(encoding: str) -> None:
    (row,) = read("Titel\tDatum\tBeginn\nEröffnung\t04.03.2027\t9:30\n".encode(encoding)).rows

    assert row.title == "Eröffnung"
