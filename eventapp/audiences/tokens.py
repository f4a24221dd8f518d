"""The gate TOKEN: a program with a bearer token of one event."""

from collections.abc import Mapping
from typing import Any

from flask import g, request
from limits import parse_many

from eventapp.accounts import queries as accounts
from eventapp.accounts.models import ApiToken, TokenScope
from eventapp.errors import Forbidden, Sentence, Unidentified
from eventapp.events.errors import NoSuchEvent
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.journal.services import Actor
from eventapp.scope import Scope
from eventapp.web import limits
from eventapp.web.access import Admission

INCLUDES = {
    TokenScope.READ: {"read"},
    TokenScope.WRITE: {"read", "write"},
    TokenScope.CHECKIN: {"checkin"},
    TokenScope.HOST: {"host"},
}
"""What a token of each scope may do; numbers and scans of the doors are for `read`, too."""

MOST_CALLS = parse_many("6000 per minute")
"""Calls of one token: far more than any import needs, far fewer than a loop gone wild makes."""


class NoToken(Unidentified):
    """No token, an unknown one, or a revoked one."""

    def __init__(self) -> None:
        super().__init__(Sentence("A valid bearer token is required."))


class ScopeTooNarrow(Forbidden):
    """The token may not do this."""

    def __init__(self) -> None:
        super().__init__(Sentence("This token does not have permission to do that."))


def admit_token(admission: Admission, arguments: Mapping[str, Any]) -> None:
    """Let a token pass at its own event, if its scope includes the act."""
    kind, _space, value = request.headers.get("Authorization", "").partition(" ")
    token = accounts.api_token(db.session(), value) if kind.lower() == "bearer" else None
    if token is None:
        raise NoToken
    limits.count(MOST_CALLS, "token", str(token.id))
    event: Event | None = arguments.get("event")
    if event is not None and token.event_id != event.id:
        raise NoSuchEvent
    if not INCLUDES[token.scope].intersection(admission.needs):
        raise ScopeTooNarrow
    g.token = token


def scope_of(event: Event) -> Scope:
    """Return whose rows the token of this request reads: those of one host, or everybody's."""
    token: ApiToken = g.token
    if token.scope is not TokenScope.HOST:
        return Scope(event.id)
    own = () if token.organisation_id is None else (token.organisation_id,)
    return Scope(event.id, frozenset(own))


def actor() -> Actor:
    """Return the token of this request as the journal names it."""
    token: ApiToken = g.token
    return Actor("token", token.id, token.name)
