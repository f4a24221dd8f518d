"""The gate DEVICE: an enrolled device, let in, not shut out, whose profile allows the act."""

from collections.abc import Mapping
from typing import Any

from flask import g, request
from werkzeug.wrappers import Response

from eventapp import clock
from eventapp.checkin import queries
from eventapp.checkin.errors import NotEnrolled, Pending, ProfileTooNarrow, Revoked
from eventapp.checkin.queries import Scanner
from eventapp.composition import settings
from eventapp.extensions import db
from eventapp.web.access import Admission

SHUT_OUT = "shut-out"
"""Named by a view that hears a device out which was shut out, and then refuses it."""


def _cookie() -> str:
    return "__Secure-door" if settings().secure else "door"


def known_scanner() -> Scanner | None:
    """Return the device of this request, whatever its standing."""
    value = request.cookies.get(_cookie(), "")
    return queries.scanner(db.session(), value) if value else None


def admit_device(admission: Admission, _arguments: Mapping[str, Any]) -> None:
    """Let a device pass whose profile the act allows."""
    scanner = known_scanner()
    if scanner is None or clock.now() >= scanner.device.valid_until:
        raise NotEnrolled
    if scanner.device.revoked_at is not None:
        g.shut_out = True
        if SHUT_OUT not in admission.needs:
            raise Revoked
    if scanner.device.let_in_at is None:
        raise Pending
    if admission.needs and scanner.device.profile.value not in admission.needs:
        raise ProfileTooNarrow
    g.scanner = scanner


def admit_again() -> None:
    """Read the device anew, after the transaction it came from was rolled back."""
    device = known_scanner()
    if device is None:
        raise NotEnrolled
    g.scanner = device


def was_shut_out() -> bool:
    """Say whether this request came from a device that an organiser shut out."""
    return bool(g.get("shut_out"))


def scanner() -> Scanner:
    """Return the device being answered."""
    return g.scanner  # type: ignore[no-any-return]


def take_cookie(response: Response) -> None:
    """Let the device forget its cookie."""
    response.delete_cookie(
        _cookie(),
        path="/door",
        httponly=True,
        secure=settings().secure,
        samesite="Strict",
    )


def give_cookie(response: Response, value: str, *, seconds: int) -> None:
    """Set the device's cookie: for the door's addresses alone, unreadable for scripts."""
    response.set_cookie(
        _cookie(),
        value,
        max_age=seconds,
        path="/door",
        httponly=True,
        secure=settings().secure,
        samesite="Strict",
    )
