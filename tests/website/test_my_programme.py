"""One's own programme: kept with the place, in the day, and in a calendar that follows it."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession
from eventapp.events.models import Event
from eventapp.orm import Translated
from eventapp.registration.models import (
    KeptSession,
    Registration,
    SessionPlace,
    SessionPlaceState,
    State,
)
from eventapp.registration.queries import kept_sessions
from eventapp.registration.services.bookmarks import keep_sessions
from tests.agenda.test_programme import make_item, make_room
from tests.agenda.test_releases import release
from tests.factories.events import NOON, make_event_with_category
from tests.factories.own_page import link, press
from tests.factories.registrations import make_registration

MINE = "/spring/my/agenda"


@pytest.fixture
def talks(session: Session) -> dict[str, str]:
    """Return the ids of a released programme: an opening for all, then two talks at once."""
    event, category = make_event_with_category(session)
    made = {
        name: make_item(session, event, make_room(session, event), name, minutes=minutes).public_id
        for name, minutes in (("Opening", 0), ("Left", 120), ("Right", 120))
    }
    session.flush()
    release(session, event)
    make_registration(session, event, category, "Müller")
    session.commit()
    return made


@pytest.fixture
def mine(session: Session, talks: dict[str, str]) -> Registration:
    """Return the one registration."""
    assert talks
    return session.scalars(select(Registration)).one()


@pytest.fixture
def signed_in(client: FlaskClient, session: Session, mine: Registration) -> FlaskClient:
    """Return the participant's browser."""
    path = link(mine)
    session.rollback()
    assert press(client, path) == 303
    return client


def token_of(client: FlaskClient) -> str:
    """Return the form's own token."""
    page = client.get(f"{MINE}?lang=en").get_data(as_text=True)
    return str(re.findall(r'name="csrf_token" value="([^"]+)"', page)[0])


def choose(client: FlaskClient, *public_ids: str) -> int:
    """Tick these alone and save."""
    page = client.get(f"{MINE}?lang=en").get_data(as_text=True)
    shown = re.findall(r'name="shown" value="([^"]+)"', page)
    sent = {"csrf_token": token_of(client), "s": list(public_ids), "shown": shown}
    return client.post(MINE, data=sent).status_code


def test_what_another_tab_kept_meanwhile_stays(
    session: Session, signed_in: FlaskClient, mine: Registration, talks: dict[str, str]
) -> None:
    token = token_of(signed_in)  # of a page that showed nothing ticked
    assert choose(signed_in, talks["Left"]) == 303

    late = {"csrf_token": token, "s": [talks["Right"]]}
    assert signed_in.post(MINE, data=late).status_code == 303
    assert kept_sessions(session, mine) == {talks["Left"], talks["Right"]}
    session.rollback()

    late = {"csrf_token": token, "s": [talks["Right"]], "shown": [talks["Left"], talks["Right"]]}
    assert signed_in.post(MINE, data=late).status_code == 303
    session.rollback()
    assert kept_sessions(session, mine) == {talks["Right"]}


def feed_of(client: FlaskClient) -> str:
    """Return the address that the page tells."""
    page = client.get(MINE).get_data(as_text=True)
    return str(re.findall(r'id="feed"[^>]*value="http://localhost([^"]+)"', page)[0])


def item_of(session: Session, public_id: str) -> AgendaSession:
    """Return the session of the draft."""
    statement = select(AgendaSession).where(AgendaSession.public_id == public_id)
    return session.scalars(statement).one()


def summaries(app: Flask, address: str) -> list[str]:
    """Return what a calendar without any sign-in reads there."""
    answer = app.test_client().get(address)
    assert answer.mimetype == "text/calendar"
    return [str(entry["summary"]) for entry in Calendar.from_ical(answer.data).walk("VEVENT")]


def test_what_is_chosen_fills_the_day_and_the_calendar(
    app: Flask, signed_in: FlaskClient, talks: dict[str, str]
) -> None:
    address = feed_of(signed_in)
    before = summaries(app, address)

    assert choose(signed_in, talks["Left"], "no-such-session") == 303
    day = signed_in.get("/spring/my?lang=en").get_data(as_text=True)
    page = signed_in.get(MINE).get_data(as_text=True)

    assert before == ["Opening"]
    assert summaries(app, address) == ["Opening", "Left"]
    assert "Left" in day
    assert "Right" not in day
    assert "Your options" not in day
    assert re.search(rf'value="{talks["Left"]}" checked>', page)

    assert choose(signed_in) == 303
    assert summaries(app, address) == ["Opening"]


def test_session_with_a_place_is_in_day_and_calendar_without_being_ticked(
    app: Flask, session: Session, signed_in: FlaskClient, talks: dict[str, str]
) -> None:
    session.add(
        SessionPlace(
            session=item_of(session, talks["Right"]),
            registration=session.scalars(select(Registration)).one(),
            state=SessionPlaceState.CONFIRMED,
            queue_no=1,
            signed_up_at=NOON,
            release_no=1,
        )
    )
    session.commit()

    assert summaries(app, feed_of(signed_in)) == ["Opening", "Right"]
    assert "you have a place" in signed_in.get(f"{MINE}?lang=en").get_data(as_text=True)


def test_calendar_follows_what_is_released(
    app: Flask, session: Session, signed_in: FlaskClient, talks: dict[str, str]
) -> None:
    choose(signed_in, talks["Left"])
    address = feed_of(signed_in)
    moved = item_of(session, talks["Left"])
    moved.cancelled = True
    event = session.scalars(select(Event)).one()
    release(session, event, "2")
    session.commit()

    entries = Calendar.from_ical(app.test_client().get(address).data).walk("VEVENT")

    assert {str(entry["summary"]): str(entry["status"]) for entry in entries}["Left"] == "CANCELLED"


def test_calendar_cancels_what_a_release_leaves_out_whether_kept_or_for_everybody(
    app: Flask, session: Session, signed_in: FlaskClient, talks: dict[str, str]
) -> None:
    choose(signed_in, talks["Left"])
    address = feed_of(signed_in)
    event = session.scalars(select(Event)).one()
    for name in ("Left", "Opening"):
        item_of(session, talks[name]).public = False
    make_item(session, event, None, "Closing", minutes=400)
    release(session, event, "2")
    session.commit()

    entries = Calendar.from_ical(app.test_client().get(address).data).walk("VEVENT")
    by_title = {str(entry["summary"]): str(entry["status"]) for entry in entries}

    assert (by_title["Left"], by_title["Opening"]) == ("CANCELLED", "CANCELLED")
    assert by_title["Closing"] == "CONFIRMED"


def test_address_speaks_the_participants_language(
    app: Flask, session: Session, signed_in: FlaskClient, talks: dict[str, str]
) -> None:
    item_of(session, talks["Opening"]).title = Translated(fr="Ouverture", en="O")
    release(session, session.scalars(select(Event)).one(), "2")
    session.scalars(select(Registration)).one().language = "fr"
    session.commit()

    assert summaries(app, feed_of(signed_in)) == ["Ouverture"]


def test_key_opens_one_calendar_until_the_link_is_renewed_and_nothing_else(
    app: Flask, session: Session, signed_in: FlaskClient
) -> None:
    address = feed_of(signed_in)
    stranger = app.test_client()
    key = address.partition("key=")[2]

    wrong = [
        stranger.get("/spring/my/agenda.ics").status_code,
        stranger.get(address[:-1] + ("A" if address[-1] != "A" else "B")).status_code,
        stranger.get(f"/spring/r/{key}").status_code,
        stranger.get(MINE).status_code,
    ]
    session.scalars(select(Registration)).one().link_generation += 1
    session.commit()

    assert wrong == [404, 404, 404, 401]
    assert stranger.get(address).status_code == 404


def test_who_gave_the_place_up_has_an_empty_calendar_and_nothing_to_choose(
    app: Flask, session: Session, signed_in: FlaskClient
) -> None:
    address = feed_of(signed_in)
    session.scalars(select(Registration)).one().state = State.CANCELLED
    session.commit()

    assert summaries(app, address) == []
    assert signed_in.get(MINE).status_code == 303


def test_who_takes_a_place_over_begins_anew(session: Session, mine: Registration) -> None:
    keep_sessions(session, mine, {"a", "b"}, shown=set())
    session.flush()
    mine.holder_no += 1
    session.flush()

    assert kept_sessions(session, mine) == frozenset()
    keep_sessions(session, mine, {"b"}, shown=set())
    session.flush()
    assert kept_sessions(session, mine) == {"b"}
    assert session.scalars(select(KeptSession.session)).all() == ["b"]
