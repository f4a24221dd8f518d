"""What other systems hand out: Sessionize, pretalx, Indico, Pentabarf, Open Event, calendars."""

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from eventapp.agenda import readers
from eventapp.agenda.readers.moments import Context
from eventapp.agenda.readers.rows import Timetable

BERLIN = ZoneInfo("Europe/Berlin")
HALF_PAST_NINE = datetime(2027, 3, 4, 8, 30, tzinfo=UTC)


def read(content: object) -> Timetable:
    """Return what a file of that content holds."""
    text = content if isinstance(content, str) else json.dumps(content)
    return readers.read(text.encode(), Context(zone=BERLIN))


def said(found: Timetable) -> list[str]:
    """Return what was written down as odd."""
    return [str(note.sentence) for note in found.notes]


SESSIONIZE = {
    "sessions": [
        {
            "id": "11", "title": "Wasserstoff", "description": "Im Netz",
            "startsAt": "2027-03-04T09:30:00", "endsAt": "2027-03-04T10:15:00",
            "isServiceSession": False, "speakers": ["u-1"], "categoryItems": [51],
            "roomId": 7, "status": "Accepted",
        },
        {
            "id": "12", "title": "Maybe", "startsAt": None, "endsAt": None, "speakers": [],
            "categoryItems": [], "roomId": None, "status": "Waitlisted",
        },
    ],
    "speakers": [{"id": "u-1", "firstName": "Ada", "lastName": "Lovelace", "bio": "Counts."}],
    "rooms": [{"id": 7, "name": "Aula"}],
    "categories": [{"id": 5, "title": "Track", "items": [{"id": 51, "name": "Energy"}]}],
}  # fmt: skip

PRETALX = {
    "count": 2,
    "next": "https://example.org/api/events/e/submissions/?offset=50",
    "results": [
        {
            "code": "ABCDEF", "title": "Wasserstoff", "abstract": "Im Netz", "state": "confirmed",
            "track": {"name": {"en": "Energy"}}, "submission_type": {"name": {"en": "Talk"}},
            "duration": 45, "content_locale": "de",
            "slots": [{"start": "2027-03-04T09:30:00+01:00", "end": "2027-03-04T10:15:00+01:00",
                       "room": {"id": 7, "name": {"en": "Aula"}}}],
            "speakers": [{"code": "SPKR01", "name": "Ada Lovelace", "biography": "Counts."}],
        },
        {"code": "GHIJKL", "title": "Maybe", "state": "submitted", "slots": [], "speakers": []},
    ],
}  # fmt: skip

PRETALX_UNTIL_2024 = [
    {
        "code": "ABCDEF", "title": "Wasserstoff", "abstract": "Im Netz", "state": "confirmed",
        "track": {"en": "Energy"}, "submission_type": {"en": "Talk"}, "duration": 45,
        "slot": {"start": "2027-03-04T09:30:00+01:00", "end": "2027-03-04T10:15:00+01:00",
                 "room": {"en": "Aula"}, "room_id": 7},
        "speakers": [{"code": "SPKR01", "name": "Ada Lovelace", "biography": "Counts."}],
    }
]  # fmt: skip

MOMENT = {"date": "2027-03-04", "time": "09:30:00", "tz": "Europe/Berlin"}
ENDS = {**MOMENT, "time": "10:15:00"}
CONTRIBUTION = {
    "_type": "Contribution", "id": "11", "title": "Wasserstoff", "description": "Im Netz",
    "startDate": MOMENT, "endDate": ENDS, "duration": 45, "room": "Aula", "track": "Energy",
    "speakers": [{"first_name": "Ada", "last_name": "Lovelace", "affiliation": "Engine Ltd"}],
}  # fmt: skip
INDICO = {
    "count": 1,
    "results": [
        {
            "_type": "Conference", "id": "1", "title": "Spring", "timezone": "Europe/Berlin",
            "startDate": MOMENT, "endDate": ENDS, "contributions": [CONTRIBUTION], "sessions": [],
        }
    ],
}  # fmt: skip
INDICO_TIMETABLE = {
    "count": 1,
    "results": {
        "1": {
            "20270304": {
                "s1": {
                    "entryType": "Session", "title": "Block", "startDate": MOMENT, "endDate": ENDS,
                    "entries": {
                        "c11": {
                            "entryType": "Contribution", "id": "c11", "title": "Wasserstoff",
                            "description": "Im Netz", "startDate": MOMENT, "endDate": ENDS,
                            "room": "Aula", "sessionTitle": "Energy", "track": "Energy",
                            "presenters": [{"firstName": "Ada", "familyName": "Lovelace"}],
                        }
                    },
                }
            }
        }
    },
}  # fmt: skip

PENTABARF = """<schedule><conference><title>Old</title></conference>
<day date="2027-03-04"><event id="11"><start>09:30</start><duration>00:45</duration><room>Aula</room>
<title>Wasserstoff</title><track>Energy</track><description>Im Netz</description>
<persons><person id="1">Ada Lovelace</person></persons></event></day></schedule>"""


@pytest.mark.parametrize(
    "content",
    [SESSIONIZE, PRETALX, PRETALX_UNTIL_2024, INDICO, INDICO_TIMETABLE, PENTABARF],
    ids=["sessionize", "pretalx", "pretalx 2024", "indico", "indico timetable", "pentabarf"],
)
def test_a_session_comes_whole_from_every_system(content: object) -> None:
    row = read(content).rows[0]

    assert row.starts_at is not None
    assert row.ends_at is not None
    assert (row.title, row.room, row.track) == ("Wasserstoff", "Aula", "Energy")
    assert "Im Netz" in (row.abstract, row.description)
    assert row.starts_at.astimezone(UTC) == HALF_PAST_NINE
    assert (row.ends_at - row.starts_at).seconds == 45 * 60
    assert [one.name for one in row.people] == ["Ada Lovelace"]


@pytest.mark.parametrize(("content", "state"), [(SESSIONIZE, "Waitlisted"), (PRETALX, "submitted")])
def test_only_accepted_sessions_come_and_each_other_one_is_told(
    content: object, state: str
) -> None:
    found = read(content)

    assert [row.accepted for row in found.rows] == [True, False]
    assert f"Left out: its status is “{state}”." in said(found)


def test_a_page_of_several_and_a_slot_that_is_a_number_are_told() -> None:
    assert "This is one page of several; the following ones are not included." in said(
        read(PRETALX)
    )
    bare = [PRETALX_UNTIL_2024[0], {"code": "X", "title": "Y", "state": "confirmed", "slots": [4]}]
    assert "The slot is only a number: export with expand=slots,slots.room,speakers." in said(
        read(bare)
    )


@pytest.mark.parametrize("state", ["pending", "draft", "rejected", "withdrawn", "new one"])
def test_an_open_event_session_that_is_not_accepted_stays_out_and_is_told(state: str) -> None:
    found = read(
        {
            "event": {"name": "E", "timezone": "Europe/Berlin"},
            "sessions": [
                {"id": 1, "title": "A", "start_time": "2027-03-04T09:30:00+01:00", "state": state}
            ],
        }
    )

    assert not found.rows[0].accepted
    assert said(found)[-1] == f"Left out: its status is “{state}”."


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
    assert read(content).zone == zone


def test_a_zone_described_in_the_calendar_is_known_by_the_place_it_is_for() -> None:
    described = (
        "BEGIN:VTIMEZONE\r\nTZID:Custom\r\nX-LIC-LOCATION:Asia/Kolkata\r\nBEGIN:STANDARD\r\n"
        "DTSTART:19700101T000000\r\nTZOFFSETFROM:+0530\r\nTZOFFSETTO:+0530\r\nEND:STANDARD\r\n"
        "END:VTIMEZONE\r\n"
    )
    content = calendar("DTSTART;TZID=Custom:20270304T140000")
    found = read(content.replace("BEGIN:VEVENT", described + "BEGIN:VEVENT"))

    assert found.zone == "Asia/Kolkata"
    assert found.rows[0].starts_at == HALF_PAST_NINE


def test_a_cancelled_entry_of_a_calendar_is_left_out_and_told() -> None:
    found = read(calendar("DTSTART:20270304T083000Z", "STATUS:CANCELLED"))

    assert not found.rows[0].accepted
    assert "Left out: its status is “cancelled”." in said(found)


def schedule(day: str, *moments: str) -> str:
    """Return a schedule whose one day lists events at these moments."""
    events = "".join(
        f'<event id="{number}" guid="g{number}"><date>{moment}</date><start>00:00</start>'
        f"<duration>00:30</duration><title>T{number}</title></event>"
        for number, moment in enumerate(moments)
    )
    return (
        "<schedule><conference><time_zone_name>Europe/Berlin</time_zone_name></conference>"
        f'<day date="{day}"><room name="A">{events}</room></day></schedule>'
    )


def test_a_day_with_a_wrong_date_is_told_once_and_accuses_no_session() -> None:
    found = read(schedule("2027-03-03", "2027-03-04T09:30:00+01:00", "2027-03-04T11:00:00+01:00"))

    assert said(found) == ["This day lists sessions of 2027-03-04; their own dates apply."]


def test_a_night_is_told_as_a_night_and_a_lone_other_date_as_what_it_is() -> None:
    found = read(
        schedule(
            "2027-03-04",
            "2027-03-04T20:00:00+01:00", "2027-03-05T00:30:00+01:00", "2027-03-05T14:00:00+01:00",
        )
    )  # fmt: skip

    assert said(found) == [
        "It begins after midnight: listed under 2027-03-04, taking place on 2027-03-05.",
        "Listed under 2027-03-04, it begins on 2027-03-05; its own date counts.",
    ]
