"""Programs list the files of sessions, say who may read them, and remove them."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.orm import Translated
from eventapp.speakers.models import Material
from tests.factories.accounts import make_token
from tests.factories.agenda import make_session
from tests.factories.events import NOON, make_event
from tests.factories.people import make_desk, make_person
from tests.factories.pictures import PDF
from tests.factories.speakers import make_material

pytestmark = pytest.mark.on_sqlite
LIST = "/api/v1/events/spring/materials"


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event."""
    return make_event(session)


@pytest.fixture
def bearer(session: Session, event: Event) -> dict[str, str]:
    """Return the headers of a program that may write."""
    return {"Authorization": f"Bearer {make_token(session, event)}"}


def test_files_are_told_changed_in_the_version_seen_and_deleted(
    session: Session, client: FlaskClient, event: Event, bearer: dict[str, str], tmp_path: Path
) -> None:
    person = make_person(session, event, family_name="Lovelace")
    item = make_session(session, event, "Engines", starts_at=NOON)
    session.flush()
    material = make_material(session, tmp_path / "media", item, person)
    session.commit()
    own, person_id, item_id = f"{LIST}/{material.public_id}", person.public_id, item.public_id
    session.rollback()

    (shown,) = client.get(LIST, headers=bearer).get_json()["items"]
    assert (shown["session"], shown["person"]) == (item_id, person_id)
    assert (shown["visibility"], shown["public"], shown["number"]) == (
        *("after-session", False, 1),
    )
    assert shown["url"].endswith(client.get(own, headers=bearer).get_json()["url"][-22:])

    change = {"visibility": "everybody", "title": {"fr": "Présentation"}}
    assert client.patch(own, json=change, headers=bearer).status_code == 428
    stale = {**bearer, "If-Match": '"9"'}
    assert client.patch(own, json=change, headers=stale).status_code == 412
    seen = {**bearer, "If-Match": client.get(own, headers=bearer).headers["ETag"]}
    changed = client.patch(own, json=change, headers=seen)
    assert (changed.status_code, changed.get_json()["visibility"]) == (200, "everybody")
    assert changed.get_json()["title"] == {"fr": "Présentation"}
    wrong = client.patch(own, json={"visibility": "x"}, headers=seen)
    assert wrong.status_code == 422

    latest = {**bearer, "If-Match": changed.headers["ETag"]}
    assert client.delete(own, headers=latest).status_code == 204
    assert client.get(own, headers=bearer).status_code == 404
    assert session.scalars(select(Material)).all() == []


def test_a_token_reads_nothing_of_another_event(
    session: Session, client: FlaskClient, bearer: dict[str, str], tmp_path: Path
) -> None:
    other = make_event(session, slug="autumn")
    item = make_session(session, other, "Engines", starts_at=NOON)
    session.flush()
    public_id = make_material(session, tmp_path / "media", item).public_id
    session.commit()

    assert client.get(LIST, headers=bearer).get_json()["items"] == []
    assert client.get(f"{LIST}/{public_id}", headers=bearer).status_code == 404


PDF_FILE = {"Content-Type": "application/pdf"}


def test_file_is_given_to_a_session_and_replaced_in_the_version_seen(
    session: Session, client: FlaskClient, event: Event, bearer: dict[str, str]
) -> None:
    person = make_person(session, event, family_name="Lovelace")
    item = make_session(session, event, "Engines", starts_at=NOON)
    session.commit()
    asked = {
        "session": item.public_id,
        "person": person.public_id,
        "name": "../talk.exe",
        "visibility": "internal",
    }
    send = {**bearer, **PDF_FILE}

    made = client.post(LIST, query_string=asked, data=PDF, headers=send)
    answer = made.get_json()
    own = f"{LIST}/{answer['id']}/file?name=newer.pdf"
    assert (made.status_code, answer["name"], answer["number"]) == (201, "talk.pdf", 1)
    assert (answer["session"], answer["person"], answer["visibility"]) == (
        *(asked["session"], asked["person"], "internal"),
    )

    assert client.put(own, data=PDF, headers=send).status_code == 428
    seen = {**send, "If-Match": made.headers["ETag"]}
    newer = client.put(own, data=PDF + b"\n", headers=seen)
    assert (newer.status_code, newer.get_json()["number"]) == (200, 2)
    assert newer.get_json()["name"] == "newer.pdf"
    assert client.put(own, data=PDF, headers=seen).status_code == 412


def test_file_that_is_no_document_and_a_session_of_another_event_are_refused(
    session: Session, client: FlaskClient, event: Event, bearer: dict[str, str]
) -> None:
    other = make_event(session, slug="autumn")
    foreign = make_session(session, other, "Engines", starts_at=NOON)
    person = make_person(session, other, family_name="Byron")
    item = make_session(session, event, "Looms", starts_at=NOON)
    session.commit()
    asked = {"session": item.public_id, "name": "a.pdf"}
    send = {**bearer, **PDF_FILE}

    drawing = client.post(LIST, query_string=asked, data=b"<svg/>", headers=send)
    assert drawing.status_code == 422
    assert drawing.get_json()["code"]
    text = {**bearer, "Content-Type": "text/plain"}
    assert client.post(LIST, query_string=asked, data=PDF, headers=text).status_code == 415
    for wrong in ({"session": foreign.public_id}, {"person": person.public_id}):
        refused = client.post(LIST, query_string={**asked, **wrong}, data=PDF, headers=send)
        assert refused.status_code == 422
    assert session.scalars(select(Material)).all() == []


def test_file_is_given_to_a_desk_public_at_once_and_never_after_a_session(
    session: Session, client: FlaskClient, event: Event, bearer: dict[str, str]
) -> None:
    desk = make_desk(session, event, Translated.same("Funding"))
    person = make_person(session, event, family_name="Byron")
    foreign = make_desk(session, make_event(session, slug="autumn"), Translated.same("Funding"))
    item = make_session(session, event, "Looms", starts_at=NOON)
    session.commit()
    asked = {"desk": desk.public_id, "name": "a.pdf"}
    send = {**bearer, **PDF_FILE}
    faults = (
        {"desk": foreign.public_id},
        {"session": item.public_id},
        {"person": person.public_id},
        {"visibility": "after-session"},
    )
    session.rollback()

    for wrong in faults:
        refused = client.post(LIST, query_string={**asked, **wrong}, data=PDF, headers=send)
        assert refused.status_code == 422, wrong
    nobody = client.post(LIST, query_string={"name": "a.pdf"}, data=PDF, headers=send)
    assert nobody.status_code == 422
    made = client.post(LIST, query_string=asked, data=PDF, headers=send)
    answer = made.get_json()
    assert (made.status_code, answer["session"], answer["desk"]) == (201, None, asked["desk"])
    assert (answer["visibility"], answer["public"]) == ("everybody", True)

    own, seen = f"{LIST}/{answer['id']}", {**bearer, "If-Match": made.headers["ETag"]}
    late = client.patch(own, json={"visibility": "after-session"}, headers=seen)
    assert late.status_code == 422
    changed = client.patch(own, json={"languages": ["fr", "de", "fr"]}, headers=seen)
    assert changed.get_json()["languages"] == ["fr", "de"]
