"""Excel workbooks: the programme goes out and comes back the same; hostile ones change nothing."""

import io
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from datetime import time as clock
from zoneinfo import ZoneInfo

import pytest
import xlsxwriter
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlalchemy.orm import Session

from eventapp.agenda import feeds, queries, readers, services
from eventapp.agenda.feed_facts import About
from eventapp.agenda.programme import Programme
from eventapp.agenda.readers.errors import NotATimetable
from eventapp.agenda.readers.moments import Context
from eventapp.agenda.readers.rows import Timetable
from eventapp.agenda.services.importing import bring_in
from eventapp.documents import workbooks
from eventapp.orm import Translated
from tests.agenda.test_booklet import make_programme
from tests.agenda.test_programme import make_item
from tests.factories.addresses import ADDRESSES
from tests.factories.events import NOON
from tests.factories.registrations import SOMEBODY

BERLIN = ZoneInfo("Europe/Berlin")
ABOUT = About("tagung", "Tagung", "Europe/Berlin", ADDRESSES, "de", "1")


def book(rows: list[list[object]]) -> bytes:
    """Return a workbook as somebody makes one by hand, with real dates and times."""
    written = io.BytesIO()
    made = xlsxwriter.Workbook(written, {"in_memory": True})
    sheet = made.add_worksheet()
    day = made.add_format({"num_format": "dd.mm.yyyy"})
    hour = made.add_format({"num_format": "hh:mm"})
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(number, column, cell, day)
            elif isinstance(cell, clock):
                sheet.write_datetime(number, column, cell, hour)
            else:
                sheet.write(number, column, cell)
    made.close()
    return written.getvalue()


def repacked(data: bytes, **members: bytes) -> bytes:
    """Return the workbook with these members beside or in place of its own."""
    held = {member: zipfile.ZipFile(io.BytesIO(data)).read(member) for member in _names(data)}
    held |= {name.replace("__", "/").replace("_dot_", "."): text for name, text in members.items()}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in held.items():
            packed.writestr(name, text)
    return written.getvalue()


def _names(data: bytes) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(data)).namelist()


def read(data: bytes) -> Timetable:
    """Return the timetable of a file."""
    return readers.read(data, Context(zone=BERLIN, first=date(2027, 4, 15)))


def test_a_sheet_made_by_hand_is_read_with_its_dates_and_times() -> None:
    data = book(
        [
            ["Titel", "Datum", "Beginn", "Ende", "Raum"],
            ["Wasserstoff", date(2027, 4, 15), clock(9, 30), clock(10, 15), "Aula"],
            ["Leichtbau", "15.04.2027", "11:00", "11.45 Uhr", 7],
        ]
    )

    timetable = read(data)

    assert [(row.title, row.room) for row in timetable.rows] == [
        ("Wasserstoff", "Aula"),
        ("Leichtbau", "7"),
    ]
    assert timetable.rows[0].starts_at == datetime(2027, 4, 15, 9, 30, tzinfo=BERLIN)
    assert timetable.rows[0].ends_at == datetime(2027, 4, 15, 10, 15, tzinfo=BERLIN)
    assert timetable.rows[1].starts_at == datetime(2027, 4, 15, 11, 0, tzinfo=BERLIN)


@pytest.mark.parametrize("write", [feeds.as_xlsx, feeds.as_csv])
def test_the_programme_comes_back_from_its_own_table_unchanged(
    session: Session, write: Callable[[About, Programme], bytes]
) -> None:
    event = make_programme(session)
    make_item(session, event, None, "=1+1", minutes=600)
    services.release(session, event, name="", by=SOMEBODY, now=NOON)
    released = queries.released(session, event)

    timetable = readers.read(write(ABOUT, released), Context(zone=BERLIN, first=None))
    report = bring_in(session, event, timetable, by=SOMEBODY, now=NOON)

    assert report.new == []
    assert report.changed == []
    assert report.same == len(released.items)


def test_cells_that_a_sheet_would_compute_are_text(session: Session) -> None:
    event = make_programme(session)
    for sign in "=+-@":
        item = make_item(session, event, None, f"{sign}1+HYPERLINK(1)", minutes=600)
        item.subtitle = Translated.same("https://example.org")
    services.release(session, event, name="", by=SOMEBODY, now=NOON)

    data = feeds.as_xlsx(ABOUT, queries.released(session, event))

    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet.lower()
    titles = {
        row[1]
        for row in CalamineWorkbook.from_filelike(io.BytesIO(data))
        .get_sheet_by_index(0)
        .to_python()
    }
    assert {f"{sign}1+HYPERLINK(1)" for sign in "=+-@"} <= titles


GOOD = book([["title", "start"], ["Talk", "2027-04-15T09:00"]])
SHEET = "xl__worksheets__sheet1_dot_xml"
FAR = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b'<row r="1"><c r="A1" t="str"><v>title</v></c></row>'
    b'<row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row></sheetData></worksheet>'
)
ONE_TEXT = (
    b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>'
    + b"x" * 5_000_000
    + b"</t></si></sst>"
)
EVERYWHERE = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    + b"".join(
        b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (row, row) for row in range(1, 5000)
    )
    + b"</sheetData></worksheet>"
)
HOSTILE = {
    "a bomb": (repacked(GOOD, xl__media__zeros=b"\0" * 200_000_000), "too large"),
    "a cell far out": (repacked(GOOD, **{SHEET: FAR}), "too large"),
    "a long text meant in every cell": (
        repacked(GOOD, **{SHEET: EVERYWHERE, "xl__sharedStrings_dot_xml": ONE_TEXT}),
        "too large",
    ),
    "macros": (repacked(GOOD, xl__vbaProject_dot_bin=b"x"), "macros"),
    "a password": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
    "half a file": (GOOD[: len(GOOD) // 2], "damaged"),
    "another archive": (repacked(b"PK\x05\x06" + b"\0" * 18, a=b"b"), "damaged"),
    "entity": (
        repacked(
            GOOD,
            **{
                SHEET: b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>'
                b"<sheetData><row><c t='str'><v>&b;</v></c></row></sheetData></worksheet>"
            },
        ),
        "",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_gets_a_clear_word_soon(name: str) -> None:
    data, word = HOSTILE[name]
    begun = time.monotonic()

    with pytest.raises(NotATimetable) as refused:
        read(data)

    assert word in str(refused.value.sentence)
    assert "othing was changed" in str(refused.value.sentence)
    assert time.monotonic() - begun < workbooks.SECONDS + 5


def test_the_address_hands_out_the_workbook(client: FlaskClient, session: Session) -> None:
    event = make_programme(session)

    answer = client.get(f"/{event.slug}/agenda.xlsx?lang=de")

    assert (
        answer.content_type == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    timetable = readers.read(answer.data, Context(zone=ZoneInfo(event.zone), first=None))
    assert [row.title for row in timetable.rows] == [
        "Wasserstoff",
        "Leichtbau",
        "Photonik",
        "Werkstatt",
    ]
    assert timetable.rows[0].starts_at == datetime(2027, 4, 15, 9, 0, tzinfo=UTC)
    time.sleep(1.1)  # a workbook says when it was made; the release's stays the same
    again = client.get(f"/{event.slug}/agenda.xlsx?lang=de")
    assert again.headers["ETag"] == answer.headers["ETag"]
