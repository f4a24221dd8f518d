"""Links by e-mail: who may use them, how long, and what a browser holds afterwards."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.accounts.errors import LinkUsed
from eventapp.accounts.models import LinkPurpose, OneUseLink, User
from eventapp.accounts.services import users
from eventapp.events import queries as events
from eventapp.events.models import Role
from eventapp.events.services import invite, take_role
from eventapp.mail.links import make_token
from tests.accounts.test_sign_in import SECRET, csrf
from tests.factories.registrations import SOMEBODY


def ask(session: Session, client: FlaskClient) -> str:
    """Ask for a sign-in link in that browser; return the path the e-mail names."""
    client.post("/sign-in", data={**csrf(client, "/sign-in"), "email": "organiser@example.org"})
    newest = select(OneUseLink.public_id).order_by(OneUseLink.id.desc()).limit(1)
    public_id = session.scalars(newest).one()
    session.rollback()
    return f"/sign-in/link/{make_token(SECRET, 'one-use', public_id)}"


@pytest.mark.usefixtures("user")
def test_link_opens_only_in_the_browser_that_asked(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    path = ask(session, client)
    thief = app.test_client()

    looked, pressed = thief.get(path), thief.post(path, data=csrf(thief, "/sign-in"))
    owner = client.post(path, data=csrf(client, path))

    assert (looked.status_code, pressed.status_code) == (403, 403)
    assert thief.get("/account").status_code == 303
    assert (owner.status_code, owner.location) == (303, "/account/start")


@pytest.mark.usefixtures("user")
def test_asking_twice_leaves_the_first_email_good_in_the_same_browser(
    client: FlaskClient, session: Session
) -> None:
    first = ask(session, client)
    ask(session, client)

    assert client.post(first, data=csrf(client, first)).status_code == 303


def test_link_is_good_for_ten_minutes(session: Session, user: User) -> None:
    now = clock.now()
    link = users.make_link(
        session,
        user,
        purpose=LinkPurpose.SIGN_IN,
        goes_to="/account",
        life=users.LINK_LIFE,
        now=now,
    )
    late = now + timedelta(minutes=10)

    with pytest.raises(LinkUsed):
        users.use_link(session, link.public_id, browser="", now=late)
    used = users.use_link(session, link.public_id, browser="", now=late - timedelta(seconds=1))
    assert used.id == link.id


@pytest.mark.usefixtures("user")
def test_sign_in_gives_a_new_cookie_whatever_the_browser_brought(
    client: FlaskClient, session: Session
) -> None:
    path = ask(session, client)
    client.set_cookie("who", "planted")
    client.post(path, data=csrf(client, path))
    cookie = client.get_cookie("who")

    assert cookie is not None
    assert cookie.value != "planted"
    assert cookie.http_only
    assert cookie.same_site == "Lax"


@pytest.mark.usefixtures("user")
def test_invitation_is_void_once_the_role_is_taken_back(session: Session) -> None:
    event = events.by_slug(session, "spring")
    assert event is not None
    link, twice = (
        invite(
            session,
            event,
            "new@example.org",
            Role.DESK,
            name="Jonas",
            language="de",
            by=SOMEBODY,
            now=clock.now(),
        )
        for _ in range(2)
    )
    held = events.memberships(session, event.id, link.user.id)
    assert len(held) == 1

    take_role(session, held[0], by=SOMEBODY, now=clock.now())

    for used in (link, twice):
        session.refresh(used)
        with pytest.raises(LinkUsed):
            users.use_link(session, used.public_id, browser="", now=clock.now())
