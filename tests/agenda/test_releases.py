"""The history of the programme: what each release changed, whom it concerns, the way back."""

import json
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda import queries, services
from eventapp.agenda.errors import NoSuchRelease, ShownNow, ToldAlready
from eventapp.agenda.models import AgendaSession, Release, SessionPart
from eventapp.composition import mailing
from eventapp.events.models import Event
from eventapp.mail.models import Email
from eventapp.mail.render import message_of
from eventapp.orm import Translated
from eventapp.people.models import Person
from tests.agenda.test_programme import START, make_item, make_room
from tests.factories.agenda import edit_session
from tests.factories.events import NOON, make_event
from tests.factories.people import make_person as stored_person
from tests.factories.registrations import SOMEBODY


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event."""
    return make_event(session)


def make_person(session: Session, event: Event, name: str, *, email: str | None = None) -> Person:
    """Return somebody who speaks French first."""
    return stored_person(
        session, event, family_name=name, email=email or "", languages=["fr", "en"]
    )


def speak(session: Session, item: AgendaSession, *people: Person) -> None:
    """Let these persons speak in the session."""
    edit_session(session, item, people=[(person, SessionPart.SPEAKER) for person in people])
    session.flush()


def release(session: Session, event: Event, name: str = "", day: int = 0) -> Release:
    """Show the draft to the public."""
    made = services.release(session, event, name=name, by=SOMEBODY, now=NOON + timedelta(days=day))
    session.flush()
    return made


def later(session: Session, item: AgendaSession, hours: int) -> None:
    """Move a session, its length kept."""
    assert item.starts_at is not None
    assert item.ends_at is not None
    by = timedelta(hours=hours)
    edit_session(session, item, starts_at=item.starts_at + by, ends_at=item.ends_at + by)


def enclosed_in(message: EmailMessage) -> str:
    """Return the calendar file of an e-mail."""
    email = next(part for part in message.walk() if part.get_content_type() == "text/calendar")
    return bytes(email.get_payload(decode=True)).decode()


def told_by_person(session: Session, event: Event) -> dict[str, list[tuple[str, str]]]:
    """Return by family name (title, what) of the changes that wait and concern the person."""
    targets = services.concerned(session, event, services.unreleased(session, event))
    return {
        target.person.family_name: [
            (change.title.into("en"), change.what) for change in target.changes
        ]
        for target in targets
    }


def test_exactly_those_are_concerned_whose_own_sessions_change(
    session: Session, event: Event
) -> None:
    ada, bob, eve = (make_person(session, event, name) for name in ("Ada", "Bob", "Eve"))
    room = make_room(session, event)
    moved = make_item(session, event, room, "Moved")
    reworded = make_item(session, event, room, "Reworded", minutes=120)
    taken_over = make_item(session, event, room, "Taken over", minutes=240)
    speak(session, moved, ada, bob)
    speak(session, reworded, eve)
    speak(session, taken_over, bob)
    release(session, event)

    later(session, moved, 6)
    reworded.abstract = Translated.same("Other words")
    speak(session, taken_over, ada)

    assert told_by_person(session, event) == {
        "Ada": [("Taken over", "people"), ("Moved", "moved")],
        "Bob": [("Taken over", "people"), ("Moved", "moved")],
    }


def test_who_joins_a_session_that_also_moves_is_told_that_they_are_in_it(
    session: Session, event: Event
) -> None:
    ada, bob = (make_person(session, event, name) for name in ("Ada", "Bob"))
    item = make_item(session, event, make_room(session, event), "Panel")
    speak(session, item, ada)
    release(session, event)

    later(session, item, 2)
    speak(session, item, ada, bob)

    assert told_by_person(session, event) == {
        "Ada": [("Panel", "moved")],
        "Bob": [("Panel", "people")],
    }


def test_emails_go_once_to_exactly_those_and_bring_their_calendar_up_to_date(
    app: Flask, session: Session, event: Event
) -> None:
    ada = make_person(session, event, "Ada", email="ada@example.org")
    eve = make_person(session, event, "Eve", email="eve@example.org")
    make_person(session, event, "Mute")
    room = make_room(session, event)
    moved, other = (
        make_item(session, event, room),
        make_item(session, event, None, "O", minutes=300),
    )
    speak(session, moved, ada)
    speak(session, other, eve)
    release(session, event)
    later(session, moved, 3)
    made = release(session, event, "Later", day=1)

    assert services.announce(session, event, made, now=NOON) == 1
    with pytest.raises(ToldAlready):
        services.announce(session, event, made, now=NOON)
    row = session.scalars(select(Email)).one()
    session.commit()
    with app.test_request_context():
        message = message_of(mailing(), row, mailing().facts_of(row))

    assert (row.to_address, row.language) == ("ada@example.org", "fr")
    (entry,) = Calendar.from_ical(enclosed_in(message)).walk("VEVENT")
    assert str(entry["UID"]) == moved.guid
    assert (int(str(entry["SEQUENCE"])), str(entry["STATUS"])) == (1, "CONFIRMED")
    assert entry.decoded("DTSTART") == START + timedelta(hours=3)
    text = message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "avant" in text
    assert "Eve" not in text


def test_session_that_left_the_programme_is_cancelled_in_its_speakers_calendar(
    app: Flask, session: Session, event: Event
) -> None:
    ada = make_person(session, event, "Ada", email="ada@example.org")
    room = make_room(session, event)
    item, _ = make_item(session, event, room), make_item(session, event, room, "Stays", minutes=90)
    speak(session, item, ada)
    release(session, event)
    edit_session(session, item, room=None, starts_at=None, ends_at=None, now=NOON)
    made = release(session, event, day=1)
    services.announce(session, event, made, now=NOON)
    row = session.scalars(select(Email)).one()
    session.commit()

    with app.test_request_context():
        message = message_of(mailing(), row, mailing().facts_of(row))

    (entry,) = Calendar.from_ical(enclosed_in(message)).walk("VEVENT")
    assert (int(str(entry["SEQUENCE"])), str(entry["STATUS"])) == (1, "CANCELLED")


def test_earlier_release_is_shown_again_and_the_draft_stays(
    client: FlaskClient, session: Session, event: Event
) -> None:
    item = make_item(session, event, make_room(session, event), "First")
    release(session, event, "one")
    item.title = Translated.same("Second")
    later(session, item, 5)
    release(session, event, "two", day=1)
    session.commit()

    changes = services.outlook_back(session, event, 1).changes
    made = services.show_again(session, event, 1, by=SOMEBODY, now=NOON + timedelta(days=2))
    session.commit()

    assert [change.what for change in changes] == ["moved", "title"]
    assert (made.number, made.name, made.shows_again) == (3, "one", 1)
    assert item.title.into("en") == "Second"
    assert [change.what for change in services.unreleased(session, event)] == ["moved", "title"]
    session.rollback()
    page = client.get("/spring/agenda?lang=en").get_data(as_text=True)
    calendar = Calendar.from_ical(client.get("/spring/agenda.ics").get_data())
    assert ("First" in page, "Second" in page) == (True, False)
    assert [int(str(entry["SEQUENCE"])) for entry in calendar.walk("VEVENT")] == [2]


def test_deleted_person_does_not_come_back_with_an_earlier_release(
    client: FlaskClient, session: Session, event: Event
) -> None:
    ada = make_person(session, event, "Ada")
    item = make_item(session, event, make_room(session, event))
    speak(session, item, ada)
    release(session, event, "one")
    speak(session, item)
    release(session, event, "two", day=1)
    session.delete(ada)
    session.flush()

    services.show_again(session, event, 1, by=SOMEBODY, now=NOON + timedelta(days=2))
    session.commit()

    pages = [
        client.get(f"/spring/{path}").get_data(as_text=True) for path in ("agenda", "speakers")
    ]
    assert not any("Ada" in text for text in pages)


@pytest.mark.parametrize(("number", "refusal"), [(2, ShownNow), (3, NoSuchRelease)])
def test_newest_release_and_one_there_never_was_are_refused(
    session: Session, event: Event, number: int, refusal: type[Exception]
) -> None:
    make_item(session, event, make_room(session, event))
    release(session, event)
    release(session, event, day=1)

    with pytest.raises(refusal):
        services.show_again(session, event, number, by=SOMEBODY, now=NOON)


def test_public_history_tells_every_release_and_nothing_of_the_draft_or_its_editors(
    client: FlaskClient, session: Session, event: Event
) -> None:
    item = make_item(session, event, make_room(session, event), "Panel <b>")
    editor = replace(SOMEBODY, label="Edda Quill")
    services.release(session, event, name="Invitation", by=editor, now=NOON)
    later(session, item, 1)
    services.release(session, event, name="Larger & later", by=editor, now=NOON)
    item.title = Translated.same("Secret")
    session.commit()

    page = client.get("/spring/agenda/changes?lang=en").get_data(as_text=True)
    feed = client.get("/spring/agenda/changes.atom?lang=en")

    assert page.index("Larger &amp; later") < page.index("another time") < page.index("Invitation")
    assert "The first programme, with one session." in page
    assert not {word for word in ("Secret", "Edda") if word in page + feed.text}
    atom = ET.fromstring(feed.data)  # noqa: S314  (our own words)
    name = "{http://www.w3.org/2005/Atom}"
    assert [element.findtext(f"{name}title") for element in atom.iter(f"{name}entry")] == [
        "Larger & later",
        "Invitation",
    ]
    assert "Panel <b>: another time" in (atom.findtext(f"{name}entry/{name}content") or "")


def test_history_of_before_these_facts_were_kept_is_still_read(
    session: Session, event: Event
) -> None:
    item = make_item(session, event, make_room(session, event))
    first = release(session, event)
    old = json.loads(json.dumps(first.programme))
    for entry in old["sessions"]:
        for name in ("cancelled", "subtitle", "description", "track"):
            entry.pop(name)
    first.programme = old
    item.cancelled = True
    release(session, event, day=1)

    newest, oldest = queries.history(session, event)

    assert [change.what for change in newest.changes] == ["cancelled"]
    assert (oldest.sessions, newest.sessions) == (1, 0)
