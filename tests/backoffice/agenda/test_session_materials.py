"""Organisers see and manage the files of a session, whoever gave them."""

import io
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Event, Role
from eventapp.speakers.models import Material, MaterialVersion, Visibility
from tests.agenda.test_programme import make_item, make_room
from tests.backoffice.sending import Page
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event
from tests.factories.people import make_person
from tests.factories.pictures import PDF
from tests.factories.speakers import make_material

pytestmark = pytest.mark.on_sqlite


@pytest.fixture
def event(session: Session, client: FlaskClient) -> Event:
    """Return an event whose programme's editor is signed in."""
    event = make_event(session)
    sign_in(session, client, make_member(session, event, Role.AGENDA))
    client.get("/lang/en")
    return event


def test_file_is_added_changed_and_removed_by_the_organisers(
    session: Session, client: FlaskClient, event: Event
) -> None:
    item = make_item(session, event, make_room(session, event), "Looms")
    session.commit()
    address = f"/spring/manage/agenda/{item.public_id}/materials"
    session.rollback()

    assert Page(client, address).save(visibility="everybody") == 422  # no file
    file = {"file": (io.BytesIO(PDF), "plan.pdf"), "visibility": "everybody"}
    assert Page(client, address).save(**file) == 303
    assert "plan.pdf" in client.get(address).text
    material = session.scalars(select(Material)).one()
    assert (material.visibility, material.person_id) == (Visibility.EVERYBODY, None)
    own = f"{address}/{material.public_id}"
    session.rollback()

    newer = {"file": (io.BytesIO(PDF + b"\n"), "new.pdf"), "visibility": "internal"}
    assert Page(client, own).save(**newer) == 303
    assert len(session.scalars(select(MaterialVersion)).all()) == 2
    session.rollback()

    token = Page(client, own).form.as_it_stands()["csrf_token"]
    assert client.post(f"{own}/delete", data={"csrf_token": token}).status_code == 303
    assert session.scalars(select(Material)).all() == []


def test_files_of_contributors_are_seen_and_those_of_another_session_or_event_are_not(
    session: Session, client: FlaskClient, event: Event, tmp_path: Path
) -> None:
    room = make_room(session, event)
    item, other = (make_item(session, event, room, title) for title in ("Looms", "Threads"))
    ada = make_person(session, event, family_name="Lovelace")
    material = make_material(session, tmp_path / "media", item, ada)
    session.commit()
    theirs = f"/spring/manage/agenda/{item.public_id}/materials"
    elsewhere = f"/spring/manage/agenda/{other.public_id}/materials/{material.public_id}"
    file = material.newest.file.public_id
    session.rollback()

    assert "Lovelace" in client.get(theirs).text
    assert client.get(f"/media/{file}").status_code == 200
    assert client.get(elsewhere).status_code == 404
