"""Programs: a bearer token opens its own event, and what its scope includes."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.accounts.models import TokenScope
from tests.factories.accounts import make_token
from tests.factories.events import make_event, make_event_with_category

pytestmark = pytest.mark.on_sqlite
LIST = "/api/v1/events/spring/registrations"


def test_a_scope_opens_what_it_includes_and_nothing_else(
    client: FlaskClient, session: Session
) -> None:
    event, _category = make_event_with_category(session)
    make_event(session, slug="autumn")
    statuses = {}
    for scope in TokenScope:
        headers = {"Authorization": f"Bearer {make_token(session, event, scope)}"}
        body = {"family_name": "Lee", "email": f"{scope.value}@example.org", "category": "guests"}
        statuses[scope] = (
            client.get(LIST, headers=headers).status_code,
            client.post(LIST, json=body, headers=headers).status_code,
            client.get("/api/v1/events/autumn", headers=headers).status_code,
        )

    assert statuses == {
        TokenScope.READ: (200, 403, 404),
        TokenScope.WRITE: (200, 201, 404),
        TokenScope.CHECKIN: (403, 403, 404),
        TokenScope.HOST: (200, 403, 404),
    }


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer x", "Basic x", "Bearer " + "x" * 5000])
def test_what_is_no_token_opens_nothing(client: FlaskClient, session: Session, header: str) -> None:
    make_event_with_category(session)
    session.commit()

    assert client.get(LIST, headers={"Authorization": header}).status_code == 401


def test_the_kind_of_authorisation_is_read_in_any_case(
    client: FlaskClient, session: Session
) -> None:
    event, _category = make_event_with_category(session)
    value = make_token(session, event)

    assert client.get(LIST, headers={"Authorization": f"bearer {value}"}).status_code == 200
