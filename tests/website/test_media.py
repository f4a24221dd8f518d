"""Uploaded files by their address: what a browser may do with them, and who gets them at all."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.agenda.models import SessionPart
from eventapp.events.models import Event, Role
from eventapp.journal.services import SYSTEM
from eventapp.media import queries
from eventapp.media.models import StoredFile
from eventapp.media.purposes import FilePurpose
from eventapp.people.services import PersonChange, change_person
from eventapp.speakers.models import Visibility
from tests.factories.accounts import make_member, sign_in
from tests.factories.agenda import make_session
from tests.factories.events import NOON, make_event
from tests.factories.people import make_host, make_organisation, make_person
from tests.factories.pictures import make_file, picture
from tests.factories.sessions import release
from tests.factories.speakers import make_material

pytestmark = pytest.mark.on_sqlite


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return where the application keeps uploaded files."""
    return tmp_path / "media"


def make_portrait(session: Session, folder: Path) -> StoredFile:
    """Return the portrait of a speaker of the draft."""
    event = make_event(session)
    person = make_person(session, event, family_name="Lovelace")
    make_session(session, event, "Engines", starts_at=NOON, people=[(person, SessionPart.SPEAKER)])
    stored = make_file(session, folder, event, content=picture())
    change = replace(PersonChange.of(person), portrait=stored)
    change_person(session, person, change, by=SYSTEM, now=NOON)
    session.commit()
    return stored


def test_public_portrait_is_shown_kept_for_minutes_and_can_do_nothing(
    session: Session, client: FlaskClient, folder: Path
) -> None:
    stored = make_portrait(session, folder)
    release(session, session.get_one(Event, stored.event_id))
    session.commit()

    answer = client.get(f"/media/{stored.public_id}")

    assert (answer.status_code, answer.data) == (200, picture())
    assert answer.headers["Cache-Control"] == "public, max-age=600"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert answer.content_type == "image/jpeg"
    small = client.get(f"/media/{stored.public_id}/small")
    assert (small.status_code, small.data) == (200, b"small")
    tag = {"If-None-Match": answer.headers["ETag"]}
    assert client.get(f"/media/{stored.public_id}", headers=tag).status_code == 304


def test_logo_of_a_host_is_kept_for_long(
    session: Session, client: FlaskClient, folder: Path
) -> None:
    event = make_event(session)
    stored = make_file(session, folder, event, FilePurpose.LOGO, picture())
    house = make_organisation(session, event, "Haus")
    house.logo = stored
    make_host(session, event, house)
    session.commit()

    answer = client.get(f"/media/{stored.public_id}")

    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_picture_that_is_not_public_is_for_the_team_of_its_event(
    session: Session, client: FlaskClient, folder: Path
) -> None:
    stored = make_portrait(session, folder)
    address = f"/media/{stored.public_id}"
    assert client.get(address).status_code == 404

    stranger = make_member(session, make_event(session, slug="autumn"))
    sign_in(session, client, stranger)
    assert client.get(address).status_code == 404

    event = session.get_one(Event, stored.event_id)
    stranger.email = "elsewhere@example.org"
    sign_in(session, client, make_member(session, event))
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_foreign_unknown_and_lost_files_answer_alike(
    session: Session, client: FlaskClient, folder: Path
) -> None:
    foreign = make_portrait(session, folder)
    lost = make_file(session, folder, session.get_one(Event, foreign.event_id))
    session.commit()
    queries.path_of(folder, lost).unlink()

    answers = [
        client.get(f"/media/{name}")
        for name in (foreign.public_id, lost.public_id, "x" * 22, "..%2feventapp.db")
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert len({len(answer.data) for answer in answers[:3]}) == 1


def test_document_is_a_file_to_save(session: Session, client: FlaskClient, folder: Path) -> None:
    event = make_event(session)
    slides = make_file(session, folder, event, FilePurpose.MATERIAL)
    sign_in(session, client, make_member(session, event))

    answer = client.get(f"/media/{slides.public_id}")

    assert answer.headers["Content-Disposition"] == "attachment; filename=slides.pdf"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox;")


def test_material_is_a_file_to_save_asked_for_each_time_and_internal_ones_are_for_organisers(
    session: Session, client: FlaskClient, folder: Path
) -> None:
    event = make_event(session)
    item = make_session(session, event, "Engines", starts_at=NOON)
    session.flush()
    public = make_material(session, folder, item, visibility=Visibility.EVERYBODY)
    internal = make_material(session, folder, item, visibility=Visibility.INTERNAL)
    release(session, event)
    session.commit()
    address = f"/media/{internal.newest.file.public_id}"

    answer = client.get(f"/media/{public.newest.file.public_id}")
    assert (answer.status_code, answer.data) == (200, b"slides")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"].startswith("sandbox;")
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert client.get(address).status_code == 404

    for role, status in ((Role.DESK, 404), (Role.AGENDA, 200)):
        member = make_member(session, event, role)
        sign_in(session, client, member)
        session.commit()
        assert client.get(address).status_code == status
