"""The interface for programs: tokens, problems, idempotency, versions, lists, its description."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.accounts.models import TokenScope
from eventapp.badges import codes
from eventapp.events.models import Event
from eventapp.registration.models import Registration
from tests.factories.accounts import make_token
from tests.factories.events import make_category, make_event
from tests.statements import counted

LIST = "/api/v1/events/spring/registrations"
ADA = {
    "family_name": "Müller",
    "given_name": "Ada",
    "email": "ada@example.org",
    "category": "guests",
}


def test_registration_is_created_read_and_cancelled(
    client: FlaskClient, token: dict[str, str]
) -> None:
    made = client.post(LIST, json=ADA, headers=token)
    reference = made.get_json()["reference"]
    read = client.get(f"{LIST}/{reference}", headers=token)
    gone = client.post(f"{LIST}/{reference}/cancel", headers=token)
    twice = client.post(f"{LIST}/{reference}/cancel", headers=token)

    assert (made.status_code, made.get_json()["state"]) == (201, "confirmed")
    assert read.get_json() == made.get_json()
    assert (gone.status_code, gone.get_json()["state"]) == (200, "cancelled")
    assert (twice.status_code, twice.content_type) == (409, "application/problem+json")


def test_who_waits_is_told_the_position(client: FlaskClient, token: dict[str, str]) -> None:
    answers = [
        client.post(LIST, json={**ADA, "email": f"a{n}@example.org"}, headers=token).get_json()
        for n in range(4)
    ]

    assert [(answer["state"], answer["position"]) for answer in answers] == [
        ("confirmed", None),
        ("confirmed", None),
        ("waiting", 1),
        ("waiting", 2),
    ]


def test_category_may_be_left_out_where_there_is_only_one(
    client: FlaskClient, session: Session, event: Event, token: dict[str, str]
) -> None:
    body = {key: value for key, value in ADA.items() if key != "category"}
    alone = client.post(LIST, json=body, headers=token)
    make_category(session, event, key="press")
    session.commit()
    two = client.post(LIST, json={**body, "email": "b@example.org"}, headers=token)

    assert (alone.status_code, alone.get_json()["category"]) == (201, "guests")
    assert (two.status_code, list(two.get_json()["errors"])) == (422, ["category"])


def test_address_known_already_is_said_to_programs(
    client: FlaskClient, token: dict[str, str]
) -> None:
    client.post(LIST, json=ADA, headers=token)
    again = client.post(LIST, json={**ADA, "email": "ADA@example.org"}, headers=token)

    assert (again.status_code, again.get_json()["code"]) == (409, "already-registered")


def test_same_key_answers_as_the_first_time_and_another_body_is_refused(
    client: FlaskClient, session: Session, token: dict[str, str]
) -> None:
    headers = {**token, "Idempotency-Key": "a-key"}
    first = client.post(LIST, json=ADA, headers=headers)
    second = client.post(LIST, json=ADA, headers=headers)
    other = client.post(LIST, json={**ADA, "family_name": "Else"}, headers=headers)

    assert (first.status_code, second.status_code, other.status_code) == (201, 201, 422)
    assert first.get_json() == second.get_json()
    assert session.scalar(select(func.count(Registration.id))) == 1


def test_change_must_name_the_version_it_means(client: FlaskClient, token: dict[str, str]) -> None:
    made = client.post(LIST, json=ADA, headers=token)
    path, tag = f"{LIST}/{made.get_json()['reference']}", made.headers["ETag"]

    missing = client.patch(path, json={"title": "Dr."}, headers=token)
    right = client.patch(path, json={"title": "Dr."}, headers={**token, "If-Match": tag})
    stale = client.patch(path, json={"title": "Prof."}, headers={**token, "If-Match": tag})

    assert [response.status_code for response in (missing, right, stale)] == [428, 200, 412]
    assert (right.get_json()["title"], right.get_json()["given_name"]) == ("Dr.", "Ada")


def test_change_sent_again_under_its_key_answers_as_the_first_time(
    client: FlaskClient, token: dict[str, str]
) -> None:
    made = client.post(LIST, json=ADA, headers=token)
    path = f"{LIST}/{made.get_json()['reference']}"
    headers = {**token, "If-Match": made.headers["ETag"], "Idempotency-Key": "k"}

    first, second = (client.patch(path, json={"title": "Dr."}, headers=headers) for _ in range(2))

    assert (first.status_code, second.status_code) == (200, 200)
    assert first.get_json() == second.get_json()
    assert first.headers["ETag"] == second.headers["ETag"]


@pytest.mark.parametrize("text", ["\x00", "a\x00b", "\ud800"])
def test_what_is_no_text_is_refused(client: FlaskClient, token: dict[str, str], text: str) -> None:
    answers = [
        client.post(LIST, json={**ADA, "category": text}, headers=token),
        client.post(LIST, json={**ADA, "family_name": text}, headers=token),
        client.get(LIST, query_string={"q": "a\x00b"}, headers=token),
        client.get(f"{LIST}/%00", headers=token),
    ]

    assert all(response.status_code < 500 for response in answers), [
        response.status_code for response in answers
    ]
    assert answers[0].status_code in {400, 422}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({**ADA, "state": "confirmed"}, "state"),
        ({**ADA, "email": "nobody"}, "email"),
        ({**ADA, "family_name": ""}, "family_name"),
        ({**ADA, "family_name": "x" * 81}, "family_name"),
        ({**ADA, "family_name": 7}, "family_name"),
        ({**ADA, "category": "nobility"}, "category"),
        ({**ADA, "answers": {"unasked": "x"}}, "answers.unasked"),
        ({**ADA, "consents": {"unasked": True}}, "consents.unasked"),
        ({**ADA, "consents": {"unasked": False}}, "consents.unasked"),
        ({**ADA, "country": "Germany"}, "country"),
        ({}, "email"),
    ],
)
def test_mistakes_are_named_by_field_and_nothing_is_stored(
    client: FlaskClient, session: Session, token: dict[str, str], body: Any, field: str
) -> None:
    response = client.post(LIST, json=body, headers=token)

    assert (response.status_code, response.content_type) == (422, "application/problem+json")
    assert field in response.get_json()["errors"]
    assert session.scalar(select(func.count(Registration.id))) == 0


def test_token_is_of_one_event_and_one_scope(
    client: FlaskClient, session: Session, token: dict[str, str]
) -> None:
    other = make_event(session, slug="other")
    make_category(session, other)
    reading = {"Authorization": f"Bearer {make_token(session, other, TokenScope.READ)}"}

    assert client.get(LIST).status_code == 401
    assert client.get(LIST, headers={"Authorization": "Bearer nonsense"}).status_code == 401
    assert client.get(LIST, headers=reading).status_code == 404
    own = "/api/v1/events/other/registrations"
    assert client.get(own, headers=reading).status_code == 200
    assert client.post(own, json=ADA, headers=reading).status_code == 403
    assert client.get(own, headers=token).status_code == 404


def test_badge_code_is_signed_for_the_event(
    client: FlaskClient, event: Event, token: dict[str, str]
) -> None:
    reference = client.post(LIST, json=ADA, headers=token).get_json()["reference"]

    first = client.get(f"{LIST}/{reference}/badge", headers=token).get_json()
    second = client.get(f"{LIST}/{reference}/badge", headers=token).get_json()

    assert event.public_id
    assert first == second
    assert codes.parse(first["code"]).kid == 1
    assert (first["printed_at"], first["changed_since_print"]) == (None, False)


def test_whole_registration_with_its_code_costs_at_most_eighteen_statements(
    app: Flask, client: FlaskClient, token: dict[str, str]
) -> None:
    first = {**ADA, "email": "first@example.org"}  # for whom the event's key is made
    assert client.post(LIST, json=first, headers=token).status_code == 201

    with counted(app) as statements:
        assert client.post(LIST, json=ADA, headers=token).status_code == 201

    assert len(statements) <= 18, statements
