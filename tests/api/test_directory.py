"""Rooms, tracks, people, organisations for programs: kept by version, once under a key, by tokens that may."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.accounts.models import TokenScope
from eventapp.events.models import Event
from eventapp.journal.models import Entry
from eventapp.people.models import Person
from eventapp.people.queries import DirectorySearch
from eventapp.people.queries import found_persons as find_persons
from tests.factories.accounts import make_token
from tests.factories.events import make_event
from tests.factories.people import make_organisation

BASE = "/api/v1/events/spring"
MOST = "x" * 201
THINGS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "rooms": (
        {"name": {"de": "Großer Saal", "en": "Great hall"}, "seats": 300},
        {"place": {"de": "1. Stock"}, "position": 4, "active": False},
    ),
    "tracks": (
        {"name": {"en": "Energy"}, "position": 2},
        {"name": {"fr": "Énergie"}, "position": 1},
    ),
    "organisations": (
        {"name": "Pôle Optitec", "kind": "pole", "country": "EU"},
        {"short_name": "Optitec", "website": "https://optitec.example/", "active": False},
    ),
    "people": (
        {"given_name": "Ștefan", "family_name": "Łukasz", "languages": ["fr", "de"]},
        {"title": "Dr.", "biography": {"en": "Born.\nWorks."}, "languages": ["en"]},
    ),
    "information-desks": (
        {"name": {"en": "Funding advice"}, "topics": {"en": "Grants\nLoans"}, "position": 2},
        {"place": {"de": "Foyer"}, "languages": ["fr", "de"]},
    ),
}
"""By address: what a new one is made of, and a change of it."""

NAMES = {
    **dict.fromkeys(("rooms", "tracks", "organisations", "information-desks"), "name"),
    "people": "family_name",
}
"""By address: the field that cannot be empty."""

every = pytest.mark.parametrize("many", list(THINGS))


@every
def test_thing_is_added_read_changed_and_deleted(
    client: FlaskClient, session: Session, token: dict[str, str], many: str
) -> None:
    new, change = THINGS[many]

    made = client.post(f"{BASE}/{many}", json=new, headers=token)
    path, tag = f"{BASE}/{many}/{made.get_json()['id']}", made.headers["ETag"]
    read = client.get(path, headers=token)
    changed = client.patch(path, json=change, headers={**token, "If-Match": tag})
    nothing = client.patch(path, json={}, headers={**token, "If-Match": changed.headers["ETag"]})
    stale = client.delete(path, headers={**token, "If-Match": tag})
    gone = client.delete(path, headers={**token, "If-Match": changed.headers["ETag"]})

    assert (made.status_code, read.get_json(), read.headers["ETag"]) == (201, made.get_json(), tag)
    assert made.get_json().items() >= new.items()
    assert changed.status_code == 200
    assert nothing.headers["ETag"] == changed.headers["ETag"] != tag
    assert nothing.get_json() == changed.get_json()
    assert (stale.status_code, gone.status_code, gone.data) == (412, 204, b"")
    assert client.get(path, headers=token).status_code == 404
    statement = select(Entry.action, Entry.actor_kind).where(Entry.actor_kind == "token")
    assert session.execute(statement.order_by(Entry.id)).all() == [
        ("record-added", "token"),
        ("record-changed", "token"),
        ("record-deleted", "token"),
    ]


def test_person_belongs_to_an_organisation_of_the_event_or_to_none(
    client: FlaskClient, session: Session, token: dict[str, str]
) -> None:
    elsewhere = make_organisation(session, make_event(session, slug="other"), name="Elsewhere")
    session.commit()
    organisation = client.post(f"{BASE}/organisations", json={"name": "Optitec"}, headers=token)
    made = client.post(
        f"{BASE}/people",
        json={"family_name": "Curie", "organisation": organisation.get_json()["id"]},
        headers=token,
    )
    path = f"{BASE}/people/{made.get_json()['id']}"
    version = {**token, "If-Match": made.headers["ETag"]}

    foreign = client.patch(path, json={"organisation": elsewhere.public_id}, headers=version)
    stays = client.delete(
        f"{BASE}/organisations/{organisation.get_json()['id']}",
        headers={**token, "If-Match": "*", "Accept-Language": "en"},
    )
    alone = client.patch(path, json={"organisation": None}, headers=version)

    assert made.get_json()["organisation"] == organisation.get_json()["id"]
    assert (foreign.status_code, list(foreign.get_json()["errors"])) == (422, ["organisation"])
    assert (stays.status_code, "one person (Curie)" in stays.get_json()["detail"]) == (409, True)
    assert (alone.status_code, alone.get_json()["organisation"]) == (200, None)


def test_person_is_told_without_address_and_found_by_every_spelling(
    client: FlaskClient, session: Session, event: Event, token: dict[str, str]
) -> None:
    new = {"family_name": "Müller", "email": "Secret@Example.ORG"}
    made = client.post(f"{BASE}/people", json=new, headers=token).get_json()

    listed = client.get(f"{BASE}/people", headers=token).get_data(as_text=True)

    assert made["id"] in listed
    assert "email" not in made
    assert "secret" not in listed
    assert find_persons(session, event, DirectorySearch(typed="mueller"))[1] == 1
    assert session.scalars(select(Person.email)).one() == "Secret@example.org"


@pytest.mark.parametrize(
    "website", ["javascript:alert(1)", "ftp://x.example", "optitec", "https://" + "x" * 300]
)
def test_website_is_an_address_of_the_web(
    client: FlaskClient, token: dict[str, str], website: str
) -> None:
    body = {"name": "Optitec", "website": website}
    refused = client.post(f"{BASE}/organisations", json=body, headers=token)

    assert (refused.status_code, list(refused.get_json()["errors"])) == (422, ["website"])


@every
def test_change_leaves_what_was_not_sent(
    client: FlaskClient, token: dict[str, str], many: str
) -> None:
    new, change = THINGS[many]
    made = client.post(f"{BASE}/{many}", json=new, headers=token)
    path = f"{BASE}/{many}/{made.get_json()['id']}"

    changed = client.patch(path, json=change, headers={**token, "If-Match": made.headers["ETag"]})

    before, after = made.get_json(), changed.get_json()
    for field, held in before.items():
        sent = change.get(field, held)
        assert after[field] == ({**held, **sent} if isinstance(held, dict) else sent)


def test_text_is_changed_by_language_and_taken_away_when_empty(
    client: FlaskClient, token: dict[str, str]
) -> None:
    made = client.post(f"{BASE}/tracks", json={"name": {"de": "Bau", "en": "Works"}}, headers=token)
    path = f"{BASE}/tracks/{made.get_json()['id']}"

    def change(tag: str, name: Any) -> Any:
        return client.patch(path, json={"name": name}, headers={**token, "If-Match": tag})

    first = change(made.headers["ETag"], {"fr": " Les   travaux ", "en": ""})
    last = change(first.headers["ETag"], {"fr": "", "de": " "})

    assert first.get_json()["name"] == {"de": "Bau", "fr": "Les travaux"}
    assert (last.status_code, list(last.get_json()["errors"])) == (422, ["name"])
    assert client.get(path, headers=token).get_json() == first.get_json()


@every
def test_thing_is_added_once_under_a_key_and_deleted_once(
    client: FlaskClient, token: dict[str, str], many: str
) -> None:
    new, _change = THINGS[many]
    keyed = {**token, "Idempotency-Key": "k"}

    made = [client.post(f"{BASE}/{many}", json=new, headers=keyed) for _ in range(2)]
    other = client.post(f"{BASE}/{many}", json={**new, "x": 1}, headers=keyed)
    path = f"{BASE}/{many}/{made[0].get_json()['id']}"
    last = {**keyed, "If-Match": made[0].headers["ETag"]}
    gone = [client.delete(path, headers=last) for _ in range(2)]

    assert [response.status_code for response in made] == [201, 201]
    assert made[0].get_json() == made[1].get_json()
    assert made[0].headers["ETag"] == made[1].headers["ETag"]
    assert other.status_code == 422
    assert [(response.status_code, response.data) for response in gone] == [(204, b""), (204, b"")]
    assert client.get(f"{BASE}/{many}", headers=token).get_json() == {"items": [], "next": None}


@every
def test_change_and_deletion_name_the_version_they_mean(
    client: FlaskClient, token: dict[str, str], many: str
) -> None:
    new, change = THINGS[many]
    made = client.post(f"{BASE}/{many}", json=new, headers=token)
    path = f"{BASE}/{many}/{made.get_json()['id']}"
    stale = {**token, "If-Match": '"99"'}

    answers = [
        client.patch(path, json=change, headers=token),
        client.delete(path, headers=token),
        client.patch(path, json=change, headers=stale),
        client.delete(path, headers=stale),
    ]

    assert [response.status_code for response in answers] == [428, 428, 412, 412]
    assert client.get(path, headers=token).get_json() == made.get_json()


@every
def test_token_keeps_things_of_its_own_event_and_within_its_scope(
    client: FlaskClient, session: Session, event: Event, token: dict[str, str], many: str
) -> None:
    other = make_event(session, slug="other")
    theirs = {"Authorization": f"Bearer {make_token(session, other)}", "If-Match": "*"}
    reading = {"Authorization": f"Bearer {make_token(session, event, TokenScope.READ)}"}
    session.commit()
    new, change = THINGS[many]
    made = client.post(f"{BASE}/{many}", json=new, headers=token).get_json()
    path, away = f"{BASE}/{many}/{made['id']}", f"/api/v1/events/other/{many}/{made['id']}"

    foreign = [
        client.get(f"{BASE}/{many}", headers=theirs),
        client.get(path, headers=theirs),
        client.get(away, headers=theirs),
        client.patch(away, json=change, headers=theirs),
        client.delete(away, headers=theirs),
    ]
    narrow = [
        client.post(f"{BASE}/{many}", json=new, headers=reading),
        client.patch(path, json=change, headers={**reading, "If-Match": "*"}),
        client.delete(path, headers={**reading, "If-Match": "*"}),
    ]

    assert {response.status_code for response in foreign} == {404}
    assert {response.status_code for response in narrow} == {403}
    assert client.get(f"/api/v1/events/other/{many}", headers=theirs).get_json()["items"] == []
    assert client.get(path, headers=reading).get_json() == made
    assert client.get(f"{BASE}/{many}", headers=reading).get_json()["items"] == [made]


@every
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_stored(
    client: FlaskClient, token: dict[str, str], many: str
) -> None:
    new, _change = THINGS[many]
    name = NAMES[many]
    empty = {"en": " "} if isinstance(new[name], dict) else " "
    long = {"de": MOST} if isinstance(new[name], dict) else MOST
    inner = f"{name}.de" if isinstance(new[name], dict) else name
    bodies: list[tuple[Any, str]] = [
        ({**new, "version": 9}, "version"),
        ({**new, "id": "x"}, "id"),
        ({**new, name: None}, name),
        ({**new, name: 7}, name),
        ({**new, name: empty}, name),
        ({**new, name: long}, inner),
        ({key: value for key, value in new.items() if key != name}, name),
    ]
    if isinstance(new[name], dict):
        bodies += [({**new, name: {"it": "Sala"}}, f"{name}.it"), ({**new, name: {}}, name)]

    for body, field in bodies:
        refused = client.post(f"{BASE}/{many}", json=body, headers=token)
        pair = (refused.status_code, refused.content_type)
        assert pair == (422, "application/problem+json"), body
        assert list(refused.get_json()["errors"]) == [field]
    assert client.get(f"{BASE}/{many}", headers=token).get_json()["items"] == []
