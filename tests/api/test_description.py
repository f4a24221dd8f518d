"""The description of the interface is OpenAPI, whole, and true of what really answers."""

import re
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
from flask import Flask
from flask.testing import FlaskClient
from schemathesis.specs.openapi import definitions
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from eventapp.accounts.models import ApiToken, TokenScope
from eventapp.app import create_app
from eventapp.audiences.tokens import MOST_CALLS
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.web.access import Audience, admission_of
from tests.factories.accounts import make_token
from tests.factories.apps import settings_for

LIST = "/api/v1/events/spring/registrations"
ADA = {"family_name": "Müller", "given_name": "Ada", "email": "ada@example.org"}
PROBLEM = "application/problem+json"


@pytest.fixture
def app(tmp_path: Any, database_url: str) -> Iterator[Flask]:
    """Return the application with its limits on, as in production."""
    app = create_app(settings_for(tmp_path, database_url, rate_limits=True))
    app.testing = False
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def document(client: FlaskClient) -> dict[str, Any]:
    """Return the description as programs get it."""
    return client.get("/api/v1/openapi.json").get_json()  # type: ignore[no-any-return]


def resolved(document: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    """Return the part of the description that a reference names."""
    while "$ref" in part:
        node: Any = document
        for name in part["$ref"].removeprefix("#/").split("/"):
            node = node[name]
        part = node
    return part


def operations(app: Flask) -> Iterator[tuple[str, str, Any]]:
    """Yield path, method and admission of everything the application answers under /api/."""
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/api/"):
            path = re.sub(r"<(?:[^<>:]*:)?(\w+)>", r"{\1}", rule.rule)
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
                yield path, method.lower(), admission_of(app.view_functions[rule.endpoint])


def test_description_is_openapi_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1.")
    assert [str(error) for error in definitions.OPENAPI_31_VALIDATOR.iter_errors(document)] == []


def test_references_lead_somewhere_and_parameters_of_the_path_are_named(
    document: dict[str, Any],
) -> None:
    for path, item in document["paths"].items():
        named = {
            parameter["name"]
            for parameter in item.get("parameters", [])
            if parameter["in"] == "path"
        }
        assert named == set(re.findall(r"{(\w+)}", path))
    for name in re.findall(r"'\$ref': '([^']+)'", str(document)):
        assert resolved(document, {"$ref": name})


def test_every_operation_of_the_url_map_is_described(app: Flask, document: dict[str, Any]) -> None:
    described = {
        (path, method)
        for path, item in document["paths"].items()
        for method in item
        if method != "parameters"
    }

    assert {(path, method) for path, method, _ in operations(app)} == described
    assert len(described) > 9


def test_every_operation_names_its_headers_its_refusals_and_who_may(
    app: Flask, document: dict[str, Any]
) -> None:
    for path, method, admission in operations(app):
        about = document["paths"][path][method]
        if admission.audience is Audience.PUBLIC:
            assert about["security"] == []
            continue
        headers = {
            parameter["name"]: parameter["required"]
            for parameter in about.get("parameters", [])
            if parameter["in"] == "header"
        }
        assert about["security"] == [{"token": list(admission.needs)}]
        assert headers == wanted_headers(path, method), (path, method)
        assert wanted_refusals(path, method, about) <= set(about["responses"]), (path, method)
        check_answers(document, about, method)


def wanted_headers(path: str, method: str) -> dict[str, bool]:
    """Return the headers an operation reads, and whether it must be sent them."""
    if method == "get":
        return {}
    if method == "post":
        parts = ("{reference}", "{proposal_id}", "/contributors/{person_id}/")
        versioned = any(part in path for part in parts)
        return {"Idempotency-Key": False, **({"If-Match": False} if versioned else {})}
    if "/places/" in path:  # a place is taken or not: it has no version
        return {"Idempotency-Key": False}
    return {"Idempotency-Key": False, "If-Match": True}


def wanted_refusals(path: str, method: str, about: dict[str, Any]) -> set[str]:
    """Return the refusals an operation must name."""
    codes = {"401", "403", "429", "503", "default"}
    headers = wanted_headers(path, method)
    codes |= {"404"} if "{event}" in path else set()
    codes |= {"400", "415"} if "requestBody" in about else set()
    codes |= {"409", "422"} if method != "get" else set()
    codes |= (
        {"422"}
        if any(parameter["in"] == "query" for parameter in about.get("parameters", []))
        else set()
    )
    codes |= {"412"} if "If-Match" in headers else set()
    return codes | ({"428"} if headers.get("If-Match") else set())


def check_answers(document: dict[str, Any], about: dict[str, Any], method: str) -> None:
    """Check the headers of every answer, and that every refusal is a problem."""
    for code, part in about["responses"].items():
        answer = resolved(document, part)
        headers = answer.get("headers", {})
        if code in {"200", "201"}:
            assert "ETag" in headers or method in {"get", "put"}
            continue
        if code == "204":
            assert method == "delete"
            assert "content" not in answer
            continue
        assert list(answer["content"]) == [PROBLEM]
        assert answer["content"][PROBLEM]["schema"] == {"$ref": "#/components/schemas/Problem"}
        assert ("Retry-After" in headers) is (code in {"429", "503"})
        assert ("WWW-Authenticate" in headers) is (code == "401")


def test_every_operation_is_filed_under_a_subject_that_is_told(document: dict[str, Any]) -> None:
    tags = [tag["name"] for tag in document["tags"]]
    for path, item in document["paths"].items():
        for method, about in item.items():
            if method != "parameters" and about["security"]:
                assert about["tags"][0] in tags[:-1], path

    assert len(tags) == len(set(tags))


def test_problems_are_described_as_rfc_9457_says(document: dict[str, Any]) -> None:
    problem = document["components"]["schemas"]["Problem"]

    assert {"type", "title", "status", "detail", "errors"} <= set(problem["properties"])
    assert set(problem["required"]) == {"type", "title", "status", "detail"}
    assert document["components"]["securitySchemes"]["token"]["scheme"] == "bearer"


class Described:
    """Calls the interface and holds every answer against the description."""

    def __init__(self, client: FlaskClient, document: dict[str, Any]) -> None:
        self.client = client
        self.document = document

    def __call__(self, operation: str, path: str, **sent: Any) -> TestResponse:
        """Call an operation by its name in the description, such as `get /events`."""
        method, _, template = operation.partition(" ")
        response = self.client.open(path, method=method.upper(), **sent)
        about = self.document["paths"][f"/api/v1{template}"][method]
        answer = resolved(self.document, about["responses"][str(response.status_code)])
        if response.status_code == 204:
            assert (response.data, "content" in answer) == (b"", False)
            return response
        content = answer["content"][response.content_type]
        schema = {**content["schema"], "components": self.document["components"]}
        jsonschema_rs.Draft202012Validator(schema, validate_formats=True).validate(
            response.get_json()
        )
        for name in answer.get("headers", {}):
            assert response.headers[name], (operation, name)
        if response.status_code >= 400:
            assert response.get_json()["status"] == response.status_code
            assert response.get_json()["detail"] != response.get_json()["title"]
        return response


REGISTRATIONS = "/events/{event}/registrations"
ONE = f"{REGISTRATIONS}/{{reference}}"


def test_real_answers_are_as_described(
    client: FlaskClient,
    session: Session,
    event: Event,
    token: dict[str, str],
    document: dict[str, Any],
) -> None:
    reading = {"Authorization": f"Bearer {make_token(session, event, TokenScope.READ)}"}
    session.commit()
    call = Described(client, document)
    keyed = {**token, "Idempotency-Key": "one"}

    made = call(f"post {REGISTRATIONS}", LIST, json=ADA, headers=keyed)
    again = call(f"post {REGISTRATIONS}", LIST, json=ADA, headers=keyed)
    path, tag = f"{LIST}/{made.get_json()['reference']}", made.headers["ETag"]
    version = {**token, "If-Match": tag}
    new = {**ADA, "email": "eve@example.org"}
    answers = [
        (401, call("get /events", "/api/v1/events")),
        (401, call(f"post {REGISTRATIONS}", LIST, json=ADA)),
        (403, call(f"post {REGISTRATIONS}", LIST, json=ADA, headers=reading)),
        (404, call(f"get {ONE}", f"{LIST}/nobody", headers=token)),
        (404, call(f"get {REGISTRATIONS}", LIST.replace("spring", "autumn"), headers=token)),
        (409, call(f"post {REGISTRATIONS}", LIST, json=ADA, headers=token)),
        (422, call(f"post {REGISTRATIONS}", LIST, json={**ADA, "x": 1}, headers=token)),
        (422, call(f"post {REGISTRATIONS}", LIST, json=new, headers=keyed)),
        (422, call(f"get {REGISTRATIONS}", f"{LIST}?cursor=1&limit=5", headers=token)),
        (400, call(f"post {REGISTRATIONS}", LIST, data="{", headers=keyed, **JSON)),
        (428, call(f"patch {ONE}", path, json={"title": "Dr."}, headers=token)),
        (200, call(f"patch {ONE}", path, json={"title": "Dr."}, headers=version)),
        (412, call(f"patch {ONE}", path, json={"title": "Prof."}, headers=version)),
        (412, call(f"post {ONE}/{{act}}", f"{path}/cancel", headers=version)),
        (409, call(f"post {ONE}/{{act}}", f"{path}/approve", headers=token)),
        (200, call(f"get {ONE}", path, headers=token)),
        (200, call(f"get {REGISTRATIONS}", LIST, headers=reading)),
        (200, call(f"get {ONE}/badge", f"{path}/badge", headers=token)),
        (200, call("get /events", "/api/v1/events", headers=token)),
        (200, call("get /events/{event}", "/api/v1/events/spring", headers=token)),
        (200, call(f"post {ONE}/hand-over", f"{path}/hand-over", json=new, headers=token)),
        (200, call(f"post {ONE}/{{act}}", f"{path}/cancel", headers=token)),
        (409, call(f"get {ONE}/badge", f"{path}/badge", headers=token)),
    ]

    assert (made.status_code, again.status_code) == (201, 201)
    assert [status for status, _ in answers] == [response.status_code for _, response in answers]


JSON = {"content_type": "application/json"}


def test_token_that_calls_without_end_is_told_when_to_go_on(
    app: Flask, client: FlaskClient, session: Session, token: dict[str, str], document: Any
) -> None:
    call = Described(client, document)
    number = session.scalars(select(ApiToken.id)).one()
    session.rollback()
    app.extensions["limits"][0].hit(MOST_CALLS[0], "token", str(number), cost=6000)

    answer = call("get /events", "/api/v1/events", headers=token)

    assert answer.status_code == 429
    assert 1 <= int(answer.headers["Retry-After"]) <= 60


@pytest.mark.parametrize("language", ["de", "fr", "en"])
def test_page_for_people_tells_every_operation_with_its_fields_and_headers(
    client: FlaskClient, document: dict[str, Any], language: str
) -> None:
    page = client.get(f"/api/v1/docs?lang={language}").get_data(as_text=True)

    for path, item in document["paths"].items():
        for method, about in item.items():
            if method != "parameters" and about["security"]:
                shown = f"{method.upper()} {path}".replace("/", "/<wbr>")
                assert f"<code>{shown}</code>" in page
    for word in ("Idempotency-Key", "If-Match", "updated_since", "priority_reason", "428"):
        assert f"<code>{word}</code>" in page
