"""Writes of programs: a repeated send answers as the first did, a change names its version."""

from collections.abc import Callable

from flask import Response, g, request

from eventapp import clock
from eventapp.errors import Invalid, PreconditionFailed, PreconditionMissing, Sentence
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.idempotency import services

LONGEST_KEY = 200
"""Characters of an Idempotency-Key: far longer than any UUID."""


def once(event: Event, act: Callable[[], Response]) -> Response:
    """Act, keep the answer under the request's Idempotency-Key, and commit both together."""
    send = _begin(event)
    if send is not None and send.repeated:
        return _again(send)
    response = act()
    if send is not None:
        body = response.get_data(as_text=True)
        send.answer(response.status_code, body, response.headers.get("ETag", ""))
    db.session().commit()
    return response


def _begin(event: Event) -> services.Send | None:
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        return None
    if len(key) > LONGEST_KEY:
        raise Invalid(Sentence("The Idempotency-Key is too long."))
    sender = f"token {g.token.id} {event.id} {request.method} {request.path}"
    return services.begin(db.session(), sender, key, request.get_data(), now=clock.now())


def _again(send: services.Send) -> Response:
    response = Response(send.row.body, send.row.status, content_type="application/json")
    if send.row.headers:
        response.headers["ETag"] = send.row.headers
    db.session().rollback()
    return response


def match(version: int) -> None:
    """Refuse a change that names no version (428), or another than the one that stands (412)."""
    if not request.if_match:
        raise PreconditionMissing(Sentence("Send If-Match with the ETag you have read."))
    named = request.if_match
    read = {tag.partition(":")[0] for tag in named.as_set()}  # `3:zstd` was read compressed
    if not named.star_tag and str(version) not in read:
        raise PreconditionFailed(
            Sentence("It has been changed in the meantime. Please read it again.")
        )
