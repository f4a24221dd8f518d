"""Bookings by programs: by the participants' own rules, twice is once, given up is gone."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.events import queries
from eventapp.events.models import Event
from tests.factories.registrations import make_registration
from tests.factories.sessions import make_workshop, release

pytestmark = pytest.mark.on_sqlite


def test_a_place_is_booked_once_waited_for_and_given_up(
    client: FlaskClient, session: Session, event: Event, token: dict[str, str]
) -> None:
    (category,) = queries.categories(session, event)
    item = make_workshop(session, event)
    release(session, event)
    ada, bob = (make_registration(session, event, category, name) for name in ("Ada", "Bob"))
    session.commit()

    def path(reference: str) -> str:
        return f"/api/v1/events/spring/sessions/{item.public_id}/places/{reference}"

    first = client.put(path(ada.reference), headers=token)
    assert client.put(path(ada.reference), headers=token).get_json() == first.get_json()
    waits = client.put(path(bob.reference), headers=token).get_json()
    assert (first.get_json()["state"], waits["state"], waits["position"]) == (
        "confirmed", "waiting", 1
    )  # fmt: skip
    assert client.delete(path(ada.reference), headers=token).status_code == 204
    assert client.delete(path(ada.reference), headers=token).status_code == 404
    assert client.put(path("NOBODY"), headers=token).status_code == 404
