"""Indico's exports: an event's contributions, or its timetable by days."""

import pytest

from eventapp.agenda.readers import indico
from tests.factories.timetables import found_in, is_whole

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


@pytest.mark.parametrize("content", [INDICO, INDICO_TIMETABLE], ids=["event", "timetable"])
def test_a_session_comes_whole(content: object) -> None:
    assert is_whole(found_in(content).rows[0])


def test_a_contribution_of_a_session_has_its_track_and_the_organisation_of_who_speaks() -> None:
    block = {"title": "Block", "contributions": [{**CONTRIBUTION, "track": None}]}
    event = {**INDICO["results"][0], "contributions": [], "sessions": [block]}  # type: ignore[index]

    (row,) = found_in({"results": [event]}).rows

    assert row.track == "Block"
    assert [person.organisation for person in row.people] == ["Engine Ltd"]


@pytest.mark.parametrize(
    ("minutes", "ends"), [(30, "10:00"), (0, None), (10_000, None), ("x", None)]
)
def test_an_end_that_is_missing_is_reckoned_from_a_length_that_can_be_one(
    minutes: object, ends: str | None
) -> None:
    open_end = {**CONTRIBUTION, "endDate": None, "duration": minutes}
    event = {**INDICO["results"][0], "contributions": [open_end]}  # type: ignore[index]

    (row,) = found_in({"results": [event]}).rows

    assert (row.ends_at and f"{row.ends_at:%H:%M}") == ends


@pytest.mark.parametrize("content", [[], {}, {"results": []}, {"results": [{"code": "X"}]}])
def test_another_export_is_none_of_indicos(content: object) -> None:
    assert not indico.is_one(content)
