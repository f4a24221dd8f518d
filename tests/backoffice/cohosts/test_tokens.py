"""A host's tokens: shown once, read its part alone, and end by hand or with the host."""

import re
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.accounts.models import ApiToken, TokenScope
from eventapp.accounts.services import tokens
from eventapp.events.models import Event
from eventapp.journal.services import Object
from eventapp.people.errors import TooManyTokens
from eventapp.people.models import Host
from eventapp.people.services import HostChange, change_host, make_host_token, tokens_of_host
from eventapp.people.services.host_tokens import MOST
from eventapp.workflows.records import delete
from tests.backoffice.sending import send
from tests.factories.accounts import sign_in
from tests.factories.events import NOON, make_event_with_category
from tests.factories.people import make_host, make_organisation, make_representative
from tests.factories.registrations import SOMEBODY, make_registration

pytestmark = pytest.mark.on_sqlite
API = "/api/v1/events/spring/registrations"


@pytest.fixture
def host(session: Session, client: FlaskClient) -> Host:
    """Return a host with somebody in its delegation; its representative is signed in."""
    event, category = make_event_with_category(session)
    host = make_host(session, event, make_organisation(session, event, "AFPC"))
    make_registration(session, event, category, "Zoe", organisation="AFPC")
    make_registration(session, event, category, "Stranger")
    who = make_representative(session, event, host, "rep@x.example", language="en")
    sign_in(session, client, who)
    return host


def read(app: Flask, value: str) -> tuple[int, str]:
    """Ask the API for registrations as a program does."""
    answer = app.test_client().get(API, headers={"Authorization": f"Bearer {value}"})
    return answer.status_code, answer.get_data(as_text=True)


def test_a_token_is_shown_once_reads_the_own_delegation_and_ends_at_once(
    app: Flask, session: Session, client: FlaskClient, host: Host
) -> None:
    page = f"/spring/manage/cohosts/{host.id}/tokens"
    session.rollback()

    assert send(client, page, name="")[0] == 422
    status, text = send(client, f"{page}?lang=en", name="Members")
    (value,) = re.findall(r"ea_[\w-]{20,}", text)
    assert status == 200
    assert value not in client.get(page).get_data(as_text=True)
    status, text = read(app, value)
    assert (status, "Zoe" in text, "Stranger" in text) == (200, True, False)

    token = session.scalars(select(ApiToken.public_id)).one()
    session.rollback()
    assert send(client, page, f"{page}/{token}/end")[0] == 303
    assert read(app, value)[0] == 401
    log = client.get(page.replace("tokens", "activity-log?lang=en")).get_data(as_text=True)
    assert ("token made" in log, "token revoked" in log) == (True, True)


def test_no_token_of_somebody_else_is_shown_or_ended(
    app: Flask, session: Session, client: FlaskClient, host: Host
) -> None:
    event = session.scalars(select(Event)).one()
    other = make_host(session, event, make_organisation(session, event, "BioM"))
    values = [
        make_host_token(session, other, "Theirs", by=SOMEBODY, now=NOON),
        tokens.add_token(session, event.id, TokenScope.READ, name="Team", now=NOON),
    ]
    numbers = session.scalars(select(ApiToken.public_id)).all()
    page = f"/spring/manage/cohosts/{host.id}/tokens"
    session.commit()

    text = client.get(page).get_data(as_text=True)
    assert ("Theirs" in text, "Team" in text) == (False, False)
    for number in numbers:
        assert send(client, page, f"{page}/{number}/end")[0] == 404
    assert [read(app, value)[0] for value in values] == [200, 200]


def test_tokens_end_with_the_host_they_read_and_are_not_without_number(
    app: Flask, session: Session, host: Host
) -> None:
    event = session.scalars(select(Event)).one()
    value = make_host_token(session, host, "Members", by=SOMEBODY, now=NOON)
    change = replace(HostChange.of(host), organisation="BioM")
    change_host(session, host, change, by=SOMEBODY, now=NOON)
    session.commit()
    assert read(app, value)[0] == 401

    value = make_host_token(session, host, "Members", by=SOMEBODY, now=NOON)
    assert len(tokens_of_host(session, event.id, host.organisation_id)) == 1
    for number in range(MOST - 1):
        make_host_token(session, host, f"T{number}", by=SOMEBODY, now=NOON)
    with pytest.raises(TooManyTokens):
        make_host_token(session, host, "Beyond", by=SOMEBODY, now=NOON)
    named = Object("hosts", host.id, "BioM", event.id)
    delete(session, event, host, named, by=SOMEBODY, now=NOON)
    session.commit()
    assert read(app, value)[0] == 401
