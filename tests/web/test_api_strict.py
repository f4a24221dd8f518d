"""What programs send is taken as it is written: 0 is not false, "5" is no number, 1 is no text."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.factories.routes import whole_database

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
    for one in (schema, *schema.get("allOf", ()), *schema.get("anyOf", ())):
        if "$ref" in one:
            name = one["$ref"].rpartition("/")[2]
            return dict(document["components"]["schemas"][name])
    return schema


def types_of(schema: dict[str, Any]) -> set[str]:
    """Return the types that a field's description allows."""
    found = schema.get("type", [])
    return {found} if isinstance(found, str) else set(found)


Wrong = Iterator[tuple[str, Any, Any]]
"""Of a field: its path, a wrong value, and what is sent in its place to hold that value."""


def wrong_values(document: dict[str, Any], name: str, schema: dict[str, Any]) -> Wrong:
    """Yield every wrong value of a field, and of what is in it."""
    told = described(document, schema)
    types = types_of(told) - {"null"}
    yield from ((name, value, value) for kind in types for value in WRONG[kind])
    if "items" in told:
        for path, value, sent in wrong_values(document, f"{name}[0]", told["items"]):
            yield path, value, [sent]
    more = told.get("additionalProperties")
    if isinstance(more, dict):
        for path, value, sent in wrong_values(document, f"{name}.x", more):
            yield path, value, {"x": sent}
    for inner, field in told.get("properties", {}).items():
        for path, value, sent in wrong_values(document, f"{name}.{inner}".lstrip("."), field):
            yield path, value, {inner: sent}


def test_each_field_refuses_values_of_another_type_by_its_own_error(
    app: Flask, client: FlaskClient, session: Session, token: dict[str, str]
) -> None:
    document = client.get("/api/v1/openapi.json").get_json()
    session.rollback()
    before, wrong, asked = whole_database(app), [], 0
    for path, operations in document["paths"].items():
        for method, about in operations.items():
            if not isinstance(about, dict) or "requestBody" not in about:
                continue
            schema = about["requestBody"]["content"]["application/json"]["schema"]
            address = path.replace("{event}", "spring").replace("{act}", "decline")
            for field, value, body in wrong_values(document, "", schema):
                if not field:
                    continue
                answer = client.open(address, method=method, json=body, headers=token)
                errors = (answer.get_json() or {}).get("errors", {})
                asked += 1
                if answer.status_code != 422 or re.split(r"[.[]", field)[0] not in errors:
                    told = f"{method} {path} {field}={value!r}: {answer.status_code} {[*errors]}"
                    wrong.append(told)

    assert wrong == []
    assert asked > 500
    assert whole_database(app) == before


@pytest.mark.parametrize("value", NOT_A_TEXT)
def test_an_answer_is_a_text_or_a_list_of_texts(
    client: FlaskClient, token: dict[str, str], value: object
) -> None:
    body = {"family_name": "Ada", "email": "ada@example.org", "answers": {"food": value}}

    answer = client.post("/api/v1/events/spring/registrations", json=body, headers=token)

    assert answer.status_code == 422
    assert [*answer.get_json()["errors"]] == ["answers"]
