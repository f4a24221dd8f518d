"""What programs send is taken as it is written: 0 is not false, "5" is no number, 1 is no text.

Each refusal stands at the path of what it is about, in one language.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.factories.routes import whole_database

ADA = {"family_name": "Ada", "email": "ada@example.org"}
pytestmark = pytest.mark.on_sqlite

WRONG: dict[str, list[Any]] = {
    "boolean": [0, 1, 0.0, "true", "false", "yes", "on", "1", "", [], {}],
    "integer": ["1", "", 1.0, 1.5, True, False, [], {}],
    "string": [0, 1, 1.5, True, False, [], ["x"], {}],
    "array": ["x", 1, True, {}, {"0": "x"}],
    "object": ["x", 1, True, [], ["x"]],
}
"""Values of other types, by the type a field has."""

NOT_A_TEXT = [1, True, {}, [1], ["x", True], 1.5]
"""What an answer of a registration may not be: it is a text or a list of texts."""


def described(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema, looked up where it only names one."""
    for part in (schema, *schema.get("allOf", ()), *schema.get("anyOf", ())):
        if "$ref" in part:
            name = part["$ref"].rpartition("/")[2]
            return dict(document["components"]["schemas"][name])
    return schema


def types_of(schema: dict[str, Any]) -> set[str]:
    """Return the types that a field's description allows."""
    types = schema.get("type", [])
    return {types} if isinstance(types, str) else set(types)


Wrong = Iterator[tuple[str, Any, Any]]
"""Of a field: its path, a wrong value, and what is sent in its place to hold that value."""


def wrong_values(document: dict[str, Any], name: str, schema: dict[str, Any]) -> Wrong:
    """Yield every wrong value of a field, and of what is in it."""
    facts = described(document, schema)
    types = types_of(facts) - {"null"}
    yield from ((name, value, value) for kind in types for value in WRONG[kind])
    if "items" in facts:
        for path, value, sent in wrong_values(document, f"{name}[0]", facts["items"]):
            yield path, value, [sent]
    more = facts.get("additionalProperties")
    if isinstance(more, dict):
        for path, value, sent in wrong_values(document, f"{name}.x", more):
            yield path, value, {"x": sent}
    for inner, field in facts.get("properties", {}).items():
        for path, value, sent in wrong_values(document, f"{name}.{inner}".lstrip("."), field):
            yield path, value, {inner: sent}


Sent = Iterator[tuple[str, str, str, Any, Any]]
"""Of a fault: method, address, the path it stands at, the wrong value, and the body with it."""


def wrong_bodies(document: dict[str, Any]) -> Sent:
    """Yield for every operation each body that is wrong in one value."""
    for path, operations in document["paths"].items():
        for method, about in operations.items():
            if not isinstance(about, dict) or "requestBody" not in about:
                continue
            content = about["requestBody"]["content"]
            if "application/json" not in content:  # the bytes of a file
                continue
            schema = content["application/json"]["schema"]
            address = with_act(path.replace("{event}", "spring"))
            for field, value, body in wrong_values(document, "", schema):
                if field:
                    yield method, address, field, value, body


def missing_beside(field: str, errors: dict[str, Any]) -> set[str]:
    """Return the paths of errors that are not of the field, but of others that are missing."""
    missing = {"This is still missing."}
    return {path for path, error in errors.items() if path != field and set(error) <= missing}


def with_act(path: str) -> str:
    """Return an address with an act that it knows."""
    acts = {"{reference}": "decline", "{proposal_id}": "decline", "{person_id}": "confirm"}
    act = next((act for part, act in acts.items() if part in path), "")
    return path.replace("{act}", act)


def test_each_field_refuses_values_of_another_type_at_its_own_path(
    app: Flask, client: FlaskClient, session: Session, token: dict[str, str]
) -> None:
    document = client.get("/api/v1/openapi.json").get_json()
    session.rollback()
    before, wrong, asked = whole_database(app), [], 0
    for method, address, field, value, body in wrong_bodies(document):
        answer = client.open(address, method=method, json=body, headers=token)
        errors = (answer.get_json() or {}).get("errors", {})
        asked += 1
        paths = {*errors} - missing_beside(field, errors)
        if (answer.status_code, paths) != (422, {field}):
            wrong.append(f"{method} {address} {field}={value!r}: {answer.status_code} {[*errors]}")

    assert wrong == []
    assert asked > 500
    assert whole_database(app) == before


FAULTS: list[tuple[str, Any, list[str]]] = [
    ("sessions", {"title": {"de": 5}}, ["title.de"]),
    ("sessions", {"title": {"it": "Sala"}}, ["title.it"]),
    ("sessions", {"title": {"de": "A"}, "abstract": {"de": "x" * 5001}}, ["abstract.de"]),
    ("sessions", {"title": {"de": "A"}, "languages": ["de", "xx"]}, ["languages[1]"]),
    ("sessions", {"title": {"de": "A"}, "languages": ["de", "fr", "de"]}, ["languages[2]"]),
    ("sessions", {"title": {"de": "A"}, "categories": ["x"]}, ["categories[0]"]),
    ("sessions", {"title": {"de": "A"}, "further_rooms": ["x"]}, ["further_rooms[0]"]),
    ("sessions", {"title": {"de": "A"}, "room": "x"}, ["room"]),
    ("sessions", {"title": {"de": "A"}, "people": [{"person": "x", "part": "speaker"}]},
     ["people[0].person"]),
    ("sessions", {"title": {"de": "A"}, "people": [{"person": "x", "part": "king"}]},
     ["people[0].part"]),
    ("sessions", {"title": {"de": "A"}, "people": [{"part": "speaker"}]}, ["people[0].person"]),
    ("sessions", {"title": {"de": "A"}, "people": [{"person": "x", "part": "speaker"}] * 2},
     ["people[1].person"]),
    ("sessions", {"title": {"de": "A"}, "people": ["x"]}, ["people[0]"]),
    ("sessions", {"title": {"de": "A"}, "rules": [{"rule": "not_parallel", "session": "x"}]},
     ["rules[0].rule"]),
    ("sessions", {"title": {"de": "A"}, "rules": [{"rule": "after", "session": "x"}]},
     ["rules[0].session"]),
    ("sessions", {"title": {"de": "A"}, "starts_at": "tomorrow"}, ["starts_at"]),
    ("sessions", {"title": {"de": "A"}, "starts_at": "1805-01-01T00:00:00+00:00"}, ["starts_at"]),
    ("sessions", {"title": {"de": "A"}, "expected": 0, "recorded": 1}, ["expected", "recorded"]),
    ("organisations", {"name": "A", "other_names": ["B", "x" * 201]}, ["other_names[1]"]),
    ("organisations", {"name": "A", "other_names": ["B"] * 21}, ["other_names"]),
    ("organisations", {"name": "A", "website": "nowhere"}, ["website"]),
    ("organisations", {"name": "A", "country": "FR\n"}, ["country"]),
    ("people", {"family_name": "A", "biography": {"fr": None}}, ["biography.fr"]),
    ("registrations", {**ADA, "answers": {"lunch": 5}}, ["answers.lunch"]),
    ("registrations", {**ADA, "answers": {"lunch": ["a", 5]}}, ["answers.lunch[1]"]),
    ("registrations", {**ADA, "answers": {"lunch": "x" * 2001}}, ["answers.lunch"]),
    ("registrations", {**ADA, "answers": {"lunch": None}}, ["answers.lunch"]),
    ("registrations", {**ADA, "answers": {"lunch": "x"}}, ["answers.lunch"]),
    ("registrations", {**ADA, "answers": {"value": 5, "key": 5}}, ["answers.key", "answers.value"]),
    ("registrations", {**ADA, "consents": {"photo": "perhaps"}}, ["consents.photo"]),
    ("registrations", {**ADA, "consents": {"photo": True}}, ["consents.photo"]),
    ("registrations", {**ADA, "language": "it"}, ["language"]),
    ("agenda/releases", {"name": "x", "tell": 1, "why": "x"}, ["tell", "why"]),
]  # fmt: skip
"""Where something is sent to, a body, and the paths of what is wrong in it."""


def test_faults_stand_at_their_full_path_in_the_language_asked_for_or_english(
    app: Flask, client: FlaskClient, session: Session, token: dict[str, str]
) -> None:
    session.rollback()
    before = whole_database(app)
    for where, body, paths in FAULTS:
        by_name = {}
        for language in ("de", "fr", "en", ""):
            wished = {"Accept-Language": language} if language else {}
            answer = client.post(
                f"/api/v1/events/spring/{where}", json=body, headers={**token, **wished}
            )
            assert (answer.status_code, sorted(answer.get_json()["errors"])) == (422, paths), body
            by_name[language] = answer.get_json()
        assert by_name[""] == by_name["en"]
        for path in paths:
            words = {str(by_name[language]["errors"][path]) for language in ("de", "fr", "en")}
            assert len(words) == 3, (path, words)
        assert len({sentence["detail"] for sentence in by_name.values()}) == 3

    assert whole_database(app) == before


def test_body_that_is_no_object_is_refused_as_a_whole(
    client: FlaskClient, token: dict[str, str]
) -> None:
    answer = client.post("/api/v1/events/spring/rooms", json=["x"], headers=token)

    assert answer.status_code == 422
    assert answer.get_json()["errors"] == {"": ["An object is expected here."]}


def test_every_operation_refuses_parameters_it_does_not_know_and_names_those_it_knows(
    app: Flask, client: FlaskClient, session: Session, token: dict[str, str]
) -> None:
    document = client.get("/api/v1/openapi.json").get_json()
    session.rollback()
    before, asked = whole_database(app), 0
    for path, operations in document["paths"].items():
        for method, about in operations.items():
            if method == "parameters" or not about["security"]:
                continue
            address = with_act(path.replace("{event}", "spring"))
            known = [
                parameter["name"]
                for parameter in about.get("parameters", ())
                if parameter["in"] == "query"
            ]
            sent = {"colour": "red", "lang": "fr", **{key: ["1", "2"] for key in known[:1]}}
            answer = client.open(address, method=method, query_string=sent, headers=token)
            assert (answer.status_code, answer.mimetype) == (422, "application/problem+json"), path
            errors = answer.get_json()["errors"]
            assert sorted(errors) == sorted(["colour", "lang", *known[:1]]), (method, path)
            assert all(name in errors["colour"][0] for name in known)
            assert "422" in about["responses"]
            asked += 1

    assert asked > 30
    assert whole_database(app) == before


@pytest.mark.parametrize(
    ("asked", "field"),
    [("limit=0", "limit"), ("limit=many", "limit"), ("state=king", "state"), ("Q=ada", "Q"),
     ("updated_since=yesterday", "updated_since"), ("cursor=x", "cursor")],
)  # fmt: skip
def test_wrong_parameter_is_refused_by_name_in_the_language_asked_for(
    client: FlaskClient, token: dict[str, str], asked: str, field: str
) -> None:
    sentences = []
    for language in ("de", "fr", "en"):
        answer = client.get(
            f"/api/v1/events/spring/registrations?{asked}",
            headers={**token, "Accept-Language": language},
        )
        assert (answer.status_code, [*answer.get_json()["errors"]]) == (422, [field])
        sentences.append(str(answer.get_json()["errors"]))

    assert len(set(sentences)) == 3


@pytest.mark.parametrize("value", NOT_A_TEXT)
def test_an_answer_is_a_text_or_a_list_of_texts(
    client: FlaskClient, token: dict[str, str], value: object
) -> None:
    body = {"family_name": "Ada", "email": "ada@example.org", "answers": {"food": value}}

    answer = client.post("/api/v1/events/spring/registrations", json=body, headers=token)

    assert answer.status_code == 422
    path = "answers.food[1]" if value == ["x", True] else "answers.food"
    assert [*answer.get_json()["errors"]] == [path if value != [1] else "answers.food[0]"]
