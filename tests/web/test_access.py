"""Who may do what, asked of every route the application has: a new one cannot be forgotten."""

import re
from collections.abc import Mapping
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.accounts.models import TokenScope
from eventapp.accounts.services import users
from eventapp.checkin.models import Device
from eventapp.events.models import Event, Role
from eventapp.registration.models import Registration
from eventapp.web.access import Audience
from tests.factories.accounts import make_member, make_token, sign_in
from tests.factories.events import make_event
from tests.factories.furnished import NOWHERE, furnish
from tests.factories.routes import UNSAFE, addresses, views, whole_database

pytestmark = pytest.mark.on_sqlite

REQUEST_ID = re.compile(r"\b[0-9a-f]{16}\b")


@pytest.fixture
def unguarded(app: Flask) -> Flask:
    """Return the application without form tokens: what is asked here is the gate alone."""
    app.config["WTF_CSRF_ENABLED"] = False
    return app


def refused(client: FlaskClient, values: Mapping[str, object], may: set[str]) -> list[str]:
    """Return what answers otherwise than it must to somebody of these audiences and roles."""
    wrong = []
    for rule, method, admission in views(client.application):
        if admission.audience in {Audience.PUBLIC, Audience.OPERATOR}:
            continue
        asked = {
            admission.audience.value,
            *(f"{admission.audience.value}:{n}" for n in admission.needs),
        }
        if may.intersection(asked if not admission.needs else asked - {admission.audience.value}):
            continue
        for address in addresses(rule, values):
            status = client.open(address, method=method).status_code
            if status not in {401, 403, 404} and not (method == "GET" and status == 303):
                wrong.append(f"{method} {address}: {status}")
    return wrong


@pytest.mark.parametrize("role", [None, *Role])
def test_nobody_acts_beyond_their_role(
    unguarded: Flask, session: Session, spring: dict[str, object], role: Role | None
) -> None:
    """Each role here, and an organiser of another event (None): nothing opens, nothing changes."""
    event = session.scalars(select(Event).where(Event.slug == "spring")).one()
    own = role or Role.ORGANISER
    place = event if role else make_event(session, slug="elsewhere")
    member = make_member(session, place, own, organisation_id=None)
    client = sign_in(session, unguarded.test_client(), member)
    may = {"signed-in"} | ({f"member:{role.value}"} if role else set())
    before = whole_database(unguarded)

    assert refused(client, spring, may) == []
    assert whole_database(unguarded) == before


def test_visitor_and_participant_open_nothing_that_is_not_theirs(
    unguarded: Flask, session: Session, spring: dict[str, object]
) -> None:
    mine = session.scalars(
        select(Registration).where(Registration.reference == spring["reference"])
    ).one()
    participant = unguarded.test_client()
    value = users.sign_in_participant(session, mine.id, 1, browser="", now=clock.now())
    session.commit()
    participant.set_cookie("place", value)
    before = whole_database(unguarded)

    assert refused(unguarded.test_client(), spring, set()) == []
    assert refused(participant, spring, {"registered"}) == []
    assert whole_database(unguarded) == before


INCLUDES = {
    TokenScope.READ: {"read"},
    TokenScope.WRITE: {"read", "write"},
    TokenScope.CHECKIN: {"checkin"},
    TokenScope.HOST: {"host"},
}


@pytest.mark.parametrize("scope", list(TokenScope))
def test_tokens_open_what_their_scope_includes_and_no_page(
    unguarded: Flask, session: Session, spring: dict[str, object], scope: TokenScope
) -> None:
    event = session.scalars(select(Event).where(Event.slug == "spring")).one()
    client = unguarded.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {make_token(session, event, scope)}"
    may = {f"token:{included}" for included in INCLUDES[scope]}
    before = whole_database(unguarded)

    assert refused(client, spring, may) == []
    assert whole_database(unguarded) == before


def test_every_role_is_let_in_where_it_belongs(
    unguarded: Flask, session: Session, spring: dict[str, object]
) -> None:
    """The other half of the matrix: a gate that refuses everybody would pass the tests above."""
    event = session.scalars(select(Event).where(Event.slug == "spring")).one()
    wrong = []
    for role in Role:
        client = sign_in(session, unguarded.test_client(), make_member(session, event, role))
        for rule, method, admission in views(unguarded):
            if admission.audience is not Audience.MEMBER or role.value not in admission.needs:
                continue
            if method != "GET":  # acts are the business of each act's own tests
                continue
            for address in addresses(rule, spring):
                status = client.get(address).status_code
                if status in {401, 403} or status >= 500:
                    wrong.append(f"{role.value} {address}: {status}")

    assert wrong == []


def test_foreign_things_answer_as_things_that_never_were(
    unguarded: Flask, session: Session, spring: dict[str, object]
) -> None:
    """An organiser of another event learns nothing of this one by its numbers, whatever the act."""
    furnish(session, "other")
    event = session.scalars(select(Event).where(Event.slug == "other")).one()
    client = sign_in(session, unguarded.test_client(), make_member(session, event))
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {make_token(session, event)}"
    before = whole_database(unguarded)

    wrong = []
    for rule, method, _admission in views(unguarded):
        if "event" not in rule.arguments or not rule.arguments & set(NOWHERE):
            continue
        if rule.endpoint == "website.flow":  # its number is the version of a drawing
            continue
        foreign = addresses(rule, {**spring, "event": "other"})
        nowhere = addresses(rule, {**NOWHERE, "event": "other"})
        for foreign_answer, none in zip(foreign, nowhere, strict=True):
            answers = []
            for address in (foreign_answer, none):
                answer = client.open(
                    address, method=method, json={} if "/api/" in foreign_answer else None
                )
                body = REQUEST_ID.sub("", answer.get_data(as_text=True))
                said = address
                for _above in range(5):  # it itself, and where the language turns
                    body, said = body.replace(said, "/#"), said.rpartition("/")[0]
                answers.append((answer.status_code, body))
            if answers[0] != answers[1] or answers[0][0] < 400:
                wrong.append(f"{method} {foreign_answer}: {[status for status, _body in answers]}")

    assert wrong == []
    assert whole_database(unguarded) == before


SIGNED_LINKS = {"website.unsubscribe_now"}
"""Where the link itself is the token: mail programs press it without a cookie (RFC 8058)."""


def test_no_form_acts_without_its_token(
    app: Flask, session: Session, spring: dict[str, object]
) -> None:
    """An organiser's own browser, sent here by another site, changes nothing."""
    event = session.scalars(select(Event).where(Event.slug == "spring")).one()
    mine = session.scalars(select(Registration)).first()
    assert mine is not None
    client = sign_in(session, app.test_client(), make_member(session, event))
    client.set_cookie(
        "place", users.sign_in_participant(session, mine.id, 1, browser="", now=clock.now())
    )
    session.commit()
    before = whole_database(app)

    wrong = []
    for rule, method, admission in views(app):
        if method not in UNSAFE or admission.audience in {Audience.TOKEN, Audience.DEVICE}:
            continue
        if rule.endpoint in SIGNED_LINKS:
            continue
        for address in addresses(rule, spring):
            bodies: tuple[dict[str, Any], ...] = (
                {"data": {}},
                {"data": {"csrf_token": "of-another-visitor"}},
                {"data": '{"a": 1}', "content_type": "text/plain"},
            )
            for body in bodies:
                status = client.open(
                    address, method=method, headers={"Sec-Fetch-Site": "cross-site"}, **body
                ).status_code
                if status != 403 and not address.startswith("/door/v1/"):
                    wrong.append(f"{method} {address}: {status}")

    assert wrong == []
    assert whole_database(app) == before
    assert session.scalars(select(Device)).all() == []


def test_looking_at_every_page_twice_changes_nothing(
    app: Flask, session: Session, spring: dict[str, object]
) -> None:
    event = session.scalars(select(Event).where(Event.slug == "spring")).one()
    client = sign_in(session, app.test_client(), make_member(session, event))
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {make_token(session, event)}"
    before = whole_database(app)

    broken = [
        f"{address}: {status}"
        for _ in range(2)
        for rule, method, admission in views(app)
        if method == "GET" and admission.audience is not Audience.OPERATOR
        for address in addresses(rule, spring)
        if (status := client.get(address).status_code) >= 500
    ]

    assert broken == []
    assert whole_database(app) == before
