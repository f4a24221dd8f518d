"""A session that leaves the programme is cancelled in every calendar that follows it."""

from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar, Component
from sqlalchemy.orm import Session

from eventapp.agenda import cancelled_entries, queries
from eventapp.agenda.models import AgendaSession, SessionPart
from eventapp.events.models import Event
from eventapp.orm import Translated
from eventapp.people.models import Person
from tests.agenda.test_programme import START, make_item, make_room
from tests.agenda.test_sequences import release
from tests.factories.agenda import edit_session, make_track
from tests.factories.events import make_event
from tests.factories.people import make_person

WHOLE = "/spring/agenda.ics?lang=en"


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event."""
    return make_event(session)


@pytest.fixture
def ada(session: Session, event: Event) -> Person:
    """Return a speaker."""
    person = make_person(session, event, given_name="Ada", family_name="Groß")
    session.flush()
    return person


@pytest.fixture
def item(session: Session, event: Event, ada: Person) -> AgendaSession:
    """Return a session with room, track and speaker that was released and then taken out."""
    made = make_item(session, event, make_room(session, event))
    make_item(session, event, None, "Other", minutes=300)
    made.track = make_track(session, event, "Looms")
    made.abstract = Translated.same("Not to be told any more")
    edit_session(session, made, people=[(ada, SessionPart.SPEAKER)])
    release(session, event, 0)
    made.public = False
    release(session, event, 1)
    return made


def entries(client: FlaskClient, session: Session, address: str) -> dict[str, Component]:
    """Return the entries of a calendar by title."""
    answer = client.get(address)
    session.rollback()
    assert answer.status_code == 200
    return {
        str(entry["SUMMARY"]): entry for entry in Calendar.from_ical(answer.data).walk("VEVENT")
    }


def test_whole_calendar_cancels_it_under_its_identity_with_a_raised_sequence(
    client: FlaskClient, session: Session, item: AgendaSession
) -> None:
    components = entries(client, session, WHOLE)

    assert set(components) == {"Talk", "Other"}
    talk = components["Talk"]
    assert str(talk["UID"]) == item.guid
    assert (str(talk["STATUS"]), int(str(talk["SEQUENCE"]))) == ("CANCELLED", 1)
    assert talk.decoded("DTSTART") == START
    assert str(components["Other"]["STATUS"]) == "CONFIRMED"


def test_calendars_of_its_room_track_person_reader_and_itself_cancel_it_too(
    client: FlaskClient, session: Session, ada: Person, item: AgendaSession
) -> None:
    room, person, public_id = item.room, ada.public_id, item.public_id
    assert room is not None
    addresses = [
        f"{WHOLE}&room={room.public_id}",
        f"{WHOLE}&track=looms",
        f"{WHOLE}&person={person}",
        f"{WHOLE}&s={public_id}",
        f"/spring/agenda/{public_id}.ics?lang=en",
    ]
    for address in addresses:
        components = entries(client, session, address)
        assert {title: str(entry["STATUS"]) for title, entry in components.items()} == {
            "Talk": "CANCELLED"
        }


def test_nothing_but_title_and_time_is_told_of_it_and_only_to_calendars(
    client: FlaskClient, session: Session, item: AgendaSession
) -> None:
    public_id = item.public_id
    session.commit()
    calendar = client.get(WHOLE).get_data(as_text=True)
    pages = ["/spring/agenda", "/spring/agenda.xml", "/spring/agenda.json", "/spring/agenda.csv"]

    assert "Not to be told" not in calendar
    assert "Groß" not in calendar
    assert "Talk" in calendar
    for page in pages:
        assert public_id not in client.get(page).get_data(as_text=True)
    assert client.get(f"/spring/agenda/{public_id}").status_code == 404


@pytest.mark.usefixtures("item")
def test_it_stays_cancelled_as_it_was_through_further_releases(
    client: FlaskClient, session: Session, event: Event
) -> None:
    before = entries(client, session, WHOLE)["Talk"]
    release(session, event, 2)
    after = entries(client, session, WHOLE)["Talk"]

    assert after["SEQUENCE"] == before["SEQUENCE"]
    assert after.decoded("LAST-MODIFIED") == before.decoded("LAST-MODIFIED")


def test_what_comes_back_is_confirmed_and_newer_than_its_cancellation(
    client: FlaskClient, session: Session, event: Event, item: AgendaSession
) -> None:
    from_before = int(str(entries(client, session, WHOLE)["Talk"]["SEQUENCE"]))
    item.public = True
    release(session, event, 2)
    talk = entries(client, session, WHOLE)["Talk"]

    assert str(talk["STATUS"]) == "CONFIRMED"
    assert int(str(talk["SEQUENCE"])) > from_before
    assert queries.released(session, event).withdrawn == ()


@pytest.mark.usefixtures("item")
def test_calendars_forget_it_when_the_event_is_over(
    client: FlaskClient, session: Session, event: Event
) -> None:
    event.starts_at = datetime(2020, 1, 1, 9, tzinfo=START.tzinfo)
    event.ends_at = event.starts_at + timedelta(hours=8)
    session.commit()

    assert set(entries(client, session, WHOLE)) == {"Other"}


def test_a_release_of_before_they_were_noted_is_still_read() -> None:
    assert cancelled_entries.read({"sessions": [], "people": [], "rooms": []}) == ()
