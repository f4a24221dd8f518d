"""schedule.xml of every age: whole, by the day's own date, past midnight, without entities."""

from datetime import datetime

import pytest

from eventapp.agenda.readers.errors import NotATimetable
from tests.factories.timetables import BERLIN, found_in, is_whole, said

PENTABARF = """<schedule><conference><title>Old</title></conference>
<day date="2027-03-04"><event id="11"><start>09:30</start><duration>00:45</duration><room>Aula</room>
<title>Wasserstoff</title><track>Energy</track><description>Im Netz</description>
<persons><person id="1">Ada Lovelace</person></persons></event></day></schedule>"""


def test_a_session_comes_whole() -> None:
    assert is_whole(found_in(PENTABARF).rows[0])


OLD_XML = """<?xml version="1.0"?><schedule><conference><title>Old</title>
<day_change>04:00:00</day_change></conference>
<day index="1" date="2013-02-02"><room name="Janson"><event id="7"><start>23:30</start>
<duration>01:15</duration><title>Late</title><track>Keynotes</track><type>workshop</type>
<language>fr</language><abstract>&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;</abstract>
<persons><person id="6">Ada Lovelace</person></persons></event>
<event id="8"><start>00:30</start><duration>00:30</duration><title>Night</title></event>
</room></day></schedule>"""


def test_an_old_xml_without_guid_date_and_zone_is_read_by_its_day_and_day_change() -> None:
    late, night = found_in(OLD_XML).rows

    assert late.starts_at == datetime(2013, 2, 2, 23, 30, tzinfo=BERLIN)
    assert late.ends_at == datetime(2013, 2, 3, 0, 45, tzinfo=BERLIN)
    assert night.starts_at == datetime(2013, 2, 3, 0, 30, tzinfo=BERLIN)
    assert (late.key, late.room, late.track, late.abstract) == (
        "7", "Janson", "Keynotes", "One\n\nTwo"
    )  # fmt: skip
    assert [person.name for person in late.people] == ["Ada Lovelace"]


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
    timetable = found_in(
        schedule("2027-03-03", "2027-03-04T09:30:00+01:00", "2027-03-04T11:00:00+01:00")
    )

    assert said(timetable) == ["This day lists sessions of 2027-03-04; their own dates apply."]


def test_a_night_is_told_as_a_night_and_a_lone_other_date_as_what_it_is() -> None:
    timetable = found_in(
        schedule(
            "2027-03-04",
            "2027-03-04T20:00:00+01:00", "2027-03-05T00:30:00+01:00", "2027-03-05T14:00:00+01:00",
        )
    )  # fmt: skip

    assert said(timetable) == [
        "It begins after midnight; it is listed under 2027-03-04 and takes place on 2027-03-05.",
        "Listed under 2027-03-04, it begins on 2027-03-05; its own date counts.",
    ]


def test_entities_are_refused_before_anything_is_expanded() -> None:
    bomb = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><schedule>&b;</schedule>'
    with pytest.raises(NotATimetable, match="entity"):
        found_in(bomb)
