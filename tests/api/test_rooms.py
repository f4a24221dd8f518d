"""Rooms and tracks for programs: what is left out of a change stays."""

import pytest
from flask.testing import FlaskClient

BASE = "/api/v1/events/spring"
pytestmark = pytest.mark.on_sqlite


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
