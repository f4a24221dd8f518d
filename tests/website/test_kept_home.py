"""Who has a page already is told so by one statement, and never after something on it changed.

A process that answers visitors keeps its pages while another one, here the test's, changes things.
"""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.agenda import services as agenda
from eventapp.agenda.models import SessionPart
from eventapp.events.models import Category, Event
from eventapp.orm import Translated
from eventapp.people.models import Desk, Host, HostLevel, Organisation, OrganisationKind, Person
from eventapp.registration.models import Contingent, Registration
from tests.agenda.test_programme import make_item
from tests.backoffice.sending import press
from tests.conftest import free_port
from tests.factories.accounts import make_member, make_token, sign_in
from tests.factories.agenda import edit_session
from tests.factories.events import NOON, make_category, make_event
from tests.factories.keeping import MANAGE, Reader, Team
from tests.factories.people import make_desk, make_host, make_organisation, make_person
from tests.factories.proposals import make_call
from tests.factories.registrations import SOMEBODY, make_registration
from tests.factories.served import served
from tests.statements import counted

HOME, HOSTS, DESKS, IMPRINT = "/spring/", "/spring/hosts", "/spring/desks", "/imprint"
PROGRAMME = "/spring/agenda"
LEGAL = ("/privacy", "/accessibility", "/help")
PAGES = (HOME, HOSTS, DESKS, PROGRAMME, IMPRINT, *LEGAL)


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event that is open, with a host, a desk, a cluster and a released programme."""
    event = make_event(session, places=20, contact_email="office@example.org", title=said("Spring"))
    event.starts_at = event.ends_at = event.registration_closes_at = None
    make_category(session, event, places=9)
    organisation = make_organisation(session, event, "Ministry", kind=OrganisationKind.MINISTRY)
    make_organisation(session, event, "Optics cluster", kind=OrganisationKind.CLUSTER)
    make_host(session, event, organisation, level=HostLevel.HOST, position=0)
    hall = said("Hall")
    make_desk(
        session,
        event,
        said("Export"),
        text=said(""),
        place=hall,
        position=0,
        organisation=organisation,
    )
    speak(session, event, organisation, "Opening")
    agenda.release(session, event, name="", by=SOMEBODY, now=NOON)
    session.commit()
    return event


def speak(session: Session, event: Event, organisation: Organisation, title: str) -> None:
    """Put a session into the draft in which somebody of that organisation speaks."""
    talk = make_item(session, event, None, title)
    person = make_person(session, event, family_name=f"Curie of {title}", organisation=organisation)
    session.flush()
    edit_session(session, talk, people=[(person, SessionPart.SPEAKER)])
    session.flush()


def said(text: str) -> Translated:
    """Return a text that reads the same in every language."""
    return Translated.same(text)


@pytest.fixture
def team(session: Session, client: FlaskClient, event: Event) -> Team:
    """Return an organiser who is signed in."""
    sign_in(session, client, make_member(session, event))
    return Team(session, client, event)


@pytest.fixture
def reader(tmp_path: Path, team: Team) -> Iterator[Reader]:
    """Return a browser that has seen every page of a served process."""
    assert team
    with served(tmp_path, free_port()) as here:
        reader = Reader(here)
        assert reader.look(*PAGES) == list(PAGES)
        assert reader.look(*PAGES) == []
        yield reader


def of_directory(team: Team) -> Iterator[tuple[str, Callable[[], None], list[str]]]:
    """Yield what changes hosts, desks and organisations, and the pages that show it."""
    shown = [HOME, HOSTS, DESKS, IMPRINT]
    host = team.page_of(Host, "hosts")
    desk = team.page_of(Desk, "information-desks")
    organisation = team.page_of(Organisation, "organisations", Organisation.name == "Ministry")
    person = team.page_of(Person, "contributors")
    yield "host", lambda: team.save(host, text__en="They pay"), [HOME, HOSTS]
    yield "desk", lambda: team.save(desk, name__en="Customs"), [HOME, DESKS]
    yield "organisation", lambda: team.save(organisation, name="Ministry of Trade"), shown
    yield "person's organisation", lambda: team.save(person, organisation="Optics cluster"), [HOSTS]
    yield (
        "another host",
        lambda: team.save("hosts/add", organisation="Chamber", level="cohost"),
        [HOME, HOSTS, IMPRINT],
    )
    yield (
        "another cluster",
        lambda: team.save("organisations/add", name="Photonics", kind="cluster"),
        [HOME],
    )
    yield "host gone", lambda: team.delete(Host, "hosts", Host.level == HostLevel.COHOST), [HOME]
    yield "desk gone", lambda: team.delete(Desk, "information-desks"), [HOME, DESKS]


@pytest.mark.on_sqlite
def test_each_change_of_hosts_and_desks_shows_at_once(reader: Reader, team: Team) -> None:
    missed = []
    for name, act, pages in of_directory(team):
        act()
        missed += [f"{name}: {page}" for page in pages if not _shows(reader, page)]
    assert missed == []


def _shows(reader: Reader, page: str) -> bool:
    """Say whether another page is shown; a tag may change with what another page shows."""
    kept = reader.texts[page]
    answer = reader.here.ask(page, headers={"Accept-Language": "en"})
    current = reader.here.ask(
        page, headers={"Accept-Language": "en", "If-None-Match": reader.tags[page]}
    )
    reader.tags[page], reader.texts[page] = answer.headers["etag"], answer.text
    return answer.text != kept and current.status == 200


def sign_up(reader: Reader) -> None:
    """Register in the process that keeps the page."""
    assert reader.here.sign_up(1) == 303


def of_places(team: Team, reader: Reader) -> Iterator[tuple[str, Callable[[], None]]]:
    """Yield what changes how many places there are, and what is said of them."""
    session, event = team.session, team.event
    group = team.page_of(Category, "categories")

    def another() -> None:
        make_registration(session, event, session.scalars(select(Category)).one(), "Curie")
        session.commit()

    def cancel() -> None:
        reference = session.scalars(select(Registration.reference).limit(1)).one()
        session.rollback()
        page = f"{MANAGE}/registrations/{reference}"
        assert press(team.client, page, "cancel")[0] == 303

    yield "sign-up", lambda: sign_up(reader)
    yield "registration of another process", another
    yield "cancellation", cancel
    yield "name of a group", lambda: team.save(group, name__en="Visitors")
    kept = {"name": "Pôles", "places": "1", "release_at": "2036-01-01T08:00"}
    yield "contingent", lambda: team.save("contingents/add", **kept)
    yield "contingent gone", lambda: team.delete(Contingent, "contingents")
    yield "places of the event", lambda: team.save("settings", places="8")
    yield "places of a group", lambda: team.save(group, places="1")
    yield "time zone", lambda: team.save("settings", zone="Europe/London", zone_sure="y")
    yield "dates", lambda: team.save("settings", starts_at="2036-04-15T09:00")
    yield "title", lambda: team.save("settings", title__en="Summer")


@pytest.mark.on_sqlite
def test_each_change_of_places_and_texts_shows_at_once(reader: Reader, team: Team) -> None:
    missed = []
    for name, act in of_places(team, reader):
        act()
        missed += [name] * (not _shows(reader, HOME))
    assert missed == []
    for page in PAGES:
        assert _shows(reader, page) is (page != HOME), page  # each carries the event's name


@pytest.mark.on_sqlite
def test_released_programme_shows_at_once(
    reader: Reader, team: Team, session: Session, event: Event
) -> None:
    organisation = session.scalars(
        select(Organisation).where(Organisation.name == "Ministry")
    ).one()
    speak(session, event, organisation, "Light")
    token = {"Authorization": f"Bearer {make_token(session, event)}"}
    answer = team.client.post(
        "/api/v1/events/spring/agenda/releases", json={"tell": False}, headers=token
    )
    assert answer.status_code == 201, answer.text
    for page in (HOME, HOSTS, PROGRAMME):
        assert _shows(reader, page)
        assert "Light" in reader.texts[page]

    agenda.show_again(session, event, 1, by=SOMEBODY, now=NOON)
    session.commit()
    for page in (HOME, HOSTS, PROGRAMME):
        assert _shows(reader, page)
        assert "Light" not in reader.texts[page]


@pytest.mark.on_sqlite
def test_page_changes_at_the_moment_registration_opens_and_the_call_ends(
    reader: Reader, session: Session, event: Event
) -> None:
    opens = clock.now() + timedelta(seconds=1.5)
    event.registration_opens_at = opens
    make_call(session, event, closes_at=opens + timedelta(days=1))
    session.commit()
    assert reader.look(HOME) == [HOME]
    assert "Register now" not in reader.texts[HOME]
    assert f"{HOME}propose" in reader.texts[HOME]
    closes = opens + timedelta(seconds=0.5)
    make_call(session, event, closes_at=closes)
    session.commit()
    for moment in (opens, closes):
        time.sleep(max(0, (moment - clock.now()).total_seconds()))
        assert reader.look(HOME) == [HOME]
        assert "Register now" in reader.texts[HOME]
    assert f"{HOME}propose" not in reader.texts[HOME]


@pytest.mark.parametrize("page", [*PAGES, "/help?event=spring"])
def test_who_has_the_page_costs_no_statement_beside_the_event_but_for_the_places(
    app: Flask, client: FlaskClient, event: Event, page: str
) -> None:
    assert event.slug == "spring"
    tag = client.get(page).headers["ETag"]
    with counted(app) as statements:
        answer = client.get(page, headers={"If-None-Match": tag})
    assert answer.status_code == 304
    assert len(statements) <= (2 if page == HOME else 1), statements
