"""What a release does to those signed up for sessions, and what they are told of it."""

import json
from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda import services as agenda
from eventapp.composition import mailing
from eventapp.events.models import Event
from eventapp.mail.models import Email
from eventapp.mail.render import message_of
from eventapp.registration import jobs, queries
from eventapp.registration.emails.sessions import PlaceChange, SessionsEmail
from eventapp.registration.models import Registration, SessionPlace, SessionPlaceState
from eventapp.registration.services import session_changes
from tests.factories.events import NOON
from tests.factories.registrations import SOMEBODY
from tests.factories.sessions import give_up, make_workshop, news, release, sign_up

CONFIRMED, WAITING = SessionPlaceState.CONFIRMED, SessionPlaceState.WAITING


def test_cancelled_session_is_told_once_to_who_signed_up_and_counts_again_when_restored(
    session: Session, event: Event, person: Callable[[str], Registration]
) -> None:
    item, beside = (
        make_workshop(session, event),
        make_workshop(session, event, title="Beside", minutes=30),
    )
    release(session, event)
    ada, bob, cleo = person("Ada"), person("Bob"), person("Cleo")
    for registration in (ada, bob):
        sign_up(session, registration, item)
    agenda.cancel_session(session, item, seen=item.version, by=SOMEBODY, now=NOON)
    jobs.follow_programme(session, now=NOON)
    assert news(session, ada) == []  # the draft alone tells nobody

    release(session, event)
    for _ in range(2):
        jobs.follow_programme(session, now=NOON)

    assert [news(session, guest) for guest in (ada, bob, cleo)] == [[["cancelled"]]] * 2 + [[]]
    assert sign_up(session, bob, beside).state is CONFIRMED
    give_up(session, ada, item)
    session.flush()
    agenda.restore_session(session, item, seen=item.version, by=SOMEBODY, now=NOON)
    release(session, event)
    jobs.follow_programme(session, now=NOON)
    assert news(session, bob) == [["cancelled"], ["restored"]]
    (kept,) = session.scalars(select(SessionPlace).where(SessionPlace.session_id == item.id))
    assert kept.state is WAITING  # Bob is elsewhere at that time


def test_moved_session_is_told_in_one_email_with_all_that_moved(
    session: Session, event: Event, person: Callable[[str], Registration]
) -> None:
    first = make_workshop(session, event, title="One")
    second = make_workshop(session, event, title="Two", minutes=60)
    release(session, event)
    ada = person("Ada")
    sign_up(session, ada, first)
    sign_up(session, ada, second)
    for item in (first, second):
        assert item.starts_at is not None
        assert item.ends_at is not None
        item.starts_at += timedelta(days=1)
        item.ends_at += timedelta(days=1)
    release(session, event)

    jobs.follow_programme(session, now=NOON)

    assert news(session, ada) == [["moved", "moved"]]
    stored = session.scalars(select(Email.facts).where(Email.kind == "SessionsEmail")).one()
    assert "2027-04-16" in json.dumps(stored)


def test_calendar_file_comes_with_the_email_and_follows_the_session(
    app: Flask, session: Session, event: Event, person: Callable[[str], Registration]
) -> None:
    item = make_workshop(session, event)
    release(session, event)
    ada, bob = person("Ada"), person("Bob")
    sign_up(session, ada, item)
    sign_up(session, bob, item)
    give_up(session, ada, item)
    assert item.starts_at is not None
    assert item.ends_at is not None
    item.starts_at, item.ends_at = item.ends_at, item.ends_at + timedelta(hours=1)
    release(session, event)
    jobs.follow_programme(session, now=NOON)
    agenda.cancel_session(session, item, seen=item.version, by=SOMEBODY, now=NOON)
    release(session, event)
    jobs.follow_programme(session, now=NOON)

    statement = select(Email).where(Email.kind == "SessionsEmail", Email.about_id == bob.id)
    emails = session.scalars(statement.order_by(Email.id)).all()
    session.commit()
    entries = []
    with app.app_context():
        for email in emails:
            message = message_of(mailing(), email, SessionsEmail(**email.facts))
            (file,) = message.iter_attachments()
            calendar = Calendar.from_ical(file.get_content())
            entries += calendar.walk("VEVENT")

    assert [str(entry["status"]) for entry in entries] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert len({str(entry["uid"]) for entry in entries}) == 1
    assert [str(entry["sequence"]) for entry in entries] == ["0", "1", "2"]
    assert len({entry.decoded("dtstart") for entry in entries}) == 2


def test_email_of_a_place_given_up_meanwhile_is_withheld(
    session: Session, event: Event, person: Callable[[str], Registration]
) -> None:
    item = make_workshop(session, event)
    release(session, event)
    ada, bob = person("Ada"), person("Bob")
    sign_up(session, ada, item)
    sign_up(session, bob, item)
    (shown,) = queries.offered(session, bob, event, now=NOON)
    email = SessionsEmail.about_places(bob, event, PlaceChange.FREE, [shown.item], now=NOON)
    assert not email.still_holds(session)

    give_up(session, ada, item)
    assert email.still_holds(session)

    give_up(session, bob, item)
    assert not email.still_holds(session)


def test_clock_leaves_events_that_are_over_alone(
    session: Session, event: Event, person: Callable[[str], Registration]
) -> None:
    item = make_workshop(session, event)
    release(session, event)
    for name in ("Ada", "Bob"):
        sign_up(session, person(name), item)
    item.places = 2
    session.flush()
    assert session_changes.waited_for(session, now=NOON) == [event.id]

    assert session_changes.waited_for(session, now=NOON + timedelta(days=365)) == []


def test_session_moved_beside_another_of_theirs_is_told_with_that_one(
    app: Flask, session: Session, event: Event, person: Callable[[str], Registration]
) -> None:
    moved = make_workshop(session, event, title="Lasers", places=2)
    fixed = make_workshop(session, event, title="Optics", places=2, minutes=120)
    release(session, event)
    ada, bob = person("Ada"), person("Bob")
    for registration, item in ((ada, moved), (ada, fixed), (bob, moved)):
        sign_up(session, registration, item)
    assert fixed.starts_at is not None
    moved.starts_at, moved.ends_at = fixed.starts_at, fixed.ends_at
    (first, second) = queries.news_of_sessions(
        session, event, agenda.outlook(session, event).programme
    )
    assert [title.into("en") for title in first.places[0].beside] == ["Optics"]
    assert second.places[0].beside == ()
    release(session, event)

    jobs.follow_programme(session, now=NOON)

    statement = select(Email).where(Email.kind == "SessionsEmail", Email.about_id == ada.id)
    email = session.scalars(statement).one()
    session.commit()
    with app.app_context():
        message = message_of(mailing(), email, SessionsEmail(**email.facts))
    for kind in ("plain", "html"):
        part = message.get_body((kind,))
        assert part is not None
        assert "auch Optics gebucht" in part.get_content()


def test_who_only_waits_gets_no_entry_for_the_calendar(
    app: Flask, session: Session, event: Event, person: Callable[[str], Registration]
) -> None:
    item = make_workshop(session, event)
    release(session, event)
    sign_up(session, person("Ada"), item)
    bob = person("Bob")
    sign_up(session, bob, item)
    assert item.ends_at is not None
    item.starts_at, item.ends_at = item.ends_at, item.ends_at + timedelta(hours=1)
    release(session, event)
    jobs.follow_programme(session, now=NOON)

    statement = select(Email).where(Email.kind == "SessionsEmail", Email.about_id == bob.id)
    email = session.scalars(statement).one()
    session.commit()
    with app.app_context():
        message = message_of(mailing(), email, SessionsEmail(**email.facts))

    assert list(message.iter_attachments()) == []
