"""Hostile timetables: bombs are refused at once, hostile titles stay titles in every format."""

import io
import time
import zipfile
from collections.abc import Callable
from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from sqlalchemy.orm import Session

from eventapp import i18n
from eventapp.agenda import feeds, queries, readers, services
from eventapp.agenda.readers.errors import NotATimetable, TimesNotUnderstood
from eventapp.agenda.readers.moments import Context
from eventapp.agenda.render import calendar_of
from tests.agenda.test_importing import about
from tests.agenda.test_programme import make_item
from tests.agenda.test_readers import BERLIN
from tests.factories.addresses import ADDRESSES
from tests.factories.events import NOON, make_event
from tests.factories.registrations import SOMEBODY

SECONDS = 2


def packed(**members: bytes) -> bytes:
    """Return an archive."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return written.getvalue()


def nested(depth: int) -> bytes:
    """Return archives in archives, with zeros at the bottom."""
    inner = packed(zeros=b"\0" * 20_000_000)
    for _layer in range(depth):
        inner = packed(**{f"a{number}.zip": inner for number in range(16)})
    return inner


def million() -> bytes:
    """Return a workbook whose sheet has a million lines."""
    lines = b"".join(
        b'<row r="%d"><c r="A%d" t="str"><v>x</v></c></row>' % (row, row)
        for row in range(1, 1_000_001)
    )
    spreadsheet = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return packed(
        **{
            "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
            b'content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
            "xl/workbook.xml": b'<workbook xmlns="%s"><sheets><sheet name="a" sheetId="1" '
            b'r:id="rId1" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
            b'relationships"/></sheets></workbook>' % spreadsheet,
            "xl/_rels/workbook.xml.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org'
            b'/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxml'
            b'formats.org/officeDocument/2006/relationships/worksheet" '
            b'Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": b'<worksheet xmlns="%s"><sheetData>' % spreadsheet
            + lines
            + b"</sheetData></worksheet>",
        }
    )


LAUGHS = "".join(f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 10))
BOMBS: dict[str, Callable[[], bytes]] = {
    "archives in archives": partial(nested, 3),
    "a million lines": million,
    "a million and a half lines of text": partial(
        b"".join, [b"title;start;room\n", b"a;09:00;b\n" * 1_500_000]
    ),
    "a billion laughs": partial(
        str.encode, f"<!DOCTYPE x [<!ENTITY l0 'ha'>{LAUGHS}]><schedule>&l9;</schedule>"
    ),
    "fifty megabytes of a title": partial(b"".join, [b"<schedule><title>", b"x" * 50_000_000]),
    "brackets without end": partial(b"[".ljust, 5_000_000, b"["),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_within_two_seconds(name: str) -> None:
    data = BOMBS[name]()
    begun = time.monotonic()

    with pytest.raises(NotATimetable) as refused:
        readers.read(data, Context(zone=BERLIN, first=None))

    assert time.monotonic() - begun < SECONDS
    assert len(str(refused.value.sentence)) > 20


HOSTILE = [
    "a\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:b",
    "a;b,c\\n\\",
    "]]><event id='9'/>",
    "a\x0bb\x1fc",
    "BEGIN:VEVENT",
]


@pytest.mark.on_sqlite
def test_hostile_titles_stay_one_entry_each_in_every_format(session: Session) -> None:
    event = make_event(session)
    for number, title in enumerate(HOSTILE):
        make_item(session, event, None, title, minutes=60 * number)
    services.release(session, event, name="", by=SOMEBODY, now=NOON)
    programme = queries.released(session, event)
    with i18n.speaking("en", event.zone):
        calendar = calendar_of(event, programme.items, ADDRESSES, name="T", revised_at=NOON)

    entries = Calendar.from_ical(calendar).walk("VEVENT")
    assert len(entries) == len(HOSTILE)
    assert calendar.count(b"\r\nBEGIN:VEVENT\r\n") == len(HOSTILE)
    for written in (
        calendar,
        feeds.frab_xml(about(event), programme),
        feeds.as_csv(about(event), programme),
    ):
        assert len(readers.read(written, Context(zone=BERLIN, first=None)).rows) == len(HOSTILE)


FAR = "9999-12-31"
ENDS_OF_TIME = {
    "a table": f"title;date;start;duration\nA;{FAR};23:00;3h\n",
    "a table of long ago": "title;start;duration\nA;0001-01-01T00:00;3h\n",
    "a schedule": '<schedule><conference><day_change>05:00</day_change></conference><day date="'
    f'{FAR}"><room name="a"><event id="1"><start>04:00</start><duration>01:00</duration>'
    "<title>A</title></event></room></day></schedule>",
    "a schedule in JSON": '{"schedule": {"conference": {"days": [{"date": "9999-12-31", "rooms": '
    '{"a": [{"id": 1, "title": "A", "duration": "23:00", "date": "9999-12-31T23:59:00-12:00"}]}}]}}}',
    "a flat schedule": '{"schedule": {"conference": {}, "events": [{"title": "A", "start": '
    '"9999-12-31T23:00:00+00:00", "duration": "PT5H"}]}}',
    "days in words": '{"sessions": [{"title": "A", "day": "9999-12-31", "start": "23:00", '
    '"duration": "5h"}]}',
    "a calendar": "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:99991231T235900Z\r\n"
    "DURATION:P900D\r\nSUMMARY:A\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
}


@pytest.mark.parametrize("name", ENDS_OF_TIME)
def test_a_file_with_dates_at_the_ends_of_the_calendar_alone_is_refused_and_names_them(
    name: str,
) -> None:
    with pytest.raises(TimesNotUnderstood, match=r"(9999|0001)"):
        readers.read(
            ENDS_OF_TIME[name].encode(),
            Context(zone=ZoneInfo("Pacific/Kiritimati"), first=date(2027, 4, 1)),
        )


def test_a_length_beyond_all_time_is_refused_in_words() -> None:
    calendar = ENDS_OF_TIME["a calendar"].replace("9999", "2027").replace("P900D", "P9999999D")

    with pytest.raises(NotATimetable, match="damaged"):
        readers.read(calendar.encode(), Context(zone=BERLIN, first=None))
