"""Open Event JSON: lists joined by number, and how far a session is."""

import pytest

from tests.factories.timetables import found_in, said


@pytest.mark.parametrize("state", ["pending", "draft", "rejected", "withdrawn", "new one"])
def test_an_open_event_session_that_is_not_accepted_stays_out_and_is_told(state: str) -> None:
    timetable = found_in(
        {
            "event": {"name": "E", "timezone": "Europe/Berlin"},
            "sessions": [
                {"id": 1, "title": "A", "start_time": "2027-03-04T09:30:00+01:00", "state": state}
            ],
        }
    )

    assert not timetable.rows[0].accepted
    assert said(timetable)[-1] == f"Left out, as its status is “{state}”."


def test_room_track_kind_and_people_are_read_by_name_or_number() -> None:
    session = {
        "id": 1, "title": "A", "starts-at": "2027-03-04T09:30:00+01:00", "track": {"name": "Energy"},
        "ends-at": "2027-03-04T10:15:00+01:00", "microlocation": {"name": "Aula *"},
        "session_type": {"name": "Talk"}, "speakers": [{"id": 7}, {"id": 8, "name": "Zoë"}],
    }  # fmt: skip
    speakers = [{"id": 7, "name": "Ada", "short_biography": "Counts.", "organisation": "Engine"}]

    (row,) = found_in({"event": {}, "sessions": [session], "speakers": speakers}).rows

    assert (row.room, row.track, row.kind) == ("Aula", "Energy", "Talk")
    assert [(person.name, person.biography, person.organisation) for person in row.people] == [
        ("Ada", "Counts.", "Engine"),
        ("Zoë", "", ""),
    ]


def test_a_time_without_zone_is_meant_in_the_files_own() -> None:
    session = {"id": 1, "title": "A", "start_time": "2027-03-04T09:30:00"}
    timetable = found_in({"event": {"timezone": "Asia/Kolkata"}, "sessions": [session]})

    assert timetable.rows[0].starts_at is not None
    assert timetable.rows[0].starts_at.isoformat() == "2027-03-04T09:30:00+05:30"
