"""Timetables of other systems: every format read, what is odd repaired and written down."""

import io
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import xlsxwriter

from eventapp.agenda import readers
from eventapp.agenda.readers import dates, wall_clock, words
from eventapp.agenda.readers.errors import NotATimetable, TooBig
from eventapp.agenda.readers.moments import Context
from eventapp.agenda.readers.rows import Timetable
from tests.factories.timetables import calendars, content_of, of_collection

BERLIN = ZoneInfo("Europe/Berlin")


def read(text: str | bytes, first: date | None = None) -> Timetable:
    """Return what a file of that content holds."""
    data = text.encode() if isinstance(text, str) else text
    return readers.read(data, Context(zone=BERLIN, first=first))


def said(timetable: Timetable) -> list[str]:
    """Return what was written down as odd."""
    return [str(note.sentence) for note in timetable.notes]


def test_a_table_is_known_by_its_heads_in_three_languages() -> None:
    german = "Titel;Datum;Beginn;Dauer;Raum;Referenten\nEröffnung;01.04.2027;9.30 Uhr;1h15;Aula;Ada, Bob\n"
    (row,) = read(german.encode("cp1252")).rows
    assert row.starts_at == datetime(2027, 4, 1, 9, 30, tzinfo=BERLIN)
    assert row.ends_at == datetime(2027, 4, 1, 10, 45, tzinfo=BERLIN)
    assert (row.title, row.room, [person.name for person in row.people]) == (
        "Eröffnung", "Aula", ["Ada", "Bob"]
    )  # fmt: skip
    (french,) = read("titre,jour,début,fin\nCafé,vendredi,10h30,11h\n", date(2027, 4, 1)).rows
    assert french.starts_at == datetime(2027, 4, 2, 10, 30, tzinfo=BERLIN)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\x02",
        b"PK\x03\x04 workbook",
        b"<schedule><conference>",
        b"<html><body>no</body></html>",
        b"<?xml version='1.0' encoding='no-such'?><schedule/>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><schedule/>',
        b"{",
        b"[" * 100_000,
        b'{"schedule": {"conference": {"days": 3}}}',
        b'{"schedule": {"conference": {"days": [{"rooms": {"A": [{"id": "x"}]}}]}}}',
        b'{"sessions": []}',
        b'{"other": 1}',
        b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
        b"name;place\na;b\n",
        "Titel;Raum\nEröffnung;Aula".encode("utf-16"),
    ],
)
def test_what_is_no_timetable_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(NotATimetable) as refused:
        read(content)
    assert len(str(refused.value.sentence)) > 20


def test_a_file_of_fifty_megabytes_is_refused_unread() -> None:
    with pytest.raises(TooBig):
        read(b"<schedule>" + b" " * 50_000_000)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("0:45", 45), ("00:45:00", 45), ("1h30", 90), ("45 min.", 45), ("180 min.", 180),
        ("2h", 120), ("PT1H30M", 90), ("P1D", 1440), ("90", 90),
    ],
)  # fmt: skip
def test_lengths_are_read_however_they_are_written(typed: str, minutes: int) -> None:
    assert wall_clock.duration(typed) == timedelta(minutes=minutes)


def test_what_is_no_length_or_time_is_none() -> None:
    assert [wall_clock.duration(typed) for typed in ("", "soon", "0:00", "99999 min")] == [None] * 4
    assert [wall_clock.clock(typed) for typed in ("25:00", "9:75", "noon")] == [None] * 3
    assert wall_clock.clock("24:00") == time(0)
    assert dates.day("31.02.2027") is None


def test_html_becomes_paragraphs() -> None:
    assert words.plain("<p>A&amp;B</p><ul><li>one</li></ul>\x07") == "A&B\n\none"


COUNTS = {
    "frab-without-guid.xml": 4,
    "frab-two-in-a-room.xml": 3,
    "plan.frab.json": 2,
    "two-zones.frab.json": 2,
    "hub.schedule2.json": 2,
    "nothing-but-titles.open-event.json": 1,
    "ends-before-it-begins.open-event.json": 2,
    "days-in-words.sessions.json": 3,
    "gaps.ics": 6,
}
REAL = {
    "fosdem-2013.frab.xml": 487,
    "fosdem-2015.frab.xml": 551,
    "fosdem-2024.frab.xml": 674,
    "cccamp-2019.frab.json": 79,
    "pretalx-democon-2020.schedule.json": 36,
    "c3hub-demo.schedule2.json": 2,
    "opentechsummit-berlin-2018.open-event.json": 12,
    "oscal-2017.open-event.json": 58,
    "wikiconvention-francophone-2016.sessions.json": 58,
    "pyconuk-2015.ics": 162,
}


@pytest.mark.parametrize(("name", "sessions"), [*COUNTS.items(), *of_collection(*REAL.items())])
def test_every_timetable_is_read_without_losing_a_session(name: str, sessions: int) -> None:
    timetable = read(content_of(name), date(2016, 8, 19))

    assert len(timetable.rows) == sessions
    assert len({row.key for row in timetable.rows}) == sessions
    assert all(row.starts_at is not None for row in timetable.rows)


@pytest.mark.parametrize(
    ("name", "moments"),
    [
        ("frab-without-guid.xml", ["2013-05-04 08:30", "2013-05-04 21:30", "2013-05-04 22:50", "2013-05-05 07:00"]),
        ("plan.frab.json", ["2019-08-21 09:00", "2019-08-21 22:30"]),
        ("two-zones.frab.json", ["2020-12-14 08:00", "2020-12-14 08:00"]),
        ("hub.schedule2.json", ["2024-12-27 09:30", "2024-12-27 10:30"]),
        ("ends-before-it-begins.open-event.json", ["2017-05-13 08:00", "2017-05-13 10:00"]),
        ("days-in-words.sessions.json", ["2016-08-19 11:00", "2016-08-20 07:30", "2016-08-21 14:15"]),
        ("own-zone.ics", ["2027-04-01 07:00"]),
        ("zone-with-a-prefix.ics", ["2027-04-26 12:00", "2027-04-26 12:00"]),
        ("clock-put-back.ics", ["2027-10-31 00:30", "2027-03-28 01:30"]),
        ("event-without-a-calendar.ics", ["2027-07-12 22:30"]),
        ("two-calendars.ics", ["2027-12-24 23:00", "2027-12-25 23:00"]),
        ("every-week.ics", ["2027-10-28 12:00"]),
    ],
)  # fmt: skip
@pytest.mark.filterwarnings("ignore:.*globally unique TZID")
def test_odd_files_are_read_to_the_minute(name: str, moments: list[str]) -> None:
    timetable = read(content_of(name), date(2016, 8, 19))

    times = [
        f"{row.starts_at.astimezone(UTC):%Y-%m-%d %H:%M}" for row in timetable.rows if row.starts_at
    ]
    assert times == moments


def test_who_speaks_and_what_it_is_about_is_read_from_each_family() -> None:
    people = {
        name: [[person.name for person in row.people] for row in read(content_of(name), date(2016, 8, 19)).rows]
        for name in ("frab-without-guid.xml", "plan.frab.json", "hub.schedule2.json", "days-in-words.sessions.json")
    }  # fmt: skip

    assert people == {
        "frab-without-guid.xml": [["The team"], [], [], ["The team", "Zoë D’Exemple"]],
        "plan.frab.json": [['Jörg "Böe" Ö.', "mistral"], []],
        "hub.schedule2.json": [["Gabi Beispiel"], []],
        "days-in-words.sessions.json": [[], ["Zoé Exemple", "Léo d’Exemple"], []],
    }


def workbook_of_something_else() -> bytes:
    """Return a table of coordinates, as optimisers keep theirs."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("demand")
        for number, line in enumerate(
            [("node", "x", "y", "demand"), ("A", 1.5, 2, 7), ("B", 3, 4, 0)]
        ):
            sheet.write_row(number, 0, line)
    return file.getvalue()


def test_a_workbook_of_something_else_is_refused() -> None:
    with pytest.raises(NotATimetable, match="title and start"):
        read(workbook_of_something_else())


@pytest.mark.parametrize(
    "name",
    [
        "words-for-numbers.frab.json",
        *of_collection(
            "c3voc-invalid-example.json", "gecco-2019.cosplib.xlsx", "n2or.cosplib.xlsx"
        ),
    ],
)
def test_files_that_are_no_timetables_are_refused(name: str) -> None:
    with pytest.raises(NotATimetable):
        read(content_of(name))


@pytest.mark.filterwarnings("ignore:.*globally unique TZID")
@pytest.mark.parametrize("path", calendars(), ids=lambda path: path.name)
def test_every_odd_calendar_is_read_or_says_why_not(path: Path) -> None:
    try:
        assert read(path.read_bytes()).rows
    except NotATimetable as refused:
        assert str(refused.sentence)  # noqa: PT017  (each kind of fault has its sentence)
