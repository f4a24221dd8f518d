"""Sessions somebody signed up for: taken away with the own data, gone with an erasure."""

import io
import zipfile
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession
from eventapp.composition import mailing
from eventapp.events.models import Event
from eventapp.privacy import queries, services
from eventapp.privacy.render import as_zip
from eventapp.registration.models import KeptSession, Registration, SessionPlace
from eventapp.registration.services import session_places
from eventapp.registration.services.bookmarks import keep_sessions
from tests.factories.events import NOON, make_event_with_category
from tests.factories.registrations import SOMEBODY, make_registration
from tests.factories.sessions import make_workshop, release

pytestmark = pytest.mark.on_sqlite


def two_signed_up(session: Session) -> tuple[Event, Registration, Registration]:
    """Return an event where one person has the only place at a session and another waits."""
    event, category = make_event_with_category(session)
    item = make_workshop(session, event, title="Lasers")
    release(session, event)
    first, second = (make_registration(session, event, category, name) for name in ("Ada", "Bob"))
    for registration in (first, second):
        session_places.sign_up(session, registration, event, item.public_id, by=SOMEBODY, now=NOON)
    return event, first, second


def test_own_data_names_the_sessions_as_the_public_reads_them(session: Session) -> None:
    event, _first, second = two_signed_up(session)

    (own_data,) = queries.everything_about(session, event, second)["sessions"]

    assert (own_data["title"], own_data["state"]) == ("Lasers", "waiting")


def test_erased_before_the_event_the_place_goes_to_who_waits(session: Session) -> None:
    event, first, second = two_signed_up(session)

    services.erase(session, first, event, by=SOMEBODY, now=NOON)

    (left,) = session.scalars(select(SessionPlace))
    assert (left.registration_id, left.state) == (second.id, "confirmed")


def test_erased_afterwards_nothing_says_where_somebody_was(session: Session) -> None:
    event, first, second = two_signed_up(session)
    later = NOON + timedelta(days=365)

    erased = services.erase(session, first, event, by=SOMEBODY, now=later)

    assert erased.counted()["sessions"] == 1
    assert [booking.registration_id for booking in session.scalars(select(SessionPlace))] == [
        second.id
    ]


def test_sessions_somebody_keeps_are_told_by_name_and_forgotten(session: Session) -> None:
    event, first, _second = two_signed_up(session)
    lasers = session.scalars(select(AgendaSession.public_id)).one()
    keep_sessions(session, first, {lasers}, shown=set())
    session.flush()

    (own_data,) = queries.everything_about(session, event, first)["own_programme"]
    services.erase(session, first, event, by=SOMEBODY, now=NOON)

    assert own_data == {"session": lasers, "title": "Lasers"}
    assert session.scalars(select(KeptSession)).all() == []


def test_page_to_read_names_the_session_too(app: Flask, session: Session) -> None:
    event, _first, second = two_signed_up(session)

    keep_sessions(
        session, second, {session.scalars(select(AgendaSession.public_id)).one()}, shown=set()
    )
    session.flush()

    with app.test_request_context():
        content = as_zip(session, event, second, mailing())

    with zipfile.ZipFile(io.BytesIO(content)) as folder:
        (page,) = [name for name in folder.namelist() if name.endswith(".html")]
        text = folder.read(page).decode()
    assert "Lasers: auf der Warteliste" in text
    assert "<h2>Mein Programm</h2><ul><li>Lasers</li></ul>" in text
