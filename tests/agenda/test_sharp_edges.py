"""Sharp edges of the programme: rooms of old releases, long zones, no time at all, one name twice."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.agenda import services
from eventapp.agenda.models import AgendaSession, Room
from eventapp.events.models import Event
from eventapp.orm import Translated
from tests.agenda.test_importing import bring
from tests.agenda.test_programme import START, make_item, make_room
from tests.agenda.test_sequences import release
from tests.backoffice.sending import press, send
from tests.factories.accounts import make_member, make_token, sign_in
from tests.factories.agenda import edit_session
from tests.factories.events import NOON, make_event
from tests.factories.people import make_person
from tests.factories.registrations import SOMEBODY

pytestmark = pytest.mark.on_sqlite
COMOD = "America/Argentina/ComodRivadavia"
LONG = "Überraschung – Œuvre ñandú, " * 9 + "!"
AT_NINE, AT_EIGHT = "2027-04-15T09:00", "2027-04-15T08:00"


@pytest.fixture
def event(session: Session, client: FlaskClient) -> Event:
    """Return an event whose organiser is signed in, in English."""
    made = make_event(session)
    sign_in(session, client, make_member(session, made))
    client.get("/lang/en")
    return made


@pytest.fixture
def left(session: Session, event: Event) -> tuple[AgendaSession, Room]:
    """Return a session that was released in the Cellar and then, unreleased, moved to the Aula."""
    cellar = make_room(session, event, "Cellar")
    item = make_item(session, event, cellar)
    release(session, event, 0)
    item.room = make_room(session, event)
    session.commit()
    return item, cellar


def rename(session: Session, _client: FlaskClient, cellar: Room) -> None:
    """Give the room another name."""
    cellar.name = Translated.same("Vault")
    session.commit()


def archive(session: Session, client: FlaskClient, cellar: Room) -> None:
    """Put the room away on its page."""
    assert press(client, f"/spring/manage/rooms/{cellar.id}", "archive")[0] == 303
    session.rollback()


def remove(session: Session, client: FlaskClient, cellar: Room) -> None:
    """Delete the room on its page: no session of the draft uses it."""
    key = cellar.id
    session.rollback()
    assert press(client, f"/spring/manage/rooms/{key}", "delete")[0] == 303
    session.expire_all()
    assert session.scalar(select(func.count(Room.id)).where(Room.id == key)) == 0


@pytest.mark.parametrize("way", [rename, archive, remove])
def test_releases_stay_readable_whatever_becomes_of_a_room_they_name(
    session: Session,
    client: FlaskClient,
    event: Event,
    left: tuple[AgendaSession, Room],
    way: Callable[[Session, FlaskClient, Room], None],
) -> None:
    way(session, client, left[1])
    before = client.get("/spring/agenda.xml").text
    assert '<room name="Cellar">' in before
    assert "Cellar" in client.get("/spring/agenda.ics").text
    release(session, event, 1)
    assert '<room name="Aula">' in client.get("/spring/agenda.xml").text

    changes = client.get("/spring/agenda/changes")
    assert (changes.status_code, "another room" in changes.text) == (200, True)
    assert client.get("/spring/agenda/changes.atom").status_code == 200
    assert "Cellar" in client.get("/spring/manage/agenda/releases/1").text
    session.rollback()
    services.show_again(session, event, 1, by=SOMEBODY, now=NOON + timedelta(days=2))
    session.commit()

    again = client.get("/spring/agenda.xml").text
    assert again.count('<room name="Cellar">') == 1
    for path in ("agenda", "agenda.json", "agenda.ics", "agenda/changes", "agenda.csv"):
        answer = client.get(f"/spring/{path}")
        assert (answer.status_code, "Cellar" in answer.text) == (200, True), path


def test_a_zone_with_a_long_name_is_in_the_calendar_and_described_there(
    client: FlaskClient, session: Session, event: Event
) -> None:
    event.zone = COMOD
    make_item(session, event, make_room(session, event), LONG)
    release(session, event, 0)

    content = client.get("/spring/agenda.ics").data
    lines = content.split(b"\r\n")
    read = Calendar.from_ical(content)
    (entry,) = read.walk("VEVENT")
    (zone,) = read.walk("VTIMEZONE")

    assert str(zone["TZID"]) == entry["DTSTART"].params["TZID"] == COMOD
    assert entry.decoded("DTSTART") == START
    assert f"{entry.decoded('DTSTART'):%H:%M}" == "06:00"
    assert str(entry["SUMMARY"]) == LONG
    assert max(map(len, lines)) <= 75
    assert all(line.decode() or not line for line in lines), "folded within a letter"
    described = zone.to_tz(lookup_tzid=False)  # type: ignore[attr-defined]
    assert datetime(2027, 4, 15, 6, tzinfo=described).astimezone(UTC) == START


@pytest.mark.parametrize("ends", [AT_NINE, AT_EIGHT])
def test_form_and_editor_refuse_a_session_of_no_time_or_less(
    client: FlaskClient, session: Session, event: Event, ends: str
) -> None:
    item = make_item(session, event, make_room(session, event))
    key, was = item.public_id, (item.starts_at, item.ends_at)
    page = "/spring/manage/agenda/add"
    session.commit()
    fields = {
        "title-de": "X",
        "title-en": "X",
        "kind": "talk",
        "starts_at": AT_NINE,
        "ends_at": ends,
    }

    status, text = send(client, page, **fields)
    assert (status, 'id="ends_at-error"' in text) == (422, True)
    status, text = send(client, f"/spring/manage/agenda/{key}", **fields)
    assert (status, 'id="ends_at-error"' in text) == (422, True)

    items = session.scalars(select(AgendaSession)).all()
    assert [(row.starts_at, row.ends_at) for row in items] == [was]


NONE_AND_LESS = {
    "a table": f"title;start;end\nX;{AT_NINE};{{ends}}\n",
    "a calendar": "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:X\r\n"
    "DTSTART;TZID=Europe/Berlin:20270415T090000\r\nDTEND;TZID=Europe/Berlin:{compact}\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n",
}


@pytest.mark.parametrize("ends", [AT_NINE, AT_EIGHT])
@pytest.mark.parametrize("form", NONE_AND_LESS)
def test_import_leaves_an_end_out_that_is_not_after_its_beginning_and_says_so(
    session: Session, form: str, ends: str
) -> None:
    event = make_event(session)
    compact = re.sub("[-:]", "", ends) + "00"

    report = bring(session, event, NONE_AND_LESS[form].format(ends=ends, compact=compact))

    (item,) = session.scalars(select(AgendaSession)).all()
    assert (item.starts_at, item.ends_at) == (datetime(2027, 4, 15, 7, tzinfo=UTC), None)
    sentences = [str(note.sentence) for note in report.notes]
    assert "The end is not after the beginning; the end was left out." in sentences


NAMED_TWICE = {
    "a table": f"title;start;speakers\nX;{AT_NINE};Ada Groß, Ada Groß\n",
    "a schedule": '<schedule><day date="2027-04-15"><room name="A"><event id="1"><start>09:00</start>'
    "<title>X</title><persons>{persons}</persons></event></room></day></schedule>",
}


@pytest.mark.parametrize("form", NAMED_TWICE)
@pytest.mark.parametrize("second", ['id="1"', 'id="2"', ""])
def test_a_file_that_names_somebody_twice_in_one_session_brings_them_once(
    client: FlaskClient, session: Session, form: str, second: str
) -> None:
    event = make_event(session)
    persons = f'<person id="1">Ada Groß</person><person {second}>Ada Groß</person>'

    for _again in range(2):
        bring(session, event, NAMED_TWICE[form].format(persons=persons))
    release(session, event, 0)

    (entry,) = Calendar.from_ical(client.get("/spring/agenda.ics").data).walk("VEVENT")
    days = json.loads(client.get("/spring/agenda.json").data)["schedule"]["conference"]["days"]
    ((rooms,),) = days[0]["rooms"].values()
    assert str(entry["DESCRIPTION"]) == "Ada Groß"
    assert [person["public_name"] for person in rooms["persons"]] == ["Ada Groß"]


def test_program_that_names_somebody_twice_in_one_session_is_refused_at_the_field(
    client: FlaskClient, session: Session, event: Event
) -> None:
    key = make_person(session, event, given_name="Ada", family_name="Groß").public_id
    headers = {"Authorization": f"Bearer {make_token(session, event)}"}
    session.commit()
    people = [{"person": key, "part": "speaker"}] * 2

    path = "/api/v1/events/spring/sessions"
    refused = client.post(path, json={"title": {"de": "X"}, "people": people}, headers=headers)

    assert (refused.status_code, list(refused.get_json()["errors"])) == (422, ["people[1].person"])
    assert session.scalars(select(AgendaSession)).all() == []


def test_a_room_named_first_and_again_among_the_further_ones_counts_once(
    client: FlaskClient, session: Session, event: Event
) -> None:
    aula, hall = make_room(session, event), make_room(session, event, "Hall")
    item = make_item(session, event, aula)
    edit_session(session, item, further_rooms=[aula, hall])
    release(session, event, 0)

    (entry,) = Calendar.from_ical(client.get("/spring/agenda.ics").data).walk("VEVENT")
    assert str(entry["LOCATION"]) == "Aula, Hall"
