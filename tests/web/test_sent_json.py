"""Bodies nobody means: too deep, too long, ambiguous, of another kind. 4xx, nothing stored."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.registration.models import QuestionKind
from tests.checkin.test_doors import make_phone
from tests.factories.accounts import make_member, make_token, sign_in
from tests.factories.forms import forms_of
from tests.factories.furnished import furnish
from tests.factories.routes import whole_database
from tests.factories.walks import pages
from tests.registration.test_asking import ask

pytestmark = pytest.mark.on_sqlite

API = "/api/v1/events/spring"
LIST = f"{API}/registrations"
ADA = {"family_name": "Müller", "email": "ada@example.org", "category": "guests"}
HOLDER = {"family_name": "Curie", "given_name": "Eve", "email": "eve@example.org"}
SCAN = {"id": "00000000-0000-0000-0000-000000000001", "seq": 1, "code": "x", "t": 1_795_500_000_000}
DEEP = 100_000
MILLION = "x" * 1_000_000


@pytest.fixture
def spring(session: Session) -> dict[str, object]:
    """Return an event's addresses; it asks one question of everybody."""
    values = furnish(session, "spring")
    event = session.scalars(select(Event).where(Event.slug == "spring")).one()
    ask(session, event, "wish", kind=QuestionKind.TEXT)
    session.commit()
    return values


@pytest.fixture
def ways(
    client: FlaskClient, session: Session, spring: dict[str, object]
) -> list[tuple[str, str, dict[str, Any]]]:
    """Return (method, address, a body that would be right) of everything that reads JSON."""
    event = session.scalars(select(Event).where(Event.slug == "spring")).one()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {make_token(session, event)}"
    client.set_cookie("door", make_phone(session, event), path="/door")
    single = f"{LIST}/{spring['reference']}"
    client.environ_base["HTTP_IF_MATCH"] = "*"
    return [
        ("POST", LIST, ADA),
        ("PATCH", single, {"title": "Dr."}),
        ("POST", f"{single}/hand-over", HOLDER),
        ("POST", f"{API}/rooms", {"name": {"de": "Saal"}, "seats": 9}),
        ("PATCH", f"{API}/rooms/{spring['room_id']}", {"name": {"de": "Saal"}, "seats": 9}),
        ("POST", f"{API}/tracks", {"name": {"de": "Bau"}}),
        ("PATCH", f"{API}/tracks/{spring['track_id']}", {"name": {"de": "Bau"}}),
        ("POST", f"{API}/organisations", {"name": "Pôle", "kind": "pole"}),
        ("PATCH", f"{API}/people/{spring['person_id']}", {"function": {"de": "Leiter"}}),
        ("POST", f"{API}/sessions", {"title": {"de": "Wärme"}, "people": [], "languages": ["de"]}),
        ("PATCH", f"{API}/sessions/{spring['session_id']}", {"people": [], "public": True}),
        ("POST", f"{API}/agenda/releases", {"name": "First"}),
        ("POST", "/door/v1/enrol", {"token": "x", "pub": ""}),
        ("POST", "/door/v1/scan", SCAN),
    ]


def with_first(body: dict[str, Any], value: str) -> str:
    """Return the body as JSON, its first field's value written as told."""
    first, *others = body
    rest = "".join(f", {json.dumps(key)}: {json.dumps(body[key])}" for key in others)
    return f"{{{json.dumps(first)}: {value}{rest}}}"


Body = dict[str, Any]
EXTREMES: dict[str, Callable[[Body], str | bytes]] = {
    "levels without end": lambda _body: "[" * DEEP + "]" * DEEP,
    "levels without end in a field": lambda body: with_first(body, "[" * DEEP + "]" * DEEP),
    "objects without end in a field": lambda body: with_first(
        body, '{"a":' * DEEP + "1" + "}" * DEEP
    ),
    "a level that is never closed": lambda _body: '{"a":' * DEEP,
    "not a number": lambda body: with_first(body, "NaN"),
    "infinity": lambda body: with_first(body, "Infinity"),
    "infinity by its exponent": lambda body: with_first(body, "1e999"),
    "beyond 64 bits": lambda body: with_first(body, str(2**70)),
    "more digits than are ever converted": lambda body: with_first(body, "9" * 10_000),
    "the same key twice": lambda body: json.dumps(body)[:-1] + ", " + json.dumps(body)[1:],
    "the same key twice, deeper": lambda body: with_first(body, '{"a": 1, "a": 2}'),
    "half a character": lambda body: with_first(body, '"a\\ud800b"'),
    "half a character as key": lambda body: json.dumps(body)[:-1] + ', "\\udfff": 1}',
    "a NUL": lambda body: with_first(body, '"a\\u0000b"'),
    "a list": lambda body: json.dumps([body]),
    "a text": lambda body: json.dumps(json.dumps(body)),
    "a number": lambda _body: "7",
    "nothing": lambda _body: "null",
    "an empty body": lambda _body: "",
    "half of it": lambda body: json.dumps(body)[: len(json.dumps(body)) * 6 // 10],
    "two of it": lambda body: json.dumps(body) * 2,
    "other bytes": lambda body: json.dumps(body).encode() + b"\xff\xfe",
    "UTF-16": lambda body: json.dumps(body).encode("utf-16"),
}


@pytest.mark.parametrize("what", list(EXTREMES))
def test_extreme_body_is_a_problem_and_nothing_is_stored(
    app: Flask, client: FlaskClient, ways: list[tuple[str, str, dict[str, Any]]], what: str
) -> None:
    before, wrong = whole_database(app), []
    for method, address, body in ways:
        sent = EXTREMES[what](body)
        answer = client.open(address, method=method, data=sent, content_type="application/json")
        pair = (answer.status_code, answer.content_type)
        if not (400 <= pair[0] < 500 and pair[1] == "application/problem+json"):
            wrong.append((method, address, *pair))

    assert wrong == []
    assert whole_database(app) == before


def test_bodies_that_are_right_are_still_taken(
    client: FlaskClient, ways: list[tuple[str, str, dict[str, Any]]]
) -> None:
    """The other half: what refused everything would pass the tests above."""
    answers = [client.open(address, method=method, json=body) for method, address, body in ways]

    taken = [response.status_code for response in answers]
    assert taken == [201, 200, 200, 201, 200, 201, 200, 201, 200, 201, 200, 409, 404, 200]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "", "x"])
def test_content_of_another_kind_is_a_problem(
    app: Flask, client: FlaskClient, ways: list[tuple[str, str, dict[str, Any]]], kind: str
) -> None:
    """Other sites may send such bodies without asking first; a program never needs to."""
    before = whole_database(app)
    answers = {
        address: client.open(
            address, method=method, data=json.dumps(body), content_type=kind
        ).status_code
        for method, address, body in ways
    }

    assert all(400 <= status < 500 for status in answers.values()), answers
    assert whole_database(app) == before


@pytest.mark.parametrize(
    "field", ["title", "given_name", "family_name", "organisation", "country", "language", "email",
              "category"]
)  # fmt: skip
def test_million_characters_are_named_at_their_field(
    app: Flask, client: FlaskClient, ways: list[tuple[str, str, dict[str, Any]]], field: str
) -> None:
    before = whole_database(app)
    answer = client.post(LIST, json={**ADA, field: MILLION})

    assert ways
    assert (answer.status_code, list(answer.get_json()["errors"])) == (422, [field])
    assert len(answer.get_data()) < 2_000, "what was sent is not sent back"
    assert whole_database(app) == before


@pytest.mark.parametrize(
    "more",
    [
        {"answers": {"wish": MILLION}},
        {"answers": {MILLION: "x"}},
        {"answers": {"wish": {"a": "b"}}},
        {"answers": {"wish": [["a"]]}},
        {"answers": {"wish": None}},
        {"answers": {"wish": True}},
        {"answers": {"wish": 2**70}},
        {"answers": {f"k{number}": "x" for number in range(10_000)}},
        {"answers": ["wish"]},
        {"consents": {MILLION: True}},
        {"consents": {"photo": "perhaps"}},
        {"consents": {"photo": 2**70}},
        {"consents": [True]},
        {MILLION: "x"},
    ],
    ids=lambda more: repr(more)[:40],
)
def test_answers_and_consents_of_no_sense_are_refused(
    app: Flask,
    client: FlaskClient,
    ways: list[tuple[str, str, dict[str, Any]]],
    more: dict[str, Any],
) -> None:
    before = whole_database(app)
    answer = client.post(LIST, json={**ADA, **more})

    assert ways
    assert (answer.status_code, answer.content_type) == (422, "application/problem+json")
    assert whole_database(app) == before


NUMBERS = ("NaN", "Infinity", "-Infinity", "1e999", "0x10", "1.5", "9" * 19, "-" + "9" * 19,
           "9" * 5_000, "1\x00", "\ud800")  # fmt: skip


def test_numbers_that_are_none_are_said_at_their_field(
    app: Flask, session: Session, spring: dict[str, object]
) -> None:
    """Each number of each form alone is what nobody counts to; the others stay as they were."""
    event = session.scalars(select(Event).where(Event.slug == "spring")).one()
    client = sign_in(session, app.test_client(), make_member(session, event))
    before, wrong, seen = whole_database(app), [], set()
    for address in pages(app, spring):
        answer = client.get(address)
        if answer.mimetype != "text/html":  # workbooks, booklets, calendars hold no form
            continue
        for form in forms_of(answer.get_data(as_text=True)):
            goes_to = form.action or address
            numbers = [control.name for control in form.controls if control.kind == "number"]
            for name in numbers:
                if (goes_to, name) in seen:
                    continue
                seen.add((goes_to, name))
                for value in NUMBERS:
                    data = {**form.filled("Kept"), name: value.encode("utf-8", "surrogatepass")}
                    status = client.post(goes_to, data=data).status_code
                    if not 400 <= status < 500:
                        wrong.append((goes_to, name, value[:20], status))

    assert wrong == []
    assert whole_database(app) == before
    assert len(seen) >= 3
