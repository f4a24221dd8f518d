"""Reading who someone is from cookies and tokens: the gates SIGNED_IN and the `identify` of app."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import current_app, request
from werkzeug.wrappers import Response

from eventapp import clock
from eventapp.accounts import queries
from eventapp.accounts.services.guessing import Client
from eventapp.composition import settings
from eventapp.extensions import db
from eventapp.mail.links import make_token, read_token
from eventapp.web import access, proxies
from eventapp.web.access import Admission, SignInNeeded, Viewer
from eventapp.web.security import cookie_name

USER_COOKIE = "who"
PARTICIPANT_COOKIE = "place"
ASKED_COOKIE = "asked"
"""Marks the browser in which a sign-in link was asked for."""
DEVICE_COOKIE = "device"
"""Marks a browser that signed in; it opens nothing, but no stranger's guesses count against it."""
DEVICE_STAYS = timedelta(days=365)


def identify() -> Viewer | None:
    """Return the signed-in user of this request."""
    value = request.cookies.get(_name(USER_COOKIE), "")
    if not value:
        return None
    signed_in = queries.signed_in_user(db.session(), value, clock.now())
    if signed_in is None:
        return None
    sign_in, user = signed_in
    return Viewer(
        id=user.id,
        name=user.name,
        email=user.email,
        language=user.language,
        session_id=sign_in.id,
        strong=sign_in.strong_at is not None,
    )


def device() -> str | None:
    """Return the value of a browser that signed in here once; None for any other, or a forged one.

    It is sealed with the secret key, so that a made-up one is known without asking the database.
    """
    signed = read_token(_key(), DEVICE_COOKIE, cookie_value(DEVICE_COOKIE))
    return signed[0] if signed else None


def give_device(response: Response, value: str) -> None:
    """Let this browser be known again as one that signed in."""
    give_cookie(
        response, DEVICE_COOKIE, make_token(_key(), DEVICE_COOKIE, value), life=DEVICE_STAYS
    )


def client() -> Client:
    """Return who answers, as wrong passwords and codes are counted."""
    return Client(device(), proxies.client())


def counted_as() -> str:
    """Return under which name attempts to sign in are limited: a known device, else the address."""
    known = device()
    return f"device {known}" if known else proxies.client()


def admit_signed_in(_admission: Admission, _arguments: Mapping[str, Any]) -> None:
    """Let every signed-in user pass."""
    access.meet_viewer()
    if access.viewer_or_none() is None:
        raise SignInNeeded


def give_cookie(response: Response, name: str, value: str, *, life: timedelta) -> None:
    """Set a sign-in cookie: unreadable for scripts, sent to this site alone."""
    response.set_cookie(
        _name(name),
        value,
        max_age=life,
        httponly=True,
        secure=settings().secure,
        samesite="Lax",
    )


def take_cookie(response: Response, name: str) -> None:
    """Remove a sign-in cookie."""
    response.delete_cookie(_name(name), httponly=True, secure=settings().secure, samesite="Lax")


def cookie_value(name: str) -> str:
    """Return what the browser sent under that name."""
    return request.cookies.get(_name(name), "")


def _key() -> str:
    return str(current_app.config["SECRET_KEY"])


def _name(name: str) -> str:
    return cookie_name(name, secure=settings().secure)
