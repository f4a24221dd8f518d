"""Lists for programs: pages that go on by a sealed cursor, whatever is added meanwhile."""

from base64 import urlsafe_b64decode
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.api.cursors import seal
from eventapp.events.models import Category, Event
from eventapp.registration.models import Registration
from tests.factories.accounts import make_token
from tests.factories.events import make_category, make_event
from tests.factories.registrations import make_registration
from tests.web.walking import walked

pytestmark = pytest.mark.each_kind

LIST = "/api/v1/events/spring/registrations"
ADA = {"family_name": "Müller", "given_name": "Ada", "category": "guests"}


def test_list_goes_on_by_cursor_and_costs_the_same_for_every_length(
    app: Flask, client: FlaskClient, token: dict[str, str]
) -> None:
    for number in range(7):
        client.post(LIST, json={**ADA, "email": f"a{number}@example.org"}, headers=token)
    listed, costs = walked(app, client, LIST, token)

    assert [entry["email"] for entry in listed] == [f"a{number}@example.org" for number in range(7)]
    assert len(costs) == 1
    assert client.get(f"{LIST}?state=waiting", headers=token).get_json()["next"] is None
    assert client.get(f"{LIST}?limit=201", headers=token).status_code == 422
    for moment in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"):
        asked = {"updated_since": moment}
        assert client.get(LIST, query_string=asked, headers=token).status_code == 422


def test_every_registration_is_seen_once_while_others_register(
    client: FlaskClient, session: Session, event: Event, token: dict[str, str]
) -> None:
    category = session.scalars(select(Category)).one()
    for number in range(250):
        make_registration(session, event, category, f"First{number}")
    session.commit()
    there = set(session.scalars(select(Registration.reference)))
    session.rollback()
    seen: list[str] = []
    cursors: set[str] = set()
    number = 0
    cursor: str | None = ""
    while cursor is not None:
        page = client.get(f"{LIST}?limit=20&cursor={cursor}", headers=token).get_json()
        seen += [item["reference"] for item in page["items"]]
        cursor = page["next"]
        cursors.add(str(cursor))
        if number < 5:
            number += 1
            late = client.post(LIST, json={**ADA, "email": f"l{number}@example.org"}, headers=token)
            there.add(late.get_json()["reference"])

    assert len(seen) == len(set(seen)) == 255
    assert set(seen) == there
    assert len(cursors) == 13


def test_cursor_goes_on_in_what_was_asked_for(
    client: FlaskClient, session: Session, event: Event, token: dict[str, str]
) -> None:
    press = make_category(session, event, key="press")
    for number in range(9):
        category = press if number % 2 else session.get_one(Category, 1)
        make_registration(session, event, category, f"{'Abel' if number % 3 else 'Bell'}{number}")
    session.commit()
    moment = session.scalars(select(Registration)).first()
    assert moment is not None
    session.rollback()
    since = (moment.changed_at - timedelta(minutes=1)).isoformat()
    asked = {"state": "waiting", "category": "press", "q": "abel", "updated_since": since}
    names = ["Abel5", "Abel7"]

    first = client.get(LIST, query_string={**asked, "limit": "1"}, headers=token).get_json()
    more = {**asked, "cursor": first["next"]}
    second = client.get(LIST, query_string=more, headers=token).get_json()
    later = {**asked, "updated_since": (moment.changed_at + timedelta(hours=1)).isoformat()}
    nobody = client.get(LIST, query_string=later, headers=token).get_json()

    assert [entry["family_name"] for entry in (*first["items"], *second["items"])] == names
    assert (second["next"], nobody) == (None, {"items": [], "next": None})
    for name in asked:
        other = {key: value for key, value in more.items() if key != name}
        refused = client.get(LIST, query_string=other, headers=token)
        assert (refused.status_code, list(refused.get_json()["errors"])) == (422, ["cursor"])


def test_cursor_is_sealed_and_of_one_list(
    client: FlaskClient, session: Session, token: dict[str, str]
) -> None:
    other = make_event(session, slug="other")
    make_category(session, other)
    theirs = {"Authorization": f"Bearer {make_token(session, other)}"}
    session.commit()
    for number in range(2):
        client.post(LIST, json={**ADA, "email": f"a{number}@example.org"}, headers=token)
    cursor = client.get(f"{LIST}?limit=1", headers=token).get_json()["next"]
    again = client.get(f"{LIST}?limit=1", headers=token).get_json()["next"]
    broken = ["1", "0", "-1", "null", "ä", "=", cursor[:-1], cursor.swapcase(), "x" * 500]

    answers = [
        *(client.get(LIST, query_string={"cursor": spoilt}, headers=token) for spoilt in broken),
        client.get(f"/api/v1/events/other/registrations?cursor={cursor}", headers=theirs),
    ]

    assert cursor == again
    assert b"123456789" not in urlsafe_b64decode(seal("secret", ("list",), 123456789) + "==")
    for response in answers:
        assert (response.status_code, response.content_type) == (422, "application/problem+json")
        assert list(response.get_json()["errors"]) == ["cursor"]


def test_a_category_that_the_event_does_not_have_is_refused_as_an_unknown_state_is(
    client: FlaskClient, session: Session, event: Event, token: dict[str, str]
) -> None:
    other = make_event(session, slug="autumn")
    make_category(session, other, key="elsewhere")
    session.commit()
    known = session.scalars(select(Category.key).where(Category.event_id == event.id)).one()

    state = client.get(f"{LIST}?state=gone", headers=token)
    for unknown in ("gone", "elsewhere", "", known.upper()):
        refused = client.get(LIST, query_string={"category": unknown}, headers=token)
        assert (refused.status_code, refused.mimetype) == (422, state.mimetype)
        assert "category" in refused.text
    assert client.get(f"{LIST}?category={known}", headers=token).get_json()["items"] == []
