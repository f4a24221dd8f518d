"""What organisers write of a person is stored, shown again and refused where it cannot be."""

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Event, Role
from eventapp.people.models import Availability, Person, PublicBasis
from tests.backoffice.sending import Page, send
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event
from tests.factories.people import make_person

ADD = "/spring/manage/contributors/add"
WHOLE: dict[str, Any] = {
    "family_name": "Le Goff",
    "salutation": "Madame Le Goff",
    "pronunciation": "lə ɡɔf",
    "phone": "+33 1 23 45 67 89",
    "assistant_name": "Paul Petit",
    "assistant_email": "Paul@Example.ORG",
    "assistant_phone": "+33 1 00",
    "links": "example.org/legoff\n\nhttps://example.org/legoff\nhttps://social.example/@legoff",
    "basis": "organiser",
    "basis_note": "press release",
    "availability-0-begins": "2027-03-04T09:00",
    "availability-0-ends": "2027-03-04T12:30",
}


@pytest.fixture
def event(session: Session, client: FlaskClient) -> Event:
    """Return an event whose organiser is signed in, in English."""
    event = make_event(session)
    sign_in(session, client, make_member(session, event))
    client.get("/lang/en")
    return event


@pytest.mark.usefixtures("event")
def test_all_of_a_person_is_stored_and_a_save_of_the_shown_page_changes_nothing(
    client: FlaskClient, session: Session
) -> None:
    assert send(client, ADD, **WHOLE)[0] == 303

    person = session.scalars(select(Person)).one()
    times = session.scalars(select(Availability)).one()
    assert person.assistant_email == "Paul@example.org"
    assert person.links == ["https://example.org/legoff", "https://social.example/@legoff"]
    assert (person.salutation, person.basis) == ("Madame Le Goff", PublicBasis.ORGANISER)
    assert times.ends_at - times.starts_at == timedelta(hours=3, minutes=30)
    version, address = person.version, f"/spring/manage/contributors/{person.id}"
    session.rollback()

    page = Page(client, address)
    assert "2027-03-04T09:00" in page.text
    assert page.save() == 303
    assert session.scalars(select(Person.version)).one() == version
    session.rollback()
    emptied = {"availability-0-begins": "", "availability-0-ends": ""}
    assert Page(client, page.address).save(**emptied) == 303
    assert session.scalars(select(Availability)).all() == []
    assert session.scalars(select(Person.version)).one() > version


@pytest.mark.usefixtures("event")
@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("links", "http://example.org", "secure web address"),
        ("basis_note", "", "Please state why the organisers"),
        ("assistant_email", "paul", "This address has no @"),
        ("availability-0-ends", "2027-03-04T08:00", "The end must come after"),
        ("availability-0-ends", "", "both the beginning and the end"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    client: FlaskClient, session: Session, field: str, typed: str, said: str
) -> None:
    status, text = send(client, ADD, **{**WHOLE, field: typed})

    assert status == 422
    assert said in text
    assert session.scalars(select(Person)).all() == []


def test_agenda_editor_neither_sees_nor_loses_how_a_person_is_reached(
    client: FlaskClient, session: Session
) -> None:
    event = make_event(session)
    reached: dict[str, Any] = {
        "email": "a@example.org",
        "phone": "123",
        "assistant_email": "b@example.org",
    }
    person = make_person(session, event, family_name="Curie", **reached)
    number = person.id
    sign_in(session, client, make_member(session, event, role=Role.AGENDA))
    page = Page(client, f"/spring/manage/contributors/{number}")

    assert not any(value in page.text for value in reached.values())
    assert page.save(title="Dr.", phone="999", assistant_email="c@example.org") == 303

    session.expire_all()
    person = session.get_one(Person, number)
    assert (person.title, person.email, person.phone) == ("Dr.", "a@example.org", "123")
    assert person.assistant_email == "b@example.org"
