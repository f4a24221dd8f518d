"""schedule.json of the frab family: one wrong value refuses it, in a sentence."""

from typing import Any

import pytest

from eventapp.agenda.readers.errors import NotATimetable
from eventapp.agenda.readers.frab_json import people_of
from tests.factories.timetables import found_in


def schedule(*events: object, **day: object) -> dict[str, Any]:
    """Return a schedule whose one day lists these events in the great hall."""
    only = {"date": "2027-03-04", "rooms": {"Aula": list(events)}, **day}
    return {"schedule": {"conference": {"time_zone_name": "Europe/Paris", "days": [only]}}}


EVENT = {"id": 1, "title": "A", "start": "09:30", "duration": "00:45"}


def test_an_event_stands_in_the_room_and_on_the_day_it_is_listed_under() -> None:
    timetable = found_in(schedule(EVENT))

    (row,) = timetable.rows
    assert (timetable.zone, row.room) == ("Europe/Paris", "Aula")
    assert row.starts_at is not None
    assert row.ends_at is not None
    assert row.starts_at.isoformat() == "2027-03-04T09:30:00+01:00"
    assert f"{row.ends_at:%H:%M}" == "10:15"


def test_an_hour_before_the_day_begins_is_that_of_the_next_night() -> None:
    night = schedule({**EVENT, "start": "00:30"}, day_start="2027-03-04T06:00:00+01:00")

    (row,) = found_in(night).rows

    assert row.starts_at is not None
    assert row.starts_at.isoformat() == "2027-03-05T00:30:00+01:00"


def test_a_cancelled_event_is_not_accepted() -> None:
    assert not found_in(schedule({**EVENT, "cancelled": True})).rows[0].accepted


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (schedule({**EVENT, "id": "one"}), "number of a session must be a whole number"),
        (schedule({**EVENT, "duration": "soon"}), "“soon” is not a duration"),
        (schedule(rooms=[]), "“rooms” is missing or invalid"),
        (schedule("an event"), "“Aula” is missing or invalid"),
        ({"schedule": {}}, "“conference” is missing or invalid"),
    ],
)
def test_one_wrong_value_refuses_the_file_and_names_it(content: object, why: str) -> None:
    with pytest.raises(NotATimetable, match=why):
        found_in(content)


def test_people_are_known_by_whichever_name_and_key_they_have() -> None:
    persons = [{"public_name": "Ada", "code": "A1"}, {"name": "Zoë", "id": 7}, "nobody"]

    assert [(person.name, person.key) for person in people_of(persons)] == [
        ("Ada", "A1"),
        ("Zoë", "7"),
    ]
    assert list(people_of(None)) == []
