"""The token's event: that one alone, whatever it is asked for."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from tests.factories.events import make_event

pytestmark = pytest.mark.on_sqlite


def test_a_token_lists_and_reads_its_own_event_and_no_other(
    client: FlaskClient, session: Session, event: Event, token: dict[str, str]
) -> None:
    make_event(session, slug="autumn")
    session.commit()

    listed = client.get("/api/v1/events", headers=token).get_json()
    read = client.get("/api/v1/events/spring", headers=token).get_json()

    assert (listed["items"], listed["next"]) == ([read], None)
    assert (read["slug"], read["places"]) == (event.slug, 2)
    assert [category["key"] for category in read["categories"]] == ["guests"]
    assert read["starts_at"].endswith("+02:00")
    assert client.get("/api/v1/events/autumn", headers=token).status_code == 404
    assert client.get("/api/v1/events").status_code == 401
