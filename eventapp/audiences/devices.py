"""The gate DEVICE: an enrolled phone, let in, not shut out, whose profile allows the act."""

from collections.abc import Mapping
from typing import Any

from flask import g, request
from werkzeug.wrappers import Response

from eventapp import clock
from eventapp.checkin import queries
from eventapp.checkin.errors import NotEnrolled, Pending, ProfileTooNarrow, Revoked
from eventapp.checkin.queries import Phone
from eventapp.composition import settings
from eventapp.extensions import db
from eventapp.web.access import Admission


def _cookie() -> str:
    return "__Secure-door" if settings().secure else "door"


def known_phone() -> Phone | None:
    """Return the phone of this request, whatever its standing."""
    value = request.cookies.get(_cookie(), "")
    return queries.phone(db.session(), value) if value else None


def admit_device(admission: Admission, _arguments: Mapping[str, Any]) -> None:
    """Let a phone pass whose profile the act allows."""
    phone = known_phone()
    if phone is None or clock.now() >= phone.device.valid_until:
        raise NotEnrolled
    if phone.device.revoked_at is not None:
        g.shut_out = True
        raise Revoked
    if phone.device.let_in_at is None:
        raise Pending
    if admission.needs and phone.device.profile.value not in admission.needs:
        raise ProfileTooNarrow
    g.phone = phone


def admit_again() -> None:
    """Read the phone anew, after the transaction it came from was rolled back."""
    device = known_phone()
    if device is None:
        raise NotEnrolled
    g.phone = device


def was_shut_out() -> bool:
    """Say whether this request came from a phone that an organiser shut out."""
    return bool(g.get("shut_out"))


def phone() -> Phone:
    """Return the phone being answered."""
    return g.phone  # type: ignore[no-any-return]


def take_cookie(response: Response) -> None:
    """Let the phone forget its cookie."""
    response.delete_cookie(
        _cookie(),
        path="/door",
        httponly=True,
        secure=settings().secure,
        samesite="Strict",
    )


def give_cookie(response: Response, value: str, *, seconds: int) -> None:
    """Set the phone's cookie: for the door's addresses alone, unreadable for scripts."""
    response.set_cookie(
        _cookie(),
        value,
        max_age=seconds,
        path="/door",
        httponly=True,
        secure=settings().secure,
        samesite="Strict",
    )
