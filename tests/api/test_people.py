"""How people of the programme are reached, as programs write it."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.people.models import Person
from tests.api.test_directory import BASE


@pytest.mark.parametrize(
    ("field", "value"), [("email", "nobody"), ("email", 7), ("languages", ["it"])]
)
def test_contact_of_a_person_that_cannot_be_is_refused_at_its_field(
    client: FlaskClient, token: dict[str, str], field: str, value: Any
) -> None:
    body = {"family_name": "Curie", field: value}
    refused = client.post(f"{BASE}/people", json=body, headers=token)

    assert refused.status_code == 422
    assert [name.partition(".")[0].partition("[")[0] for name in refused.get_json()["errors"]] == [
        field
    ]


def test_address_is_kept_until_it_is_taken_away(
    client: FlaskClient, session: Session, token: dict[str, str]
) -> None:
    new = {"family_name": "Curie", "email": "curie@example.org"}
    made = client.post(f"{BASE}/people", json=new, headers=token)
    path = f"{BASE}/people/{made.get_json()['id']}"

    kept = client.patch(path, json={"title": "Dr."}, headers={**token, "If-Match": "*"})
    assert (kept.status_code, address(session)) == (200, "curie@example.org")
    client.patch(path, json={"email": None}, headers={**token, "If-Match": "*"})

    assert address(session) is None


def address(session: Session) -> str | None:
    """Return the stored address of the only person."""
    email = session.scalars(select(Person.email)).one()
    session.rollback()
    return email


def test_whom_a_program_adds_is_public_unless_it_says_no(
    client: FlaskClient, token: dict[str, str]
) -> None:
    usual = client.post(f"{BASE}/people", json={"family_name": "Curie"}, headers=token)
    hidden = {"family_name": "Curie", "basis": "none"}
    silent = client.post(f"{BASE}/people", json=hidden, headers=token).get_json()
    path = f"{BASE}/people/{silent['id']}"
    renamed = client.patch(path, json={"title": "Dr."}, headers={**token, "If-Match": "*"})

    assert usual.get_json()["basis"] == "organiser"
    assert usual.get_json()["basis_note"]
    assert (silent["basis"], renamed.get_json()["basis"]) == ("none", "none")


def test_how_an_assistant_is_reached_is_taken_and_never_told(
    client: FlaskClient, session: Session, token: dict[str, str]
) -> None:
    reached = {"phone": "+49 30 1", "assistant_email": "b@example.org", "assistant_name": "Bo"}
    times = [{"starts_at": "2027-03-04T09:00:00+01:00", "ends_at": "2027-03-04T12:00:00+01:00"}]
    body = {"family_name": "Curie", "availability": times, **reached}
    made = client.post(f"{BASE}/people", json=body, headers=token)

    assert made.status_code == 201
    assert not any(value in made.get_data(as_text=True) for value in reached.values())
    person = session.scalars(select(Person)).one()
    assert (person.phone, person.assistant_name) == ("+49 30 1", "Bo")
    session.rollback()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("links", ["http://example.org"]),
        ("links", ["https://user@example.org"]),
        ("assistant_email", "nobody"),
        ("basis", "rumour"),
        (
            "availability",
            [{"starts_at": "2027-03-04T09:00:00Z", "ends_at": "2027-03-04T08:00:00Z"}],
        ),
        ("availability", [{"starts_at": "2027-03-04T09:00:00Z"}]),
    ],
)
def test_what_cannot_be_of_a_person_is_refused(
    client: FlaskClient, token: dict[str, str], field: str, value: Any
) -> None:
    body = {"family_name": "Curie", field: value}
    refused = client.post(f"{BASE}/people", json=body, headers=token)

    assert refused.status_code == 422
    assert all(name.startswith(field) for name in refused.get_json()["errors"])
