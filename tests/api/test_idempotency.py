"""Writes of programs: repeated they answer as the first did, and a change names its version."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.api.idempotency import match
from eventapp.errors import PreconditionFailed, PreconditionMissing
from eventapp.people.models import Person

pytestmark = pytest.mark.on_sqlite


def test_a_repeated_send_makes_nothing_twice_and_answers_the_same(
    client: FlaskClient, session: Session, token: dict[str, str]
) -> None:
    headers = {**token, "Idempotency-Key": "one"}

    def send(**body: str) -> tuple[int, object, str | None]:
        made = client.post("/api/v1/events/spring/people", json=body, headers=headers)
        return made.status_code, made.get_json(), made.headers.get("ETag")

    first = send(family_name="Lee")

    assert first[0] == 201
    assert send(family_name="Lee") == first
    assert send(family_name="Love")[0] in {409, 422}
    assert session.scalar(select(func.count(Person.id))) == 1


def test_a_key_that_is_too_long_is_refused(client: FlaskClient, token: dict[str, str]) -> None:
    headers = {**token, "Idempotency-Key": "x" * 201}

    made = client.post("/api/v1/events/spring/people", json={"family_name": "L"}, headers=headers)

    assert made.status_code == 422


@pytest.mark.parametrize("tag", ['"3"', '"3:zstd"', "*", '"2", "3"'])
def test_the_version_that_stands_is_named_in_any_way(app: Flask, tag: str) -> None:
    with app.test_request_context("/", headers={"If-Match": tag}):
        match(3)


def test_no_version_and_another_one_are_refused(app: Flask) -> None:
    with app.test_request_context("/"), pytest.raises(PreconditionMissing):
        match(3)
    with (
        app.test_request_context("/", headers={"If-Match": '"2"'}),
        pytest.raises(PreconditionFailed),
    ):
        match(3)
