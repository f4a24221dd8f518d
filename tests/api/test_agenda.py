"""The agenda as a whole for programs: clashes of the draft, releases."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eventapp.accounts.models import TokenScope
from eventapp.agenda.models import Release
from eventapp.events.models import Event
from eventapp.journal.models import Entry
from eventapp.mail.models import Email
from eventapp.people.models import Person
from tests.api.test_sessions import BASE, ELEVEN, NINE, TEN, change, make
from tests.factories.accounts import make_token
from tests.factories.events import make_event
from tests.statements import counted

CLASHES, RELEASES = f"{BASE}/agenda/clashes", f"{BASE}/agenda/releases"
HALF = "2027-04-15T09:30:00+02:00"


def test_clashes_name_sessions_reason_and_time(client: FlaskClient, token: dict[str, str]) -> None:
    room = make(client, token, "rooms", name={"de": "Saal"}).get_json()["id"]
    who = make(client, token, "people", family_name="Curie").get_json()["id"]
    part = [{"person": who, "part": "speaker"}]
    slots = [
        {"starts_at": NINE, "ends_at": TEN, "room": room, "people": part},
        {"starts_at": HALF, "ends_at": ELEVEN, "room": room},
        {"starts_at": HALF, "ends_at": HALF.replace("30", "45"), "people": part},
        {"starts_at": TEN, "ends_at": ELEVEN, "people": part},
    ]
    made = [make(client, token, "sessions", title={"de": "A"}, **slot) for slot in slots]
    ids = [public_id.get_json()["id"] for public_id in made]

    answer = client.get(CLASHES, headers=token).get_json()
    change(client, token, made[0], cancelled=True)
    after = client.get(CLASHES, headers=token).get_json()

    assert answer == {
        "items": [
            {
                "reason": "room",
                "sessions": [ids[0], ids[1]],
                "room": room,
                "person": None,
                "starts_at": HALF,
                "ends_at": TEN,
            },
            {
                "reason": "person",
                "sessions": [ids[0], ids[2]],
                "room": None,
                "person": who,
                "starts_at": HALF,
                "ends_at": "2027-04-15T09:45:00+02:00",
            },
        ],
        "next": None,
    }
    assert after == {"items": [], "next": None}


def test_clashes_go_on_by_cursor_and_cost_the_same(
    app: Flask, client: FlaskClient, token: dict[str, str]
) -> None:
    room = make(client, token, "rooms", name={"de": "Saal"}).get_json()["id"]
    slot = {"starts_at": NINE, "ends_at": TEN, "room": room}
    for number in range(4):
        make(client, token, "sessions", title={"de": str(number)}, **slot)
    pairs: list[tuple[str, ...]] = []
    costs: set[int] = set()
    cursor: str | None = ""
    while cursor is not None:
        with counted(app) as statements:
            page = client.get(f"{CLASHES}?limit=4&cursor={cursor}", headers=token).get_json()
        pairs += [tuple(item["sessions"]) for item in page["items"]]
        costs.add(len(statements))
        cursor = page["next"]

    assert len(pairs) == len(set(pairs)) == 6
    assert len(costs) == 1


def test_draft_is_released_once_under_a_key_and_what_was_released_is_listed(
    client: FlaskClient, session: Session, token: dict[str, str]
) -> None:
    make(client, token, "sessions", title={"de": "A"}, starts_at=NINE)
    keyed = {**token, "Idempotency-Key": "k"}

    made = [client.post(RELEASES, json={"name": "First"}, headers=keyed) for _ in range(2)]
    second = client.post(RELEASES, json={}, headers=token)
    listed = client.get(RELEASES, headers=token).get_json()
    first_page = client.get(f"{RELEASES}?limit=1", headers=token).get_json()
    more = client.get(f"{RELEASES}?limit=1&cursor={first_page['next']}", headers=token).get_json()

    assert [response.status_code for response in (*made, second)] == [201, 201, 201]
    assert made[0].get_json() == made[1].get_json()
    first = made[0].get_json()
    assert (first["number"], first["name"], first["current"]) == (1, "First", True)
    assert listed["items"] == [{**first, "current": False}, second.get_json()]
    assert [*first_page["items"], *more["items"]] == listed["items"]
    assert second.get_json()["name"] == "2"
    deeds = select(Entry.actor_kind).where(Entry.action == "programme-released")
    assert session.scalars(deeds).all() == ["token", "token"]


def test_those_concerned_are_written_to_if_the_release_says_so(
    client: FlaskClient, session: Session, token: dict[str, str]
) -> None:
    who = make(client, token, "people", family_name="Curie").get_json()["id"]
    session.execute(update(Person).values(email="curie@example.org"))
    session.commit()
    held = make(client, token, "sessions", title={"de": "A"}, starts_at=NINE,
                people=[{"person": who, "part": "speaker"}])  # fmt: skip

    quiet = client.post(RELEASES, json={}, headers=token).get_json()
    change(client, token, held, starts_at=TEN)
    keyed = {**token, "Idempotency-Key": "k"}
    responses = [client.post(RELEASES, json={"tell": True}, headers=keyed) for _ in range(2)]
    listed = client.get(RELEASES, headers=token).get_json()["items"]

    assert (quiet["told"], quiet["shows_again"]) == (None, None)
    assert [response.get_json()["told"] for response in responses] == [1, 1]
    assert [person["told"] for person in listed] == [None, 1]
    emails = session.scalars(select(Email).where(Email.kind == "ProgrammeChangedEmail")).all()
    assert [email.to_address for email in emails] == ["curie@example.org"]


def test_what_is_no_release_is_refused_and_nothing_is_shown(
    client: FlaskClient, session: Session, event: Event, token: dict[str, str]
) -> None:
    other = make_event(session, slug="other")
    reading = {"Authorization": f"Bearer {make_token(session, event, TokenScope.READ)}"}
    theirs = {"Authorization": f"Bearer {make_token(session, other)}"}
    session.commit()

    nothing = client.post(RELEASES, json={}, headers=token)
    make(client, token, "sessions", title={"de": "A"}, starts_at=NINE)
    answers = [
        client.post(RELEASES, json={}, headers=reading),
        client.post(RELEASES, json={}, headers=theirs),
        client.get(RELEASES, headers=theirs),
        client.get(CLASHES, headers=theirs),
        client.post(RELEASES, json={"name": "x" * 81}, headers=token),
        client.post(RELEASES, json={"number": 7}, headers=token),
        client.post(RELEASES, data="x", headers=token),
    ]

    assert (nothing.status_code, nothing.content_type) == (409, "application/problem+json")
    assert [response.status_code for response in answers] == [403, 404, 404, 404, 422, 422, 415]
    assert session.scalars(select(Release)).all() == []
    assert client.get(RELEASES, headers=reading).get_json() == {"items": [], "next": None}
