"""The flat generation of schedule.json: names or objects, an end or a length."""

from tests.factories.timetables import found_in


def test_names_are_texts_or_objects_and_an_end_is_given_or_reckoned() -> None:
    first = {
        "guid": "g1", "title": "A", "start": "2027-03-04T09:30:00+01:00", "duration": "PT45M",
        "room": {"name": "Aula"}, "track": "Energy", "persons": [{"name": "Ada"}],
    }  # fmt: skip
    second = {
        "code": "c2", "title": "B", "start": "2027-03-04T11:00:00", "duration": "PT45M",
        "end": "2027-03-04T11:20:00", "room": "Foyer", "track": {"name": "Water"},
    }  # fmt: skip
    conference = {"title": "Spring", "time_zone_name": "Europe/Paris"}

    timetable = found_in({"schedule": {"conference": conference, "events": [first, second, "odd"]}})

    assert (timetable.title, timetable.zone) == ("Spring", "Europe/Paris")
    assert [
        (row.key, row.room, row.track, row.ends_at and f"{row.ends_at:%H:%M}")
        for row in timetable.rows
    ] == [("g1", "Aula", "Energy", "10:15"), ("c2", "Foyer", "Water", "11:20")]
    assert [person.name for person in timetable.rows[0].people] == ["Ada"]
