"""What an attacker tries at the door: stolen e-mails, guessed codes, old cookies, lost phones."""

import base64
import contextlib
import re
import zlib

import pyotp
import pytest
from argon2 import extract_parameters
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.accounts import passwords
from eventapp.accounts.errors import SecondFactorFirst
from eventapp.accounts.models import SignIn, User
from eventapp.accounts.services import factors
from eventapp.events import queries as events
from eventapp.events.models import Role
from eventapp.journal.models import Entry
from tests.accounts.test_sign_in import csrf
from tests.accounts.test_users import ask
from tests.factories.accounts import make_member, sign_in


def turn_on(client: FlaskClient) -> tuple[str, list[str]]:
    """Turn the second factor on as its owner does; return the secret and the recovery codes."""
    path = "/account/security/second-factor"
    shown = client.get(path).get_data(as_text=True)
    match = re.search(r"(?:[A-Z2-7]{4} ){8}", shown)
    assert match is not None
    secret = match[0].replace(" ", "")
    fields = {**csrf(client, path), "code": pyotp.TOTP(secret).at(clock.now())}
    answer = client.post(path, data=fields)
    codes = client.get(answer.location).get_data(as_text=True)
    return secret, re.findall(r"<li>([2-9A-Z]{5}-[2-9A-Z]{5})</li>", codes)


def test_password_needs_the_second_factor_first(session: Session, user: User) -> None:
    with pytest.raises(SecondFactorFirst):
        factors.set_password(session, user, "hash", now=clock.now())


def test_password_without_second_factor_lets_nobody_in(
    client: FlaskClient, session: Session, user: User
) -> None:
    user.password_hash = passwords.hashed("correct horse battery")
    session.commit()
    fields = {**csrf(client, "/sign-in"), "email": user.email, "password": "correct horse battery"}

    assert client.post("/sign-in", data=fields).status_code == 422


def test_turning_it_on_ends_every_sign_in_that_did_not_show_it(
    app: Flask, client: FlaskClient, session: Session, user: User
) -> None:
    elsewhere = sign_in(session, app.test_client(), user)
    sign_in(session, client, user)

    _secret, codes = turn_on(client)

    assert len(set(codes)) == 10
    assert client.get("/account").status_code == 200
    assert elsewhere.get("/account").status_code == 303


def test_sign_in_that_never_showed_it_is_worth_nothing_once_it_is_on(
    client: FlaskClient, session: Session, user: User
) -> None:
    sign_in(session, client, user)
    user.totp_secret = passwords.totp_secret_of("key", b"sign-in")
    session.commit()

    assert client.get("/account").status_code == 303


def test_recovery_code_stands_in_for_a_lost_phone_once(
    app: Flask, client: FlaskClient, session: Session, user: User
) -> None:
    sign_in(session, client, user)
    _secret, codes = turn_on(client)

    def enter(code: str) -> int:
        browser = app.test_client()
        path = ask(session, browser)
        assert browser.post(path, data=csrf(browser, path)).location == "/sign-in/code"
        fields = {**csrf(browser, "/sign-in/code"), "code": code}
        return browser.post("/sign-in/code", data=fields).status_code

    assert enter(codes[0].lower().replace("-", " ")) == 303
    assert enter(codes[0]) == 422
    assert enter(codes[1]) == 303


def test_recovery_codes_are_shown_until_they_are_said_to_be_kept(
    client: FlaskClient, session: Session, user: User
) -> None:
    sign_in(session, client, user)
    _secret, codes = turn_on(client)
    path = "/account/security/recovery-codes"
    again = client.get(path).get_data(as_text=True)
    client.post(path, data=csrf(client, path))

    assert codes[0] in again
    assert client.get(path).status_code == 303


def readable(client: FlaskClient) -> str:
    """Return all that somebody who sees the browser's cookies can read in them."""
    text = ""
    for name in ("form", "who", "device", "asked"):
        cookie = client.get_cookie(name)
        for part in re.split(r"[.%]", cookie.value if cookie else ""):
            with contextlib.suppress(ValueError):
                raw = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
                text += raw.decode("latin-1")
                with contextlib.suppress(zlib.error):
                    text += zlib.decompress(raw).decode("latin-1")
    return text


def test_no_cookie_tells_a_secret_or_a_recovery_code(
    client: FlaskClient, session: Session, user: User
) -> None:
    sign_in(session, client, user)
    offered = client.get("/account/security/second-factor").get_data(as_text=True)
    before = readable(client)
    secret, codes = turn_on(client)
    after = readable(client)

    assert secret[:4] in offered
    assert len(codes) == 10
    assert [secret_text for secret_text in (secret, *codes) if secret_text in before + after] == []
    assert "csrf_token" not in after  # the session's cookie is sealed as a whole


def test_a_session_that_was_not_sealed_here_counts_for_nothing(
    app: Flask, client: FlaskClient, user: User
) -> None:
    half = {"half signed in": {"user": user.id, "goes_to": "/account", "at": 4e9, "step": "x"}}
    stock = SecureCookieSessionInterface().get_signing_serializer(app)
    assert stock is not None
    for value in (stock.dumps(half), "x", "gAAAA", ""):
        client.set_cookie("form", str(value))
        assert client.get("/sign-in/code").location == "/sign-in"


def test_known_and_unknown_addresses_write_alike_when_they_fail(
    client: FlaskClient, session: Session, user: User
) -> None:
    for address in (user.email, "nobody@example.org"):
        fields = {**csrf(client, "/sign-in"), "email": address}
        client.post("/sign-in", data={**fields, "password": "wrong"})
        client.post("/sign-in", data=fields)
    written = session.execute(select(Entry.action, Entry.object_id).order_by(Entry.id)).all()

    assert [tuple(row) for row in written] == [
        ("sign-in-failed", user.id),
        ("link-asked", user.id),
        ("sign-in-failed", None),
        ("link-asked", None),
    ]


def test_password_of_nobody_costs_what_every_password_costs() -> None:
    written_out = extract_parameters(passwords._NOBODY)

    assert written_out == extract_parameters(passwords.hashed("a password of somebody"))


def test_signing_out_leaves_nothing_in_the_browser(
    client: FlaskClient, session: Session, user: User
) -> None:
    sign_in(session, client, user)
    answer = client.post("/sign-out", data=csrf(client, "/account"))

    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert client.get_cookie("who") is None
    assert client.get("/account").headers["Cache-Control"] == "no-store, private"


def test_own_sign_in_elsewhere_can_be_ended_and_that_of_another_cannot(
    app: Flask, client: FlaskClient, session: Session, user: User
) -> None:
    elsewhere, stranger = app.test_client(), app.test_client()
    sign_in(session, elsewhere, user)
    sign_in(session, client, user)
    event = events.by_slug(session, "spring")
    assert event is not None
    sign_in(session, stranger, make_member(session, event, Role.DESK))
    first = session.scalars(select(SignIn.id).order_by(SignIn.id).limit(1)).one()
    session.rollback()
    path = f"/account/sign-ins/{first}/end"

    foreign = stranger.post(path, data=csrf(stranger, "/account"))
    still = elsewhere.get("/account").status_code
    own = client.post(path, data=csrf(client, "/account"))

    assert (foreign.status_code, still) == (404, 200)
    assert own.status_code == 303
    assert elsewhere.get("/account").status_code == 303
