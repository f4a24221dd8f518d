"""Lists of what the programme is made of, for programs: whole, by pages that cost the same."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from tests.api.test_directory import BASE, THINGS, every
from tests.api.test_sessions import LIST, NINE, make, release
from tests.web.walking import walked


@every
def test_list_goes_on_by_cursor_and_costs_the_same_for_every_length(
    app: Flask, client: FlaskClient, token: dict[str, str], many: str
) -> None:
    new, _change = THINGS[many]
    made = []
    for number in range(7):
        named = {"name": f"{new['name']} {number}"} if many == "organisations" else {}
        answer = client.post(f"{BASE}/{many}", json={**new, **named}, headers=token)
        made.append(answer.get_json()["id"])
    listed, costs = walked(app, client, f"{BASE}/{many}", token)

    assert [entry["id"] for entry in listed] == made
    assert len(costs) == 1
    other = "rooms" if many == "tracks" else "tracks"
    first = client.get(f"{BASE}/{many}?limit=3", headers=token).get_json()["next"]
    assert client.get(f"{BASE}/{other}?cursor={first}", headers=token).status_code == 422


def test_list_costs_the_same_for_one_session_and_for_many(
    app: Flask, client: FlaskClient, session: Session, event: Event, token: dict[str, str]
) -> None:
    room = make(client, token, "rooms", name={"de": "Saal"}).get_json()["id"]
    who = make(client, token, "people", family_name="Curie").get_json()["id"]
    body = {"room": room, "people": [{"person": who, "part": "speaker"}], "starts_at": NINE}
    made = [
        make(client, token, "sessions", title={"de": str(n)}, **body).get_json() for n in range(7)
    ]
    release(session, event)
    client.get(LIST, headers=token)  # a release is read once a process
    listed, costs = walked(app, client, LIST, token)

    assert [entry["id"] for entry in listed] == [entry["id"] for entry in made]
    assert len(costs) == 1
    assert max(costs) <= 8
