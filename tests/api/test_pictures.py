"""Portraits and logos for programs: sent by version, refused with a code, taken away."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.media.models import StoredFile
from tests.factories.people import make_organisation, make_person
from tests.factories.pictures import picture

BASE = "/api/v1/events/spring"
JPEG = {"Content-Type": "image/jpeg"}


@pytest.fixture
def places(session: Session, event: Event) -> dict[str, str]:
    """Return the addresses of one record of each kind, by the picture it may have."""
    person = make_person(session, event, family_name="Lovelace")
    organisation = make_organisation(session, event, "Ministry")
    session.commit()
    home = f"{BASE}/organisations/{organisation.public_id}"
    return {"portrait": f"{BASE}/people/{person.public_id}", "logo": home, "logo-dark": home}


@pytest.mark.parametrize("name", ["portrait", "logo", "logo-dark"])
def test_picture_is_sent_read_and_removed(
    client: FlaskClient, session: Session, token: dict[str, str], places: dict[str, str], name: str
) -> None:
    record, field = places[name], name.replace("-", "_")
    tag = {"If-Match": client.get(record, headers=token).headers["ETag"]}

    sent = client.put(f"{record}/{name}", data=picture(), headers={**token, **JPEG, **tag})

    assert sent.status_code == 200, sent.get_json()
    assert sent.get_json()[field].startswith("http://")
    assert "/media/" in sent.get_json()[field]
    late = client.put(f"{record}/{name}", data=picture(), headers={**token, **JPEG, **tag})
    assert late.status_code == 412
    tag = {"If-Match": sent.headers["ETag"]}
    gone = client.delete(f"{record}/{name}", headers={**token, **tag})
    assert (gone.status_code, gone.get_json()[field]) == (200, None)
    assert session.scalars(select(StoredFile)).all() == []


def test_file_that_cannot_be_used_is_refused_with_a_code(
    client: FlaskClient, session: Session, token: dict[str, str], places: dict[str, str]
) -> None:
    place = f"{places['portrait']}/portrait"
    every = {**token, "If-Match": "*"}

    drawing = client.put(place, data=b"<svg/>", headers={**every, **JPEG})
    named = client.put(place, data=picture(), headers={**every, "Content-Type": "text/plain"})

    assert (drawing.status_code, drawing.get_json()["code"]) == (422, "drawing")
    assert named.status_code == 415
    assert client.put(place, data=picture(), headers={**token, **JPEG}).status_code == 428
    assert session.scalars(select(StoredFile)).all() == []


def test_part_is_asked_for_in_the_address(
    client: FlaskClient, session: Session, token: dict[str, str], places: dict[str, str]
) -> None:
    place = f"{places['portrait']}/portrait?crop=0 0 0.5 0.5"

    client.put(place, data=picture((800, 1000)), headers={**token, **JPEG, "If-Match": "*"})

    assert session.scalars(select(StoredFile.width)).one() == 400
