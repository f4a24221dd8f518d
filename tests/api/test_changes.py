"""What programs change later: precedence on the waiting list, and whose place it is."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.journal.models import Entry
from eventapp.mail.models import Email
from eventapp.registration.models import Registration
from tests.api.test_registrations import ADA, LIST

pytestmark = pytest.mark.each_kind

PERSON = {"family_name": "Curie", "given_name": "Eve"}


def test_precedence_on_the_waiting_list_is_changed_with_its_version_and_a_reason(
    client: FlaskClient, session: Session, token: dict[str, str]
) -> None:
    for n in range(4):
        last = client.post(LIST, json={**ADA, "email": f"a{n}@example.org"}, headers=token)
    path = f"{LIST}/{last.get_json()['reference']}"
    version = {**token, "If-Match": last.headers["ETag"]}
    change = {"priority": 5, "priority_reason": "Speaks on the panel", "title": "Dr."}

    missing = client.patch(path, json={"priority": 5}, headers=token)
    first = client.patch(path, json=change, headers=version)
    stale = client.patch(path, json={"priority": 6}, headers=version)
    again = client.patch(
        path, json={"priority": 0}, headers={**token, "If-Match": first.headers["ETag"]}
    )

    assert [response.status_code for response in (missing, first, stale, again)] == [
        428,
        200,
        412,
        200,
    ]
    priorities = [
        (response.get_json()["priority"], response.get_json()["position"])
        for response in (last, first, again)
    ]
    assert priorities == [(0, 2), (5, 1), (0, 2)]
    assert first.get_json()["title"] == "Dr."
    statement = select(Entry).where(Entry.action == "priority-set").order_by(Entry.id)
    assert [entry.changes for entry in session.scalars(statement)] == [
        {"title": ["", "Dr."], "priority": [0, 5], "reason": "Speaks on the panel"},
        {"priority": [5, 0], "reason": ""},
    ]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        *(
            ({"priority": priority}, "priority")
            for priority in (-1, 10, 1.5, "1", True, None, 10**30)
        ),
        ({"priority": 1, "priority_reason": "x" * 501}, "priority_reason"),
        ({"priority_reason": "for nothing"}, "priority_reason"),
    ],
)
def test_precedence_that_cannot_be_is_refused_by_field(
    client: FlaskClient, session: Session, token: dict[str, str], change: Any, field: str
) -> None:
    for n in range(3):
        last = client.post(LIST, json={**ADA, "email": f"a{n}@example.org"}, headers=token)
    path = f"{LIST}/{last.get_json()['reference']}"

    refused = client.patch(path, json=change, headers={**token, "If-Match": last.headers["ETag"]})

    assert (refused.status_code, list(refused.get_json()["errors"])) == (422, [field])
    assert set(session.scalars(select(Registration.priority))) == {0}


def test_who_does_not_wait_is_given_no_precedence_and_nothing_else_is_changed(
    client: FlaskClient, token: dict[str, str]
) -> None:
    made = client.post(LIST, json=ADA, headers=token)
    path = f"{LIST}/{made.get_json()['reference']}"
    change = {"priority": 5, "title": "Dr."}

    refused = client.patch(path, json=change, headers={**token, "If-Match": made.headers["ETag"]})

    assert refused.status_code == 409
    assert client.get(path, headers=token).get_json() == made.get_json()


def test_code_after_a_hand_over_is_the_new_holders(
    client: FlaskClient, token: dict[str, str]
) -> None:
    reference = client.post(LIST, json=ADA, headers=token).get_json()["reference"]
    former = client.get(f"{LIST}/{reference}/badge", headers=token).get_json()["code"]
    new_holder = {"family_name": "Curie", "email": "curie@example.org"}
    client.post(f"{LIST}/{reference}/hand-over", json=new_holder, headers=token)

    new = client.get(f"{LIST}/{reference}/badge", headers=token).get_json()["code"]
    again = client.get(f"{LIST}/{reference}/badge", headers=token).get_json()["code"]

    assert former != new == again


def test_a_place_is_handed_over_once_under_its_key_and_the_former_holder_is_told(
    client: FlaskClient, token: dict[str, str], session: Session
) -> None:
    made = client.post(LIST, json=ADA, headers=token).get_json()
    client.post(LIST, json={**ADA, "email": "bob@example.org"}, headers=token)
    path = f"{LIST}/{made['reference']}/hand-over"
    colleague = {**PERSON, "email": "eve@example.org"}
    keyed = {**token, "Idempotency-Key": "over"}

    stale = client.post(path, json=colleague, headers={**token, "If-Match": '"99"'})
    taken = client.post(path, json={**colleague, "email": "bob@example.org"}, headers=token)
    answers = [client.post(path, json=colleague, headers=keyed) for _ in range(2)]
    missing = client.post(path, json={"family_name": "Curie"}, headers=token)

    assert (stale.status_code, taken.status_code, missing.status_code) == (412, 409, 422)
    assert [response.status_code for response in answers] == [200, 200]
    assert answers[0].get_json() == answers[1].get_json()
    body = answers[0].get_json()
    assert (body["reference"], body["email"]) == (made["reference"], "eve@example.org")
    registration = session.scalars(
        select(Registration).where(Registration.reference == made["reference"])
    ).one()
    assert (registration.holder_no, registration.link_generation) == (2, 2)
    statement = select(Email.to_address).where(Email.kind == "HandedOverEmail")
    assert session.scalars(statement).all() == ["ada@example.org"]


def test_who_waits_has_no_place_to_hand_over(client: FlaskClient, token: dict[str, str]) -> None:
    for n in range(3):
        last = client.post(LIST, json={**ADA, "email": f"a{n}@example.org"}, headers=token)
    path = f"{LIST}/{last.get_json()['reference']}/hand-over"

    refused = client.post(path, json={**PERSON, "email": "eve@example.org"}, headers=token)

    assert (refused.status_code, refused.content_type) == (409, "application/problem+json")
