"""The programme to install: its manifest and its worker, within the event's own addresses."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.factories.events import make_event

pytestmark = pytest.mark.on_sqlite


def test_a_manifest_stays_within_its_event_and_speaks_the_readers_language(
    client: FlaskClient, session: Session
) -> None:
    make_event(session)
    session.commit()

    german = client.get("/spring/programme.webmanifest?lang=de")
    french = client.get("/spring/programme.webmanifest?lang=fr").get_json(force=True)

    manifest = german.get_json(force=True)
    assert german.content_type == "application/manifest+json"
    assert (manifest["scope"], manifest["start_url"], manifest["lang"]) == (
        "/spring/",
        "/spring/agenda",
        "de",
    )
    assert (manifest["short_name"], french["short_name"]) == (
        "Frühjahrstagung",
        "Congrès de printemps",
    )
    assert client.get(manifest["icons"][0]["src"]).status_code == 200


def test_the_worker_comes_from_the_events_folder_and_is_asked_for_each_time(
    client: FlaskClient, session: Session
) -> None:
    make_event(session)
    session.commit()

    worker = client.get("/spring/programme-worker.js")

    assert (worker.status_code, worker.headers["Cache-Control"]) == (200, "public, no-cache")
    assert "javascript" in worker.content_type
    assert client.get("/nowhere/programme-worker.js").status_code == 404
