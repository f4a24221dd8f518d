"""What is odd in a timetable is kept and told line by line; the machine's own zone changes nothing."""

import os
import subprocess
import sys
from datetime import date

import pytest

from eventapp.agenda.readers.rows import by_kind
from tests.agenda.test_frab_xml import OLD_XML
from tests.agenda.test_readers import read, said
from tests.factories.timetables import content_of, of_collection

CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//own//text//EN
BEGIN:VEVENT
UID:1
DTSTART;TZID=Europe/Berlin:20270401T090000
DTEND;TZID=Europe/Berlin:20270401T100000
SUMMARY:First
LOCATION:Aula
END:VEVENT
BEGIN:VEVENT
UID:1
DTSTART:20270401T073000Z
DTEND:20270401T083000Z
SUMMARY:Second
LOCATION:Aula
END:VEVENT
BEGIN:VEVENT
UID:3
DTSTART:20270401T120000
SUMMARY=Damaged
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")
WORDS = (
    '{"sessions": [{"id": "1", "day": "Samedi", "start": "09h30", "duration": "1h30", '
    '"title": "Ouverture <b>ici</b>"}]}'
)


def test_a_schedule_without_guid_and_with_a_night_tells_both() -> None:
    timetable = read(OLD_XML)

    assert said(timetable) == [
        "It has no GUID; its number is used instead.",
        "It has no GUID; its number is used instead.",
        "It begins after midnight; it is listed under 2013-02-02 and takes place on 2013-02-03.",
        "The room is already used by “Late” at that time; both were kept.",
    ]


def test_a_calendar_tells_each_repair_of_each_line() -> None:
    sentences = said(read(CALENDAR))

    assert (
        "The time zone Europe/Berlin is not described in the file; its name is used." in sentences
    )
    assert "The identifier is already in use; both sessions were kept." in sentences
    assert "The room is already used by “First” at that time; both were kept." in sentences
    assert "It has no end time." in sentences
    assert [sentence for sentence in sentences if sentence.startswith("VEVENT is damaged")]


def test_a_day_named_in_a_word_is_told_as_the_date_it_was_taken_for() -> None:
    timetable = read(WORDS, date(2027, 4, 1))

    assert said(timetable) == [
        "“Samedi” was read as 2027-04-03.",
        "The mark-up in the title was removed.",
    ]
    assert timetable.rows[0].title == "Ouverture ici"


def test_notes_of_one_kind_stand_together_the_most_frequent_first() -> None:
    kinds = by_kind(read(CALENDAR.replace("UID:3", "UID:1")).notes)

    assert [len(kind.notes) for kind in kinds][:2] == [2, 1]
    shared_words = [str(kind.sentence) for kind in kinds]
    assert shared_words[0] == "The identifier is already in use; both sessions were kept."
    assert "The room is already used by “…” at that time; both were kept." in shared_words


@pytest.mark.parametrize(
    ("name", "sentence", "times"),
    [
        ("frab-without-guid.xml", "It has no GUID; its number is used instead.", 4),
        ("frab-without-guid.xml", "It begins after midnight; it is listed under … and takes place on ….", 1),
        ("frab-two-in-a-room.xml", "The room is already used by “…” at that time; both were kept.", 2),
        ("gaps.ics", "It has no end time.", 1),
        ("gaps.ics", "There was no title; “…” is used instead.", 1),
        ("gaps.ics", "The title was too long; the full title is at the beginning of the abstract.", 1),
        ("gaps.ics", "The identifier is already in use; both sessions were kept.", 1),
        ("days-in-words.sessions.json", "“…” was read as ….", 3),
        ("ends-before-it-begins.open-event.json", "The end is not after the beginning; the end was left out.", 1),
        ("zone-by-name-alone.ics", "It repeats; the first date was used.", 1),
        ("zone-by-name-alone.ics", "It has no identifier; title and time are used instead.", 2),
        ("pictures-and-no-time.ics", "It has no time; it is listed among the unscheduled sessions.", 2),
        ("damaged-zone.ics", "There was no title; “…” is used instead.", 1),
        *of_collection(
            ("fosdem-2013.frab.xml", "It has no GUID; its number is used instead.", 487),
            ("fosdem-2024.frab.xml", "The room is already used by “…” at that time; both were kept.", 2),
            ("pyconuk-2015.ics", "It has no end time.", 5),
            ("pyconuk-2015.ics", "There was no title; “…” is used instead.", 4),
            ("pyconuk-2015.ics", "The identifier is already in use; both sessions were kept.", 1),
            ("wikiconvention-francophone-2016.sessions.json", "“…” was read as ….", 58),
            ("oscal-2017.open-event.json", "The end is not after the beginning; the end was left out.", 1),
        ),
    ],
)  # fmt: skip
def test_what_is_odd_in_files_of_others_is_told_line_by_line(
    name: str, sentence: str, times: int
) -> None:
    kinds = by_kind(read(content_of(name), date(2016, 8, 19)).notes)

    assert {str(kind.sentence): len(kind.notes) for kind in kinds}[sentence] == times


READS = """
import sys
from datetime import UTC, date
from zoneinfo import ZoneInfo
from eventapp.agenda.readers.moments import Context
from eventapp.agenda import readers
for data in sys.stdin.buffer.read().split(b"\\x1e"):
    timetable = readers.read(data, Context(zone=ZoneInfo("Europe/Berlin"), first=date(2027, 4, 1)))
    for row in timetable.rows:
        print(row.key, row.starts_at.astimezone(UTC), row.ends_at and row.ends_at.astimezone(UTC))
"""


def test_the_zone_of_the_server_changes_no_time_of_any_file() -> None:
    table = "title;date;start;end\nA;2027-03-28;01:30;03:30\nB;2027-10-31;02:30;03:30\n"
    files = b"\x1e".join(file.encode() for file in (OLD_XML, CALENDAR, WORDS, table))

    outputs = {
        subprocess.run(
            [sys.executable, "-c", READS],
            input=files,
            env={**os.environ, "TZ": zone},
            capture_output=True,
            check=True,
        ).stdout
        for zone in ("UTC", "Europe/Berlin", "Pacific/Kiritimati")
    }

    assert len(outputs) == 1
    assert b"2027-04-01 07:00:00+00:00" in outputs.pop()
