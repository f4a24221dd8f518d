"""Imprint, privacy, accessibility and help: of an event's pages they name that event alone."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.orm import Translated
from eventapp.people.models import HostLevel
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_category, make_event
from tests.factories.people import make_host, make_organisation

PAGES = ["/privacy", "/imprint", "/accessibility", "/help"]


@pytest.fixture
def two(session: Session) -> tuple[Event, Event]:
    """Return two public events with a contact each."""
    made = [
        make_event(
            session,
            slug=slug,
            title=Translated.same(f"The {slug} one"),
            contact_email=f"{slug}@example.org",
            signed_by="",
        )
        for slug in ("spring", "autumn")
    ]
    for event in made:
        make_category(session, event)
        organisation = make_organisation(session, event, f"Ministry of {event.slug}")
        make_host(session, event, organisation, level=HostLevel.HOST, position=0)
    session.commit()
    return made[0], made[1]


def ways(client: FlaskClient, path: str) -> list[str]:
    """Return the addresses of the four pages as a page links to them."""
    text = client.get(path).get_data(as_text=True)
    return re.findall(r'href="(/(?:privacy|imprint|accessibility|help)[^"]*)"', text)


@pytest.mark.parametrize("start", ["/spring/", "/spring/register", "/spring/agenda"])
def test_from_an_event_each_page_names_that_event_alone(
    client: FlaskClient, two: tuple[Event, Event], start: str
) -> None:
    assert two[0].slug == "spring"
    links = {path.partition("?")[0]: path for path in ways(client, start)}

    assert set(links) == set(PAGES)
    for path in links.values():
        text = client.get(path).get_data(as_text=True)
        assert "spring@example.org" in text, path
        assert "autumn" not in text, path
    assert "Ministry of spring" in client.get(links["/imprint"]).get_data(as_text=True)
    onward = ways(client, links["/privacy"])
    assert {path.rpartition("?")[2] for path in onward if "lang=" not in path} == {"event=spring"}


@pytest.mark.parametrize("path", PAGES)
def test_of_several_events_none_is_guessed_and_the_way_to_each_is_shown(
    client: FlaskClient, two: tuple[Event, Event], path: str
) -> None:
    text = client.get(path).get_data(as_text=True)

    assert "@example.org" not in text
    assert [event.slug for event in two if f'href="{path}?event={event.slug}"' not in text] == []


@pytest.mark.parametrize("path", PAGES)
def test_the_only_event_is_named_at_once(client: FlaskClient, session: Session, path: str) -> None:
    make_event(session, contact_email="spring@example.org")
    session.commit()

    assert "spring@example.org" in client.get(path).get_data(as_text=True)


@pytest.mark.parametrize("path", PAGES)
def test_an_event_that_is_not_public_is_named_to_its_members_alone(
    client: FlaskClient, session: Session, two: tuple[Event, Event], path: str
) -> None:
    hidden = make_event(session, slug="hidden", published=False, contact_email="hidden@example.org")
    session.commit()
    stranger = client.get(path, query_string={"event": "hidden"})
    sign_in(session, client, make_member(session, hidden))

    member = client.get(path, query_string={"event": "hidden"})

    assert stranger.status_code == 200
    assert "hidden@example.org" not in stranger.get_data(as_text=True)
    assert "hidden@example.org" in member.get_data(as_text=True)
    assert two
