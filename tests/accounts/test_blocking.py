"""A blocked account: signed out at once, and nobody signs in with it until it is unblocked."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.accounts.models import LinkPurpose, OneUseLink, User
from eventapp.accounts.services import users
from eventapp.events.models import Event, Membership, Role
from eventapp.events.services import give_role
from eventapp.journal.models import Entry
from eventapp.mail.models import Email
from tests.accounts.test_sign_in import csrf
from tests.backoffice.sending import send
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event

PEOPLE = "/spring/manage/people"


@pytest.fixture
def event(session: Session, client: FlaskClient) -> Event:
    """Return an event whose organiser is signed in, in English."""
    event = make_event(session)
    sign_in(session, client, make_member(session, event))
    client.get("/lang/en")
    return event


@pytest.fixture
def helper(app: Flask, session: Session, event: Event) -> FlaskClient:
    """Return the browser of a programme editor who is signed in."""
    return sign_in(session, app.test_client(), make_member(session, event, Role.AGENDA))


def number_of(session: Session, role: Role) -> int:
    """Return the number of the only membership with that role at the event `spring`."""
    statement = select(Membership.id).join(Event).where(Event.slug == "spring")
    number = session.scalars(statement.where(Membership.role == role)).one()
    session.rollback()
    return number


def press(client: FlaskClient, session: Session, role: Role, act: str) -> tuple[int, str]:
    """Press a button at the member with that role."""
    there = f"/spring/manage/team/{number_of(session, role)}/{act}"
    return send(client, PEOPLE, there)


def test_blocked_member_is_out_with_the_next_click_and_back_when_unblocked(
    client: FlaskClient, helper: FlaskClient, session: Session, app: Flask
) -> None:
    assert helper.get("/spring/manage/agenda").status_code == 200

    assert press(client, session, Role.AGENDA, "block")[0] == 303

    out = helper.get("/spring/manage/agenda")
    assert (out.status_code, out.location.startswith("/sign-in")) == (303, True)
    page = client.get(PEOPLE).get_data(as_text=True)
    assert "The account of Katrin Neuschäfer is blocked." in page
    assert "account blocked" in page

    assert press(client, session, Role.AGENDA, "unblock")[0] == 303
    assert helper.get("/spring/manage/agenda").status_code == 303  # the former sign-in is over
    account = session.scalars(select(User).where(User.email == "agenda@example.org")).one()
    again = sign_in(session, app.test_client(), account)
    assert again.get("/spring/manage/agenda").status_code == 200
    actions = session.scalars(select(Entry.action).where(Entry.action.like("account-%")))
    assert list(actions) == ["account-blocked", "account-unblocked"]


@pytest.mark.usefixtures("helper")
def test_blocked_account_gets_no_link_and_loses_those_it_has(
    client: FlaskClient, session: Session, app: Flask
) -> None:
    account = session.scalars(select(User).where(User.email == "agenda@example.org")).one()
    link = users.make_link(
        session,
        account,
        purpose=LinkPurpose.INVITATION,
        goes_to="/",
        life=timedelta(days=7),
        now=clock.now(),
    )
    number = link.id
    session.commit()
    press(client, session, Role.AGENDA, "block")

    browser = app.test_client()
    browser.post("/sign-in", data={**csrf(browser, "/sign-in"), "email": "agenda@example.org"})

    assert session.scalars(select(Email)).all() == []
    assert session.get_one(OneUseLink, number).expires_at <= clock.now()


@pytest.mark.usefixtures("helper")
def test_blocked_address_is_not_invited_and_the_form_says_why(
    client: FlaskClient, session: Session
) -> None:
    press(client, session, Role.AGENDA, "block")

    status, text = send(
        client, PEOPLE, "/spring/manage/team", email="Agenda@example.org", name="A", role="desk"
    )

    assert status == 422
    assert "This account is blocked." in text


def test_nobody_blocks_themselves(client: FlaskClient, session: Session, event: Event) -> None:
    assert "Block the account" not in client.get(PEOPLE).get_data(as_text=True)

    assert press(client, session, Role.ORGANISER, "block")[0] == 409
    assert client.get(f"/{event.slug}/manage/people").status_code == 200


@pytest.mark.usefixtures("helper")
def test_account_that_works_for_others_too_is_left_to_the_operator(
    client: FlaskClient, helper: FlaskClient, session: Session
) -> None:
    other = make_event(session, slug="autumn")
    account = session.scalars(select(User).where(User.email == "agenda@example.org")).one()
    give_role(session, other, account, Role.DESK, now=clock.now())
    session.commit()

    status, text = press(client, session, Role.AGENDA, "block")

    assert (status, "an event that you do not organise" in text) == (409, True)
    assert helper.get("/spring/manage/agenda").status_code == 200


def test_organiser_beside_a_blocked_one_is_the_last(
    client: FlaskClient, session: Session, event: Event
) -> None:
    me = number_of(session, Role.ORGANISER)
    second = users.add_user(
        session, "second@example.org", name="Second", language="de", now=clock.now()
    )
    membership = give_role(session, event, second, Role.ORGANISER, now=clock.now()).id
    session.commit()
    assert send(client, PEOPLE, f"/spring/manage/team/{membership}/block")[0] == 303

    status, text = send(client, PEOPLE, f"/spring/manage/team/{me}/remove")

    assert (status, "at least one organiser" in text) == (409, True)
