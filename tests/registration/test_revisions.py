"""Who holds a calendar file is told once what changed since, and gets the file again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.composition import mailing
from eventapp.events.models import Event
from eventapp.events.services import EventChange, change_event
from eventapp.mail.models import Email
from eventapp.mail.render import message_of
from eventapp.orm import Translated
from eventapp.registration import jobs
from eventapp.registration.models import Registration
from eventapp.registration.services import changes, revisions
from tests.backoffice.sending import send
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import NOON, make_event_with_category
from tests.factories.registrations import SOMEBODY, make_registration
from tests.website.test_invitations import take_part

LATER = NOON + timedelta(minutes=6)


def revise(session: Session, event: Event, at: datetime = NOON, **new: Any) -> None:
    """Change the event as an organiser's save does."""
    change_event(session, event, replace(EventChange.of(event), **new), by=SOMEBODY, now=at)


def changed_emails(session: Session) -> list[Email]:
    """Return the e-mails that tell of a change, in order."""
    statement = select(Email).where(Email.kind == "EventChangedEmail")
    return list(session.scalars(statement.order_by(Email.id)))


def sequence_of(content: bytes) -> tuple[int, str, str]:
    """Return SEQUENCE, UID and METHOD of a calendar file."""
    file = icalendar.Calendar.from_ical(content)
    entry = next(iter(file.walk("VEVENT")))
    return int(str(entry["sequence"])), str(entry["uid"]), str(file["method"])


def test_each_confirmed_participant_is_told_once_after_some_quiet_minutes(
    session: Session,
) -> None:
    event, category = make_event_with_category(session, places=2)
    make_registration(session, event, category, "Ada")
    gone = make_registration(session, event, category, "Bob")
    make_registration(session, event, category, "Waiting")
    changes.cancel(session, gone, event, by=SOMEBODY, now=NOON)
    moved = EventChange.of(event).starts_at or NOON
    moved += timedelta(days=1)
    revise(session, event, starts_at=moved, ends_at=moved + timedelta(hours=7))

    jobs.tell_changes(session, now=NOON + timedelta(minutes=4))
    early = len(changed_emails(session))
    jobs.tell_changes(session, now=LATER)
    jobs.tell_changes(session, now=LATER + timedelta(hours=1))

    assert early == 0
    recipients = [email.to_address for email in changed_emails(session)]
    assert recipients == ["ada@example.org", "waiting@example.org"]  # the second moved up before it
    facts = changed_emails(session)[0].facts
    assert (facts["was_starts_at"], facts["starts_at"]) == (
        "2027-04-15T07:30:00+00:00",
        "2027-04-16T07:30:00+00:00",
    )
    assert facts["matters"] == ["when"]


def test_change_made_by_a_clock_that_was_ahead_is_told_when_it_is_right(session: Session) -> None:
    event, category = make_event_with_category(session, places=2)
    make_registration(session, event, category, "Ada")
    moved = EventChange.of(event).starts_at or NOON
    moved += timedelta(days=1)
    hours = NOON + timedelta(hours=3)
    revise(session, event, at=hours, starts_at=moved, ends_at=moved + timedelta(hours=7))

    jobs.tell_changes(session, now=NOON)

    assert [email.to_address for email in changed_emails(session)] == ["ada@example.org"]


def test_quick_changes_are_one_email_and_a_change_taken_back_is_none(session: Session) -> None:
    event, category = make_event_with_category(session)
    make_registration(session, event, category, "Ada")
    aula = event.venue
    revise(session, event, venue=Translated.same("Keller"))
    revise(session, event, NOON + timedelta(minutes=3), venue=Translated.same("Saal"))
    jobs.tell_changes(session, now=LATER)  # the second change is only three minutes old
    assert changed_emails(session) == []

    jobs.tell_changes(session, now=LATER + timedelta(minutes=3))
    assert [email.facts["was_venue"] for email in changed_emails(session)] == ["Aula"]
    assert changed_emails(session)[0].facts["venue"] == "Saal"

    revise(session, event, LATER, venue=aula)
    revise(session, event, LATER, venue=Translated.same("Saal"))
    jobs.tell_changes(session, now=LATER + timedelta(hours=1))
    assert len(changed_emails(session)) == 1
    assert revisions.how_many(session, event) == 0


def test_a_crash_in_the_middle_tells_nobody_twice_and_nobody_too_little(session: Session) -> None:
    event, category = make_event_with_category(session)
    for name in ("Ada", "Bob"):
        make_registration(session, event, category, name)
    revise(session, event, address="Unter den Linden 1")
    session.commit()

    jobs.tell_changes(session, now=LATER)
    session.rollback()  # the process ended before its commit
    jobs.tell_changes(session, now=LATER)
    session.commit()
    jobs.tell_changes(session, now=LATER)
    session.commit()

    recipients = sorted(email.to_address for email in changed_emails(session))
    assert recipients == ["ada@example.org", "bob@example.org"]


def test_who_registers_after_the_change_has_the_new_file_already(session: Session) -> None:
    event, category = make_event_with_category(session)
    revise(session, event, address="Unter den Linden 1")
    late = make_registration(session, event, category, "Ada")

    jobs.tell_changes(session, now=LATER)

    assert (late.calendar_no, changed_emails(session)) == (1, [])


def test_nobody_is_told_of_what_no_calendar_says_or_of_an_event_that_is_over(
    session: Session,
) -> None:
    event, category = make_event_with_category(session)
    make_registration(session, event, category, "Ada")
    revise(session, event, places=300, venue=Translated.same("Au\u2060la"))
    jobs.tell_changes(session, now=LATER)
    revise(session, event, address="Unter den Linden 1")
    jobs.tell_changes(session, now=datetime(2027, 5, 1, tzinfo=UTC))

    assert changed_emails(session) == []


def test_email_brings_the_file_again_under_its_name_with_the_next_number(
    app: Flask, session: Session
) -> None:
    event, category = make_event_with_category(session)
    make_registration(session, event, category, "Ada")
    revise(session, event, address="Unter den Linden 1", name=Translated.same("Tagung"))
    jobs.tell_changes(session, now=LATER)
    session.commit()
    rows = session.scalars(select(Email).order_by(Email.id)).all()
    session.expunge_all()
    session.rollback()  # an e-mail is written outside transactions

    with app.app_context():
        messages = [message_of(mailing(), x, mailing().facts_of(x)) for x in rows]
    files = [
        sequence_of(part.get_content())
        for message in messages
        for part in message.iter_attachments()
    ]
    text = messages[-1].get_body(("plain",))

    assert [number for number, _, _ in files] == [0, 1]
    assert files[0][1:] == files[1][1:]
    assert text is not None
    assert "Unter den Linden 1" in text.get_content()
    assert "vorher: Frühjahrstagung" in text.get_content()


def test_a_saved_setting_numbers_the_change_and_says_who_will_be_told(
    session: Session, client: FlaskClient
) -> None:
    event, category = make_event_with_category(session)
    registration = make_registration(session, event, category, "Ada")
    sign_in(session, client, make_member(session, event))
    fields = {"title-de": "Tagung", "address": "Linden 1", "starts_at": "2027-04-16T09:30"}
    more = {
        "ends_at": "2027-04-16T16:30",
        "waiting_list": "automatic",
        "offer_hours": "48",
        "zone": "Europe/Berlin",
    }

    status = send(client, "/spring/manage/settings", **fields, **more)[0]
    page = client.get("/spring/manage/settings?lang=en").get_data(as_text=True)
    take_part(client, session, session.get_one(Registration, registration.id))
    file = client.get("/spring/my/event.ics").get_data()

    assert status == 303
    assert "One participant will be informed of the change" in page
    assert "Linden 1" in page
    assert sequence_of(file)[0] == 1
