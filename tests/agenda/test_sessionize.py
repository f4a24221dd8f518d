"""Sessionize's view "All": joined by its numbers, accepted sessions alone."""

from tests.factories.timetables import found_in, is_whole, said

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


def test_a_session_comes_whole() -> None:
    assert is_whole(found_in(SESSIONIZE).rows[0])


def test_only_accepted_sessions_come_and_each_other_one_is_told() -> None:
    timetable = found_in(SESSIONIZE)

    assert [row.accepted for row in timetable.rows] == [True, False]
    assert "Left out, as its status is “Waitlisted”." in said(timetable)


def test_a_pause_is_a_break_and_a_format_names_the_kind() -> None:
    pause = {"id": "1", "title": "Coffee", "startsAt": None, "isServiceSession": True}
    talk = {"id": "2", "title": "Talk", "startsAt": None, "categoryItems": [9, 404]}
    formats = [{"title": "Session format", "items": [{"id": 9, "name": "Workshop"}]}]

    timetable = found_in({"sessions": [pause, talk], "categories": formats})

    assert [(row.kind, row.track) for row in timetable.rows] == [("break", ""), ("Workshop", "")]


def test_what_a_number_leads_nowhere_to_stays_empty() -> None:
    lost = {"id": "1", "title": "T", "startsAt": None, "roomId": 404, "speakers": [{"id": "x"}]}

    (row,) = found_in({"sessions": [lost]}).rows

    assert (row.room, row.people) == ("", ())
