"""Reading who someone is from cookies and tokens: the gates SIGNED_IN and the `identify` of app."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import current_app, request
from werkzeug.wrappers import Response

from eventapp.accounts import queries
from eventapp.extensions import db
from eventapp.web import access, clock
from eventapp.web.access import Admission, SignInNeeded, Viewer
from eventapp.web.security import cookie_name

USER_COOKIE = "who"
PARTICIPANT_COOKIE = "place"
ASKED_COOKIE = "asked"
"""Marks the browser in which a sign-in link was asked for."""


def identify() -> Viewer | None:
    """Return the signed-in user of this request."""
    value = request.cookies.get(_name(USER_COOKIE), "")
    if not value:
        return None
    found = queries.signed_in_user(db.session(), value, clock.now())
    if found is None:
        return None
    sign_in, user = found
    return Viewer(
        id=user.id,
        name=user.name,
        email=user.email,
        language=user.language,
        session_id=sign_in.id,
        strong=sign_in.strong_at is not None,
    )


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
        secure=current_app.config["EVENTAPP"].secure,
        samesite="Lax",
    )


def take_cookie(response: Response, name: str) -> None:
    """Remove a sign-in cookie."""
    response.delete_cookie(
        _name(name), httponly=True, secure=current_app.config["EVENTAPP"].secure, samesite="Lax"
    )


def cookie_value(name: str) -> str:
    """Return what the browser sent under that name."""
    return request.cookies.get(_name(name), "")


def _name(name: str) -> str:
    return cookie_name(name, secure=current_app.config["EVENTAPP"].secure)
