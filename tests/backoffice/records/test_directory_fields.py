"""What organisers write of persons and organisations, and what it is for."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.journal.models import Entry
from eventapp.mail.models import Email
from eventapp.people.models import HostLevel, Organisation, Person
from tests.agenda.test_programme import make_item, make_room
from tests.agenda.test_releases import later, release, speak
from tests.backoffice.sending import Page, press, send
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event
from tests.factories.people import make_host

PERSONS, ORGANISATIONS = "/spring/manage/contributors", "/spring/manage/organisations"


@pytest.fixture
def event(session: Session, client: FlaskClient) -> Event:
    """Return an event whose organiser is signed in, in English."""
    event = make_event(session)
    sign_in(session, client, make_member(session, event))
    client.get("/lang/en")
    return event


def curie(client: FlaskClient, session: Session, **fields: Any) -> int:
    """Add a person by the form; return her number."""
    assert send(client, f"{PERSONS}/add", family_name="Curie", **fields)[0] == 303
    session.rollback()
    number = session.scalars(select(Person.id)).one()
    session.rollback()
    return number


def test_person_whose_address_an_organiser_typed_is_told_of_the_release_in_her_language(
    client: FlaskClient, session: Session, event: Event
) -> None:
    agreed = {"basis": "own-word", "email": " Marie@Example.ORG ", "languages": ["fr"]}
    number = curie(client, session, **agreed)
    person = session.get_one(Person, number)
    public_id = person.public_id
    item = make_item(session, event, make_room(session, event), "Panel")
    speak(session, item, person)
    release(session, event)
    later(session, item, 2)
    session.commit()

    editor = "/spring/manage/agenda"
    assert send(client, f"{editor}/release", name="Later", tell="y")[0] == 303

    session.rollback()
    email = session.scalars(select(Email)).one()
    assert (email.to_address, email.language) == ("Marie@example.org", "fr")
    public = client.get(f"/spring/speakers/{public_id}").get_data(as_text=True)
    assert "Curie" in public
    assert "example.org" not in public


@pytest.mark.usefixtures("event")
def test_form_shows_what_is_stored_and_takes_it_away(client: FlaskClient, session: Session) -> None:
    page = f"{PERSONS}/{curie(client, session, email='m@example.org', languages=['en', 'fr'])}"
    shown = client.get(page).get_data(as_text=True)

    assert 'value="m@example.org"' in shown
    assert shown.count(" checked") == 3  # two languages, and that she is not public yet
    assert send(client, page, family_name="Curie", email="")[0] == 303

    session.rollback()
    person = session.scalars(select(Person)).one()
    assert (person.email, person.languages) == (None, [])


@pytest.mark.usefixtures("event")
def test_half_an_address_is_refused_at_its_field(client: FlaskClient, session: Session) -> None:
    status, text = send(client, f"{PERSONS}/add", family_name="Curie", email="marie.example.org")

    assert status == 422
    assert "This address has no @." in text
    assert session.scalars(select(Person)).all() == []


@pytest.mark.usefixtures("event")
def test_stale_save_of_an_address_is_refused(client: FlaskClient, session: Session) -> None:
    page = f"{PERSONS}/{curie(client, session, email='m@example.org')}"
    first, second = Page(client, page), Page(client, page)
    assert first.save(email="new@example.org") == 303

    assert second.save(email="old@example.org") == 422

    assert "<dd>new@example.org</dd>" in second.text
    session.rollback()
    assert session.scalars(select(Person.email)).one() == "new@example.org"


def test_region_and_website_are_typed_and_stand_on_the_page_of_the_hosts(
    client: FlaskClient, session: Session, event: Event
) -> None:
    typed = {"name": "Optitec", "kind": "pole", "country": "FR"}
    fields = {**typed, "region": "Provence", "website": "www.optitec.example/en"}

    assert send(client, f"{ORGANISATIONS}/add", **fields)[0] == 303

    session.rollback()
    organisation = session.scalars(select(Organisation)).one()
    assert (organisation.region, organisation.website) == (
        "Provence",
        "https://www.optitec.example/en",
    )
    make_host(session, event, organisation, level=HostLevel.HOST, position=0)
    session.commit()
    page = client.get("/spring/hosts").get_data(as_text=True)
    assert "Provence, France" in page
    assert 'href="https://www.optitec.example/en"' in page


@pytest.mark.usefixtures("event")
@pytest.mark.parametrize("website", ["javascript:alert(1)", "ftp://x.example", "no address"])
def test_website_that_is_none_is_refused_at_its_field(client: FlaskClient, website: str) -> None:
    status, text = send(
        client, f"{ORGANISATIONS}/add", name="Optitec", kind="pole", website=website
    )

    assert status == 422
    assert "A web address is expected here" in text


@pytest.mark.usefixtures("event")
def test_who_keeps_a_desk_is_typed_and_stands_on_the_page_of_the_desks(
    client: FlaskClient,
) -> None:
    fields = {"name-en": "Export advice", "organisation": "Germany Trade & Invest"}

    assert send(client, "/spring/manage/information-desks/add", **fields)[0] == 303

    page = client.get("/spring/desks").get_data(as_text=True)
    assert "Germany Trade &amp; Invest" in page


@pytest.mark.usefixtures("event")
def test_deleted_person_takes_address_and_names_out_of_the_journal(
    client: FlaskClient, session: Session
) -> None:
    page = f"{PERSONS}/{curie(client, session, email='m@example.org')}"
    assert send(client, page, family_name="Curie", email="new@example.org")[0] == 303

    assert press(client, page, "delete")[0] == 303

    session.rollback()
    kept = [entry.changes for entry in session.scalars(select(Entry))]
    assert "example.org" not in str(kept)
    assert "Curie" not in str(kept)
