"""Calendar entries through releases: what changed is newer, what did not stays; files are strict."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import vobject
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy.orm import Session

from eventapp.agenda import services
from eventapp.agenda.models import AgendaSession, SessionPart
from eventapp.events.models import Event
from eventapp.orm import Translated
from tests.agenda.test_programme import START, make_item, make_talk
from tests.factories.agenda import edit_session
from tests.factories.events import NOON, make_event
from tests.factories.people import make_person, rename_person
from tests.factories.registrations import SOMEBODY

Told = dict[str, tuple[str, int, datetime, datetime]]
HOSTILE = "Ä,ö;ü\\n: 🧵 “quoted”\nBEGIN:VEVENT\r\nnext – " + "Größenwahn" * 30


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event."""
    return make_event(session)


@pytest.fixture
def item(session: Session, event: Event) -> AgendaSession:
    """Return a session with a room and a speaker, beside another one."""
    made = make_talk(session, event)
    make_item(session, event, None, "Other", minutes=300)
    session.flush()
    return made


def release(session: Session, event: Event, day: int) -> datetime:
    """Show the draft to the public on that day; return when."""
    now = NOON + timedelta(days=day)
    services.release(session, event, name="", by=SOMEBODY, now=now)
    session.commit()
    return now


def told(client: FlaskClient, session: Session) -> Told:
    """Return UID, SEQUENCE, DTSTAMP and LAST-MODIFIED by title as both parsers read them."""
    text = client.get("/spring/agenda.ics?lang=en").get_data(as_text=True)
    session.rollback()
    read = {
        str(entry["SUMMARY"]): (
            str(entry["UID"]),
            int(str(entry["SEQUENCE"])),
            entry.decoded("DTSTAMP"),
            entry.decoded("LAST-MODIFIED"),
        )
        for entry in Calendar.from_ical(text).walk("VEVENT")
    }
    other = {
        entry.summary.value: (
            entry.uid.value,
            int(entry.sequence.value),
            entry.dtstamp.value,
            entry.last_modified.value,
        )
        for entry in next(vobject.readComponents(text)).vevent_list
    }
    assert read == other
    return read


def _title(item: AgendaSession) -> None:
    item.title = Translated(de="Gespräch", en="Talk")


def _subtitle(item: AgendaSession) -> None:
    item.subtitle = Translated.same("Below")


def _abstract(item: AgendaSession) -> None:
    item.abstract = Translated.same("About looms.")


def _description(item: AgendaSession) -> None:
    item.description = Translated.same("More about looms.")


def _room_renamed(item: AgendaSession) -> None:
    assert item.room is not None
    item.room.name = Translated.same("Great hall")


def _later(item: AgendaSession) -> None:
    item.ends_at = START + timedelta(hours=2)


@pytest.mark.parametrize(
    "change", [_title, _subtitle, _abstract, _description, _room_renamed, _later]
)
def test_what_a_release_says_otherwise_is_newer_and_the_rest_stays(
    client: FlaskClient,
    session: Session,
    event: Event,
    item: AgendaSession,
    change: Callable[[AgendaSession], None],
) -> None:
    first = release(session, event, 0)
    before = told(client, session)
    change(item)
    second = release(session, event, 1)
    after = told(client, session)

    assert before["Talk"][1:] == (0, first, first)
    assert after["Talk"] == (before["Talk"][0], 1, second, second)
    assert after["Other"] == (before["Other"][0], 0, second, first)


def test_another_speaker_and_another_spelling_of_a_name_are_told(
    client: FlaskClient, session: Session, event: Event, item: AgendaSession
) -> None:
    release(session, event, 0)
    person = make_person(session, event, family_name="Weber")
    session.flush()
    edit_session(session, item, people=[(person, SessionPart.SPEAKER)])
    release(session, event, 1)
    assert told(client, session)["Talk"][1] == 1
    rename_person(session, person, title="Dr", given_name="", family_name="Weber")
    release(session, event, 2)

    assert told(client, session)["Talk"][1] == 2
    assert told(client, session)["Other"][1] == 0


def test_release_that_changes_nothing_raises_nothing(
    client: FlaskClient, session: Session, event: Event, item: AgendaSession
) -> None:
    first = release(session, event, 0)
    item.languages = ["de"]  # no calendar says so
    release(session, event, 1)

    assert told(client, session)["Talk"][1] == 0
    assert told(client, session)["Talk"][3] == first


def test_session_that_left_and_came_back_is_newer_than_it_ever_was(
    client: FlaskClient, session: Session, event: Event, item: AgendaSession
) -> None:
    release(session, event, 0)
    for day in (1, 2):
        item.abstract = Translated.same(f"Version {day}")
        release(session, event, day)
    highest = told(client, session)["Talk"][1]
    item.public = False
    release(session, event, 3)
    gone = told(client, session)["Talk"][1]
    item.public = True
    release(session, event, 4)

    assert told(client, session)["Talk"][1] > gone > highest == 2


@pytest.mark.parametrize("language", ["de", "fr", "en"])
def test_file_is_strict_whatever_editors_write(
    client: FlaskClient, session: Session, event: Event, item: AgendaSession, language: str
) -> None:
    """RFC 5545, 3.1: CRLF ends each line, none is over 75 octets, no character is torn apart."""
    item.title = Translated.same("Ö" * 190 + ", x; y")
    item.abstract = Translated.same(HOSTILE)
    release(session, event, 0)

    raw = client.get(f"/spring/agenda.ics?lang={language}").get_data()

    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r")
    lines = raw.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert all(line.decode() is not None for line in lines)
    unfolded = raw.decode().replace("\r\n ", "").split("\r\n")
    assert all(line[:1].isupper() and ":" in line for line in unfolded if line)
    assert unfolded.count("BEGIN:VEVENT") == unfolded.count("END:VEVENT") == 2
    entry = next(
        calendar_entry
        for calendar_entry in Calendar.from_ical(raw).walk("VEVENT")
        if "Ö" in str(calendar_entry["SUMMARY"])
    )
    other = next(
        calendar_entry
        for calendar_entry in next(vobject.readComponents(raw.decode())).vevent_list
        if "Ö" in calendar_entry.summary.value
    )
    assert str(entry["SUMMARY"]) == other.summary.value == item.title["en"]
    assert "BEGIN:VEVENT" in str(entry["DESCRIPTION"])
    assert "BEGIN:VEVENT" in other.description.value
