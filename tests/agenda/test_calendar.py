"""iCalendar files: their zone, what is cancelled, and titles to be repaired."""

from datetime import UTC, datetime

import pytest

from eventapp.agenda.readers.errors import NotATimetable
from tests.factories.timetables import found_in, said


def calendar(*lines: str, zone: str = "") -> str:
    """Return a calendar with one entry that has these lines."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", *([f"X-WR-TIMEZONE:{zone}"] if zone else [])]
    event = ["BEGIN:VEVENT", "UID:1", "SUMMARY:A", *lines, "END:VEVENT", "END:VCALENDAR", ""]
    return "\r\n".join([*head, *event])


@pytest.mark.parametrize(
    ("content", "zone"),
    [
        (calendar("DTSTART;TZID=Asia/Kolkata:20270304T093000"), "Asia/Kolkata"),
        (calendar("DTSTART;TZID=Asia/Kolkata:20270304T093000", zone="Europe/Paris"), "Asia/Kolkata"),
        (calendar("DTSTART:20270304T083000Z", zone="Europe/Paris"), "Europe/Paris"),
        (calendar("DTSTART;TZID=W. Europe Standard Time:20270304T093000"), "Europe/Berlin"),
        (calendar("DTSTART:20270304T083000Z"), ""),
    ],
)  # fmt: skip
def test_a_calendar_says_its_zone_by_its_entries_then_by_its_head(content: str, zone: str) -> None:
    assert found_in(content).zone == zone


def test_a_zone_described_in_the_calendar_is_known_by_the_place_it_is_for() -> None:
    described = (
        "BEGIN:VTIMEZONE\r\nTZID:Custom\r\nX-LIC-LOCATION:Asia/Kolkata\r\nBEGIN:STANDARD\r\n"
        "DTSTART:19700101T000000\r\nTZOFFSETFROM:+0530\r\nTZOFFSETTO:+0530\r\nEND:STANDARD\r\n"
        "END:VTIMEZONE\r\n"
    )
    content = calendar("DTSTART;TZID=Custom:20270304T140000")
    timetable = found_in(content.replace("BEGIN:VEVENT", described + "BEGIN:VEVENT"))

    assert timetable.zone == "Asia/Kolkata"
    assert timetable.rows[0].starts_at == datetime(2027, 3, 4, 8, 30, tzinfo=UTC)


def test_a_cancelled_entry_of_a_calendar_is_left_out_and_told() -> None:
    timetable = found_in(calendar("DTSTART:20270304T083000Z", "STATUS:CANCELLED"))

    assert not timetable.rows[0].accepted
    assert "Left out, as its status is “cancelled”." in said(timetable)


def test_titles_without_mark_up_too_long_and_missing_are_repaired_and_told() -> None:
    calendar = "\r\n".join(
        [
            "BEGIN:VCALENDAR", "VERSION:2.0",
            "BEGIN:VEVENT", "UID:1", "DTSTART:20270401T090000Z", "SUMMARY:<b>Bold</b>",
            "END:VEVENT",
            "BEGIN:VEVENT", "UID:1", "DTSTART:20270401T090000Z", "DTEND:20270401T080000Z",
            f"SUMMARY:{'long ' * 100}", "END:VEVENT",
            "BEGIN:VEVENT", "UID:3", "SUMMARY:", "DESCRIPTION:What it is", "END:VEVENT",
            "END:VCALENDAR", "",
        ]
    )  # fmt: skip
    bold, long, nameless = found_in(calendar).rows

    assert (bold.title, bold.key, long.key) == ("Bold", "1", "1#2")
    assert len(long.title) <= 200
    assert long.abstract.startswith("long long")
    assert (long.ends_at, nameless.starts_at, nameless.title) == (None, None, "What it is")
    assert said(found_in(calendar)) == [
        "The mark-up in the title was removed.",
        "It has no end time.",
        "The title was too long; the full title is at the beginning of the abstract.",
        "The identifier is already in use; both sessions were kept.",
        "The end is not after the beginning; the end was left out.",
        "There was no title; “What it is” is used instead.",
        "It has no time; it is listed among the unscheduled sessions.",
    ]


def test_a_length_gives_the_end_and_what_repeats_comes_once() -> None:
    timetable = found_in(
        calendar("DTSTART:20270304T083000Z", "DURATION:PT45M", "RRULE:FREQ=WEEKLY")
    )

    (row,) = timetable.rows
    assert row.ends_at == datetime(2027, 3, 4, 9, 15, tzinfo=UTC)
    assert "It repeats; the first date was used." in said(timetable)


def test_a_calendar_without_an_event_is_refused() -> None:
    with pytest.raises(NotATimetable, match="no event in this calendar"):
        found_in("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
