"""The public programme by room, by track, as a list, and by kind: each an address to send on."""

import re

import pytest
from flask import Flask, template_rendered
from flask.testing import FlaskClient
from jinja2 import Template
from sqlalchemy.orm import Session

from eventapp.agenda.models import SessionKind
from eventapp.events.models import Event
from tests.agenda.test_programme import make_item, make_room
from tests.agenda.test_sequences import release
from tests.factories.agenda import make_track
from tests.factories.events import make_event


@pytest.fixture(autouse=True)
def event(session: Session) -> Event:
    """Return an event with a talk and a workshop in two rooms, a break, and one session in none."""
    event = make_event(session)
    aula, cellar = make_room(session, event, "Aula"), make_room(session, event, "Cellar")
    make_item(session, event, cellar, "Digging", minutes=0).kind = SessionKind.WORKSHOP
    spoken = make_item(session, event, aula, "Speaking", minutes=0)
    spoken.track = make_track(session, event, "Words")
    make_item(session, event, aula, "Coffee", minutes=60).kind = SessionKind.BREAK
    make_item(session, event, None, "Walking", minutes=120)
    release(session, event, 0)
    return event


def told(client: FlaskClient, query: str) -> list[str]:
    """Return headings and titles of the page in their order."""
    page = client.get(f"/spring/agenda?lang=en&{query}").get_data(as_text=True)
    titles = re.findall(r'class="day-title">([^<]+)<|class="session-title"><a[^>]+>([^<]+)<', page)
    return [heading or title for heading, title in titles]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("by=room", ["Aula", "Speaking", "Cellar", "Digging", "Without a room", "Walking"]),
        ("by=track", ["Words", "Speaking", "Without a track", "Digging", "Walking"]),
        ("by=list", ["Speaking", "Digging", "Walking"]),
        ("by=nonsense", ["Speaking", "Digging", "Walking"]),
        ("by=room&q=digging", ["Cellar", "Digging"]),
        ("kind=workshop", ["Digging"]),
        ("by=list&kind=talk", ["Speaking", "Walking"]),
    ],
)
def test_an_address_says_order_and_filters(
    client: FlaskClient, query: str, expected: list[str]
) -> None:
    assert told(client, query) == expected


@pytest.mark.parametrize("order", ["", "room", "track", "list"])
def test_what_fits_nothing_says_so_in_every_order(client: FlaskClient, order: str) -> None:
    page = client.get(f"/spring/agenda?lang=en&by={order}&q=nowhere").get_data(as_text=True)

    assert "No session matches these filters" in page


def test_the_calendar_of_a_filtered_page_holds_its_kind_alone(client: FlaskClient) -> None:
    page = client.get("/spring/agenda?lang=en&kind=workshop").get_data(as_text=True)
    (address,) = re.findall(r'href="([^"]+)" data-calendar', page)
    calendar = client.get(address.replace("&amp;", "&")).get_data(as_text=True)

    assert re.findall(r"SUMMARY:(\w+)", calendar) == ["Digging"]


@pytest.mark.parametrize(("query", "times"), [("by=room", 1), ("by=track", 1), ("q=a&by=room", 2)])
def test_order_is_made_once_and_a_search_in_it_each_time(
    app: Flask, client: FlaskClient, query: str, times: int
) -> None:
    made: list[str] = []

    def note(_app: Flask, template: Template, **_values: object) -> None:
        made.append(str(template.name))

    with template_rendered.connected_to(note, app):
        pages = [client.get(f"/spring/agenda?{query}").data for _ in range(2)]

    assert pages[0] == pages[1]
    assert made == ["website/programme.html"] * times
