"""Rooms and tracks for programs: what is left out of a change stays."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import Room, SessionKind
from eventapp.events.models import Event
from eventapp.orm import Translated
from tests.factories.agenda import make_session

BASE = "/api/v1/events/spring"


def test_what_a_change_leaves_out_stays_and_null_takes_away(
    client: FlaskClient, token: dict[str, str]
) -> None:
    body = {"name": {"de": "Saal"}, "seats": 9, "seating": "theatre", "accessible": True}
    made = client.post(f"{BASE}/rooms", json=body, headers=token)
    path = f"{BASE}/rooms/{made.get_json()['id']}"

    changed = client.patch(
        path,
        json={"name": {"fr": "Salle"}, "seats": None},
        headers={**token, "If-Match": made.headers["ETag"]},
    ).get_json()

    assert (changed["name"], changed["seats"]) == ({"de": "Saal", "fr": "Salle"}, None)
    assert (changed["seating"], changed["accessible"]) == ("theatre", True)


@pytest.mark.parametrize("many", ["rooms", "tracks"])
def test_a_name_is_needed_and_cannot_be_emptied(
    client: FlaskClient, token: dict[str, str], many: str
) -> None:
    assert client.post(f"{BASE}/{many}", json={"name": {}}, headers=token).status_code == 422
    made = client.post(f"{BASE}/{many}", json={"name": {"de": "A"}}, headers=token)
    headers = {**token, "If-Match": made.headers["ETag"]}
    path = f"{BASE}/{many}/{made.get_json()['id']}"

    assert client.patch(path, json={"name": {"de": ""}}, headers=headers).status_code == 422


@pytest.mark.parametrize("seats", [-1, 1.5, "3", True, 10**30])
def test_seats_are_a_number_of_people(
    client: FlaskClient, token: dict[str, str], seats: Any
) -> None:
    refused = client.post(
        f"{BASE}/rooms", json={"name": {"de": "Saal"}, "seats": seats}, headers=token
    )

    assert (refused.status_code, list(refused.get_json()["errors"])) == (422, ["seats"])


def test_room_in_use_stays_and_the_refusal_names_the_session(
    client: FlaskClient, session: Session, event: Event, token: dict[str, str]
) -> None:
    made = client.post(f"{BASE}/rooms", json={"name": {"en": "Aula"}}, headers=token)
    item = make_session(session, event, title=Translated.same("Opening"), kind=SessionKind.OPENING)
    item.room = session.scalars(select(Room)).one()
    session.commit()
    path = f"{BASE}/rooms/{made.get_json()['id']}"

    stays = client.delete(
        path, headers={**token, "If-Match": made.headers["ETag"], "Accept-Language": "en"}
    )

    assert stays.status_code == 409
    assert (
        stays.get_json()["detail"]
        == "It cannot be deleted, as it is used by one session (Opening)."
    )
    assert client.get(path, headers=token).get_json() == made.get_json()
