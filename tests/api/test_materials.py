"""Programs list the files of sessions, say who may read them, and remove them."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.speakers.models import Material
from tests.factories.accounts import make_token
from tests.factories.agenda import make_session
from tests.factories.events import NOON, make_event
from tests.factories.people import make_person
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
