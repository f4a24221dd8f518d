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
    found = session.scalars(select(Person.email)).one()
    session.rollback()
    return found
