"""Who keeps what the programme is made of: agenda editors do, helpers and representatives do not."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession, Room
from eventapp.events.models import Event, Role
from tests.agenda.test_programme import make_item, make_room
from tests.backoffice.sending import press, send
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event
from tests.factories.people import make_person

MANAGE = "/spring/manage"
SESSION = {"kind": "talk", "public": "y", "title-en": "Fibres"}


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event."""
    return make_event(session)


@pytest.fixture
def editor(session: Session, client: FlaskClient, event: Event) -> FlaskClient:
    """Return the browser of an agenda editor, in English."""
    sign_in(session, client, make_member(session, event, Role.AGENDA))
    client.get("/lang/en")
    return client


def test_agenda_editor_adds_renames_and_deletes_a_room(
    session: Session, editor: FlaskClient
) -> None:
    assert send(editor, f"{MANAGE}/rooms/add", **{"name-en": "Aula", "seats": "90"})[0] == 303
    room = session.scalars(select(Room)).one()
    page, key = f"{MANAGE}/rooms/{room.id}", room.id
    session.rollback()
    assert send(editor, page, **{"name-en": "Hall", "seats": "90"})[0] == 303
    assert "Hall" in editor.get(f"{MANAGE}/rooms/").get_data(as_text=True)
    session.rollback()
    assert press(editor, page, "delete")[0] == 303

    assert session.get(Room, key) is None


def test_agenda_editor_keeps_persons_and_sees_no_address(
    session: Session, event: Event, editor: FlaskClient
) -> None:
    person = make_person(session, event, given_name="Ada", family_name="Weber")
    person.email = "ada@example.org"
    session.commit()
    page = f"{MANAGE}/contributors/{person.id}"
    fields = {"family_name": "Wéber", "organisation": "Pôle Fibres", "biography-en": "Weaves."}

    seen = [editor.get(path).get_data(as_text=True) for path in (f"{MANAGE}/contributors/", page)]
    assert send(editor, page, **fields)[0] == 303

    assert not any("ada@example.org" in text for text in seen)
    session.expire_all()
    assert (person.family_name, person.biography["en"]) == ("Wéber", "Weaves.")
    assert (person.organisation.name if person.organisation else "") == "Pôle Fibres"
    assert person.email == "ada@example.org"


@pytest.mark.parametrize("role", [Role.DESK, Role.CARE, Role.GATE, Role.COHOST])
def test_other_roles_keep_neither_rooms_nor_persons(
    session: Session, client: FlaskClient, event: Event, role: Role
) -> None:
    room = make_room(session, event)
    sign_in(session, client, make_member(session, event, role))

    for path in ("rooms/", "rooms/add", f"rooms/{room.id}", "contributors/", "contributors/add"):
        assert client.get(f"{MANAGE}/{path}").status_code == 403


def test_agenda_editor_keeps_nothing_else(editor: FlaskClient) -> None:
    others = (
        "hosts",
        "organisations",
        "information-desks",
        "categories",
        "contingents",
        "questions",
        "consents",
    )
    for key in others:
        assert editor.get(f"{MANAGE}/{key}/").status_code == 403
        assert editor.get(f"{MANAGE}/{key}/add").status_code == 403


def test_session_brings_its_new_room_along(session: Session, editor: FlaskClient) -> None:
    status, _ = send(editor, f"{MANAGE}/agenda/add", **SESSION, new_room="Galerie")

    assert status == 303
    item = session.scalars(select(AgendaSession)).one()
    assert session.scalars(select(Room)).one().id == item.room_id


def test_room_named_that_is_there_already_is_taken_not_made_again(
    session: Session, event: Event, editor: FlaskClient
) -> None:
    make_room(session, event, "Eichensaal").active = False
    session.commit()

    status, _ = send(editor, f"{MANAGE}/agenda/add", **SESSION, new_room="EICHENSAAL")

    assert status == 303
    room = session.scalars(select(Room)).one()
    assert (room.active, session.scalars(select(AgendaSession.room_id)).one()) == (True, room.id)


def test_two_rooms_are_asked_about(session: Session, event: Event, editor: FlaskClient) -> None:
    room = make_room(session, event)
    item = make_item(session, event, room)
    session.commit()
    fields = {**SESSION, "room": room.public_id, "new_room": "Galerie"}

    status, page = send(editor, f"{MANAGE}/agenda/{item.public_id}", **fields)

    assert status == 422
    assert "Choose a room or enter a new one, not both." in page
    assert 'value="Galerie"' in page
