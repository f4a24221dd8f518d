"""Whose place ends gets a calendar file that takes the day out again; strict readers follow it."""

from email.message import EmailMessage

import icalendar
import pytest
import vobject
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.composition import mailing
from eventapp.events.models import Category, Event
from eventapp.journal.services import Actor
from eventapp.mail.models import Email
from eventapp.mail.render import message_of
from eventapp.orm import Translated
from eventapp.registration.models import State
from eventapp.registration.services import bulk, changes, self_service
from tests.factories.events import NOON, make_event_with_category
from tests.factories.registrations import SOMEBODY, make_details, make_registration

ATTENDEE = Actor("registration", 1, "Ada Müller")


def files(app: Flask, session: Session, address: str) -> list[tuple[str, str, int, str]]:
    """Return METHOD, UID, SEQUENCE and STATUS of every file sent to an address, strictly read."""
    session.commit()
    statement = select(Email).where(Email.to_address == address).order_by(Email.id)
    rows = session.scalars(statement).all()
    session.expunge_all()
    session.rollback()
    with app.app_context():
        sent = [message_of(mailing(), email, mailing().facts_of(email)) for email in rows]
    return [strictly(part) for message in sent for part in message.iter_attachments()]


def strictly(part: EmailMessage) -> tuple[str, str, int, str]:
    """Read one attached file with two parsers, and judge it by RFC 5545 to 6047."""
    raw = part.get_payload(decode=True)
    assert isinstance(raw, bytes)
    assert raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    assert not [sign for sign in raw if (sign < 32 and sign not in b"\t\r\n") or sign == 127]
    file = icalendar.Calendar.from_ical(raw)
    (entry,) = file.walk("VEVENT")
    other = next(vobject.readComponents(raw.decode()))
    for required in ("dtstamp", "dtstart", "organizer", "sequence", "uid", "summary"):
        assert required in entry, required
    assert not entry.errors
    assert "attendee" not in entry
    assert str(entry["organizer"]).startswith("mailto:")
    assert other.method.value == part.get_param("method")
    assert other.vevent.status.value == str(entry["status"])
    assert (other.vevent.uid.value, other.vevent.sequence.value) == (
        str(entry["uid"]),
        str(entry["sequence"]),
    )
    return (
        str(file["method"]),
        str(entry["uid"]),
        int(str(entry["sequence"])),
        str(entry["status"]),
    )


@pytest.fixture
def made(session: Session) -> tuple[Event, Category]:
    """Return an event with two places, and its group."""
    return make_event_with_category(session, places=2)


@pytest.mark.parametrize("by", [ATTENDEE, SOMEBODY], ids=["attendee", "organiser"])
def test_cancelling_takes_the_day_back_with_the_same_uid_and_the_next_sequence(
    app: Flask, session: Session, made: tuple[Event, Category], by: Actor
) -> None:
    event, category = made
    registration = make_registration(session, event, category, "Ada")
    changes.cancel(session, registration, event, by=by, now=NOON)

    sent = files(app, session, "ada@example.org")

    assert [(method, number, status) for method, _, number, status in sent] == [
        ("PUBLISH", 0, "CONFIRMED"),
        ("CANCEL", 1, "CANCELLED"),
    ]
    assert len({uid for _, uid, _, _ in sent}) == 1


def test_control_characters_of_a_title_or_venue_stay_out_of_the_files(
    app: Flask, session: Session, made: tuple[Event, Category]
) -> None:
    event, category = made
    event.title = Translated.same("Spring\x0b\x7f\rBEGIN:VEVENT\r\nEND:VEVENT\x01")
    event.venue = Translated.same("Aula\x1f; ,\\")
    registration = make_registration(session, event, category, "Ada")
    changes.cancel(session, registration, event, by=SOMEBODY, now=NOON)

    sent = files(app, session, "ada@example.org")

    assert [method for method, *_ in sent] == ["PUBLISH", "CANCEL"]


def test_cancelling_everybody_at_once_takes_every_day_back(
    app: Flask, session: Session, made: tuple[Event, Category]
) -> None:
    event, category = made
    everybody = [make_registration(session, event, category, name) for name in ("Ada", "Bob")]
    bulk.cancel(session, event, everybody, by=SOMEBODY, now=NOON)

    assert [files(app, session, f"{x}@example.org")[-1][0] for x in ("ada", "bob")] == [
        "CANCEL",
        "CANCEL",
    ]


def test_who_never_had_a_calendar_file_gets_none_that_takes_it_back(
    app: Flask, session: Session, made: tuple[Event, Category]
) -> None:
    event, category = made
    waiting = [make_registration(session, event, category, x) for x in ("Ada", "Bob", "Eve")][-1]
    assert waiting.state is State.WAITING
    changes.cancel(session, waiting, event, by=SOMEBODY, now=NOON)

    assert files(app, session, "eve@example.org") == []


def test_a_cancellation_taken_back_brings_a_newer_file_and_the_next_end_a_newer_still(
    app: Flask, session: Session, made: tuple[Event, Category]
) -> None:
    event, category = made
    registration = make_registration(session, event, category, "Ada")
    changes.cancel(session, registration, event, by=SOMEBODY, now=NOON)
    bulk.restore(session, event, [(registration, State.CONFIRMED)], by=SOMEBODY, now=NOON)
    changes.cancel(session, registration, event, by=SOMEBODY, now=NOON)

    sent = files(app, session, "ada@example.org")

    assert [(method, number) for method, _, number, _ in sent] == [
        ("PUBLISH", 0),
        ("CANCEL", 1),
        ("PUBLISH", 2),
        ("CANCEL", 3),
    ]


def test_former_holder_of_a_place_is_told_to_take_the_day_out(
    app: Flask, session: Session, made: tuple[Event, Category]
) -> None:
    event, category = made
    registration = make_registration(session, event, category, "Ada")
    self_service.hand_over(session, registration, event, make_details("Bob"), by=SOMEBODY, now=NOON)

    former, new = files(app, session, "ada@example.org"), files(app, session, "bob@example.org")

    assert [(method, number) for method, _, number, _ in former] == [("PUBLISH", 0), ("CANCEL", 1)]
    assert [(method, number) for method, _, number, _ in new] == [("PUBLISH", 2)]
