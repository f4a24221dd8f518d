"""Pages of parties and access codes, as participants, visitors and organisers use them."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.events.models import Event
from eventapp.registration.models import (
    AccessCode,
    Bond,
    PartyMember,
    Registration,
    State,
)
from eventapp.registration.services import changes, parties
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_category, make_event
from tests.factories.registrations import SOMEBODY, make_details, make_registration
from tests.website.test_invitations import send, take_part

PERSON = {"given_name": "Bob", "family_name": "Martin", "language": "fr"}


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event whose guests may register two colleagues and bring one companion."""
    event = make_event(session, places=10)
    make_category(session, event, colleagues=2, plus_ones=1)
    return event


@pytest.fixture
def host(session: Session, client: FlaskClient, event: Event) -> Registration:
    """Return Ada's place, whose page is open in the browser."""
    category = make_category(session, event, key="hosts", colleagues=2, plus_ones=1)
    host = make_registration(session, event, category, "Ada")
    take_part(client, session, host)
    return host


def added(session: Session) -> list[tuple[str, str, str]]:
    """Return public id, name and address of the members of all parties."""
    statement = select(PartyMember.public_id, PartyMember.name, PartyMember.reached_at)
    session.rollback()
    rows = [(a, b, c) for a, b, c in session.execute(statement.order_by(PartyMember.id))]
    session.rollback()
    return rows


def text_of(client: FlaskClient, path: str) -> str:
    """Return a page's text in German."""
    return client.get(path, headers={"Accept-Language": "de"}).get_data(as_text=True)


def bring(session: Session, event: Event, host: Registration, bond: Bond, name: str) -> PartyMember:
    """Return a stored member of the host's party."""
    made = parties.add(session, host, event, bond, make_details(name), by=SOMEBODY, now=clock.now())
    session.commit()
    return made


@pytest.mark.usefixtures("host")
def test_a_participant_registers_a_colleague_and_a_companion_without_address(
    session: Session, client: FlaskClient
) -> None:
    colleague = {**PERSON, "bond": "colleague", "email": "bob@example.org"}
    assert send(client, "/spring/my/party", **colleague) == 303
    companion = {**PERSON, "family_name": "Eve", "bond": "plus-one", "email": ""}
    assert send(client, "/spring/my/party", **companion) == 303

    bob, eve = added(session)
    assert bob[1:] == ("Bob Martin", "bob@example.org")
    assert eve[1:] == ("Bob Eve", "ada@example.org")
    page = text_of(client, "/spring/my/party")
    assert "Bob Martin" in page
    assert "hat eine E-Mail erhalten und noch nicht geöffnet" in page
    assert "Bob Martin, Bob Eve" in text_of(client, "/spring/my")
    code = text_of(client, f"/spring/my/party/{eve[0]}")
    assert re.search(r'class="num pass-code">[0-9A-Z ]+', code)


@pytest.mark.usefixtures("host")
def test_a_send_repeated_registers_one_person(session: Session, client: FlaskClient) -> None:
    text = client.get("/spring/my/party").get_data(as_text=True)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', text)
    assert token is not None
    values = {
        **PERSON,
        "bond": "colleague",
        "email": "bob@example.org",
        "csrf_token": token.group(1),
        "sent_as": "once",
    }

    answers = [client.post("/spring/my/party", data=values).status_code for _ in range(2)]

    assert answers == [303, 303]
    assert len(added(session)) == 1


@pytest.mark.usefixtures("host")
def test_faults_stand_at_their_fields_and_nothing_typed_is_lost(
    session: Session, client: FlaskClient
) -> None:
    text = client.get("/spring/my/party").get_data(as_text=True)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', text)
    assert token is not None
    for wrong in (
        {"email": "no address"},
        {"email": "ADA@example.org"},
        {"bond": "boss"},
        {"family_name": " "},
        {"given_name": "x" * 81},
        {"language": "xx"},
    ):
        values = {**PERSON, "bond": "colleague", "email": "b@example.org", "title": "Dr. Kept"}
        answer = client.post(
            "/spring/my/party", data={**values, **wrong, "csrf_token": token.group(1)}
        )
        assert answer.status_code == 422
        assert 'value="Dr. Kept"' in answer.get_data(as_text=True)
    assert added(session) == []


def test_the_page_looks_the_same_whether_a_colleague_is_registered_already(
    session: Session, client: FlaskClient, event: Event, host: Registration
) -> None:
    make_registration(session, event, host.category, "Zoe")
    session.commit()
    known = {"bond": "colleague", "family_name": "X", "language": "de"}
    pages = []
    for address in ("zoe@example.org", "bob@example.org"):
        assert send(client, "/spring/my/party", **known, email=address) == 303
        page = text_of(client, "/spring/my/party")
        items = re.findall(r"<li class=\"line.*?</li>", page, re.DOTALL)
        pages.append(re.sub(r'party/[^"]+', "party/…", items[-1]))

    assert pages[0] == pages[1]


def test_a_place_is_taken_back_and_a_companion_is_set_free(
    session: Session, client: FlaskClient, event: Event, host: Registration
) -> None:
    bob = bring(session, event, host, Bond.COLLEAGUE, "Bob")
    eve = bring(session, event, host, Bond.PLUS_ONE, "Eve")

    base = "/spring/my/party"
    assert send(client, f"{base}/{bob.public_id}/take-back", page=f"{base}/{bob.public_id}") == 303
    assert send(client, f"{base}/{eve.public_id}", email="eve@example.com") == 303

    session.rollback()
    session.expire_all()
    states = {
        registration.family_name: registration
        for registration in session.scalars(select(Registration))
    }
    assert states["Bob"].state is State.CANCELLED
    assert (states["Eve"].email, states["Eve"].holder_no) == ("eve@example.com", 2)
    assert "verwaltet die Anmeldung selbst" in text_of(client, base)


def test_nobody_sees_or_changes_another_ones_party(
    app: Flask, session: Session, event: Event, host: Registration
) -> None:
    eve = bring(session, event, host, Bond.PLUS_ONE, "Eve")
    other = make_registration(session, event, host.category, "Kim")
    stranger = app.test_client()
    take_part(stranger, session, other)

    path = f"/spring/my/party/{eve.public_id}"
    assert stranger.get(path).status_code == 404
    assert send(stranger, f"{path}/take-back", page="/spring/my/party") == 404
    assert app.test_client().get("/spring/my/party").status_code == 401


def test_a_companion_keeps_the_place_from_their_own_page(
    app: Flask, session: Session, event: Event, host: Registration
) -> None:
    eve = bring(session, event, host, Bond.PLUS_ONE, "Eve")
    assert eve.registration is not None
    browser = app.test_client()
    take_part(browser, session, eve.registration)
    assert "Angemeldet von Ada Ada" in text_of(browser, "/spring/my")

    assert send(browser, "/spring/my/party/leave", page="/spring/my") == 303

    session.rollback()
    changes.cancel(session, host, event, by=SOMEBODY, now=clock.now())
    session.refresh(eve.registration)
    assert eve.registration.state is State.CONFIRMED


def test_giving_up_names_who_loses_the_place_too(
    session: Session, client: FlaskClient, event: Event, host: Registration
) -> None:
    bring(session, event, host, Bond.PLUS_ONE, "Eve")

    assert "Ada Eve kommt mit Ihnen und verliert den Platz" in text_of(client, "/spring/my/cancel")


def test_an_organiser_makes_a_code_follows_it_and_takes_it_back(
    session: Session, client: FlaskClient, event: Event
) -> None:
    sign_in(session, client, make_member(session, event))
    until = (clock.now() + timedelta(days=9)).strftime("%Y-%m-%dT%H:%M")
    terms = {"category": "guests", "code": "früh jahr", "most": "3", "valid_until": until}
    assert send(client, "/spring/manage/access-codes", **terms) == 303
    assert send(client, "/spring/manage/access-codes", **terms) == 422
    assert send(client, "/spring/manage/access-codes", **{**terms, "code": "-a-"}) == 422
    assert send(client, "/spring/manage/access-codes", **{**terms, "code": "", "most": "0"}) == 422

    page = text_of(client, "/spring/manage/access-codes")
    assert "FRÜHJAHR" in page
    assert "0 von 3" in page
    session.rollback()
    number = session.scalars(select(AccessCode.id)).one()
    session.rollback()
    path = f"/spring/manage/access-codes/{number}/withdraw"
    assert send(client, path, page="/spring/manage/access-codes") == 303
    assert client.get("/spring/c/FRÜHJAHR").status_code == 404
