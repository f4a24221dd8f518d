"""Linked data and partial calendars: what was released, in shapes that other programs read."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
import vobject
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.agenda import queries, services
from eventapp.events.models import Event
from eventapp.orm import Translated
from tests.agenda.test_booklet import TITLES, make_programme
from tests.agenda.test_programme import make_item
from tests.factories.agenda import make_track
from tests.factories.events import NOON
from tests.factories.registrations import SOMEBODY

pytestmark = pytest.mark.on_sqlite


def linked(client: FlaskClient, address: str) -> dict[str, Any]:
    """Return the linked data of a page."""
    text = client.get(address).text
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert block is not None
    content: dict[str, Any] = json.loads(block.group(1))
    return content


def summaries(client: FlaskClient, address: str) -> list[str]:
    """Return what the entries of a calendar are called."""
    calendar = vobject.readOne(client.get(address).text)
    return [entry.summary.value for entry in calendar.contents.get("vevent", [])]


def address_of(event: Event, session: Session, title: str) -> str:
    """Return the address of a released session's page."""
    item = next(
        shown for shown in queries.released(session, event).items if shown.title.into("de") == title
    )
    session.rollback()
    return f"/{event.slug}/agenda/{item.id}?lang=de"


def test_an_event_page_tells_machines_what_it_tells_people(
    client: FlaskClient, session: Session
) -> None:
    event = make_programme(session)
    event.venue, event.address = Translated.same("Haus der Wirtschaft"), "Platz 1, Berlin"
    begins = event.starts_at
    session.commit()

    about = linked(client, f"/{event.slug}/?lang=de")

    assert (about["@context"], about["@type"]) == ("https://schema.org", "Event")
    assert about["url"] == f"http://localhost/{event.slug}/"
    assert begins is not None
    assert about["startDate"] == begins.astimezone(event.tzinfo).isoformat()
    assert about["location"]["name"] == "Haus der Wirtschaft"
    assert "email" not in json.dumps(about)


def test_a_session_page_names_its_people_place_and_event(
    client: FlaskClient, session: Session
) -> None:
    event = make_programme(session)

    about = linked(client, address_of(event, session, "Wasserstoff"))

    assert about["name"] == "Wasserstoff"
    assert [performer["name"] for performer in about["performer"]] == ["Zoë Groß"]
    assert about["location"]["name"].startswith("Aula")
    assert about["superEvent"]["url"] == f"http://localhost/{event.slug}/"
    assert about["eventStatus"].endswith("EventScheduled")


def test_a_title_cannot_break_out_of_its_block(client: FlaskClient, session: Session) -> None:
    event = make_programme(session)
    title = "</script><script>alert(1)</script>"
    make_item(session, event, None, title, minutes=600)
    services.release(session, event, name="", by=SOMEBODY, now=NOON)
    session.commit()
    address = address_of(event, session, title)

    assert linked(client, address)["name"] == title
    assert "<script>alert" not in client.get(address).text


def test_calendars_hold_one_room_track_person_or_what_a_reader_keeps(
    client: FlaskClient, session: Session
) -> None:
    event = make_programme(session)
    track = make_track(session, event, "Energie")
    draft = {item.title.into("de"): item for item in queries.draft(session, event)}
    draft["Leichtbau"].track = track
    session.flush()
    services.release(session, event, name="", by=SOMEBODY, now=NOON + timedelta(days=1))
    session.commit()
    programme = queries.released(session, event)
    hall = next(room for room in programme.rooms if room.name.into("de") == "Halle")
    person, kept = programme.speakers[0], programme.items[0]
    session.rollback()
    feed = f"/{event.slug}/agenda.ics?lang=de"

    assert set(TITLES) <= set(summaries(client, feed))
    assert summaries(client, f"{feed}&room={hall.id}") == ["Photonik", "Geheimnis"]
    assert summaries(client, f"{feed}&track=energie") == ["Leichtbau"]
    assert summaries(client, f"{feed}&person={person.id}") == ["Wasserstoff"]
    assert summaries(client, f"{feed}&s={kept.id}") == ["Wasserstoff"]
    assert summaries(client, f"{feed}&s=nobody") == []
    assert client.get(f"{feed}&person=nobody").status_code == 404
    named = vobject.readOne(client.get(f"{feed}&room={hall.id}").text)
    assert named.x_wr_calname.value.endswith(" – Halle")
