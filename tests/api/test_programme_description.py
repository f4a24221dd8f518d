"""Real answers about the programme and its numbers are as the description says."""

from typing import Any

from flask.testing import FlaskClient

from tests.api.test_description import Described
from tests.api.test_directory import THINGS

BASE, EVENT = "/api/v1/events/spring", "/events/{event}"
NAMES = {
    "rooms": "room",
    "tracks": "track",
    "organisations": "organisation",
    "people": "person",
    "information-desks": "desk",
}
NINE = "2027-04-15T09:00:00+02:00"


def described(client: FlaskClient) -> Described:
    """Return what calls the interface and holds every answer against its description."""
    return Described(client, client.get("/api/v1/openapi.json").get_json())


def test_real_answers_about_things_are_as_described(
    client: FlaskClient, token: dict[str, str]
) -> None:
    call = described(client)
    for many, (new, change) in THINGS.items():
        every, path = f"{EVENT}/{many}", f"{BASE}/{many}"
        single = f"{every}/{{{NAMES[many]}_id}}"
        made = call(f"post {every}", path, json=new, headers=token)
        here, version = f"{path}/{made.get_json()['id']}", {"If-Match": made.headers["ETag"]}
        answers = [
            made,
            call(f"get {every}", path, headers=token),
            call(f"get {every}", f"{path}?cursor=1", headers=token),
            call(f"get {single}", here, headers=token),
            call(f"get {single}", f"{path}/nothing", headers=token),
            call(f"patch {single}", here, json=change, headers=token),
            call(f"patch {single}", here, json={"x": 1}, headers={**token, **version}),
            call(f"patch {single}", here, json=change, headers={**token, **version}),
            call(f"patch {single}", here, json=change, headers={**token, **version}),
            call(f"delete {single}", here, headers=token),
            call(f"delete {single}", here, headers={**token, "If-Match": "*"}),
        ]

        expected = [201, 200, 422, 200, 404, 428, 422, 200, 412, 428, 204]
        assert [answer.status_code for answer in answers] == expected, many


def test_real_answers_about_the_agenda_and_numbers_are_as_described(
    client: FlaskClient, token: dict[str, str]
) -> None:
    call = described(client)
    every, single, path = (
        f"{EVENT}/sessions",
        f"{EVENT}/sessions/{{session_id}}",
        f"{BASE}/sessions",
    )
    room = client.post(f"{BASE}/rooms", json={"name": {"de": "Saal"}}, headers=token).get_json()
    who = client.post(f"{BASE}/people", json={"family_name": "Curie"}, headers=token).get_json()
    body: dict[str, Any] = {
        "title": {"de": "A"},
        "room": room["id"],
        "starts_at": NINE,
        "ends_at": NINE.replace("T09", "T10"),
        "people": [{"person": who["id"], "part": "speaker"}],
    }
    releases = f"{BASE}/agenda/releases"
    nothing = call(f"post {EVENT}/agenda/releases", releases, json={}, headers=token)
    made = call(f"post {every}", path, json=body, headers=token)
    call(f"post {every}", path, json=body, headers=token)
    here, version = f"{path}/{made.get_json()['id']}", {"If-Match": made.headers["ETag"]}
    answers = [
        call(f"post {EVENT}/agenda/releases", releases, json={}, headers=token),
        call(f"get {EVENT}/agenda/releases", releases, headers=token),
        call(f"get {EVENT}/agenda/clashes", f"{BASE}/agenda/clashes", headers=token),
        call(f"get {every}", path, headers=token),
        call(f"get {single}", here, headers=token),
        call(f"patch {single}", here, json={"kind": "panel"}, headers={**token, **version}),
        call(f"patch {single}", here, json={"kind": "panel"}, headers={**token, **version}),
        call(f"delete {single}", here, headers={**token, "If-Match": "*"}),
        call(f"get {EVENT}/stats", f"{BASE}/stats", headers=token),
        call(f"get {EVENT}/checkin/summary", f"{BASE}/checkin/summary", headers=token),
        call(f"get {EVENT}/checkin/scans", f"{BASE}/checkin/scans", headers=token),
    ]

    assert (nothing.status_code, made.status_code) == (409, 201)
    expected = [201, 200, 200, 200, 200, 200, 412, 409, 200, 200, 200]
    assert [answer.status_code for answer in answers] == expected
    assert len(answers[2].get_json()["items"]) == 2
