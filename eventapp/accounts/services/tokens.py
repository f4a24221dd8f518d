"""API tokens of an event, for programs."""

import secrets
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.accounts.errors import NoSuchToken
from eventapp.accounts.models import ApiToken, TokenScope
from eventapp.accounts.passwords import secret_hash
from eventapp.journal.services import Actor, Object, record


def revoke(session: Session, public_id: str, *, by: Actor, now: datetime) -> ApiToken:
    """End a token at once and return it; a second time changes nothing. Raises NoSuchToken."""
    statement = select(ApiToken).where(ApiToken.public_id == public_id)
    token = session.scalars(statement).one_or_none()
    if token is None:
        raise NoSuchToken
    if token.revoked_at is None:
        token.revoked_at = now
        record(session, "token-revoked", about(token), by=by, now=now)
    return token


def add_token(
    session: Session,
    event_id: int,
    scope: TokenScope,
    *,
    name: str,
    organisation_id: int | None = None,
    by: Actor | None = None,
    now: datetime,
) -> str:
    """Return a new API token's value: shown once, stored as a hash.

    `organisation_id` is the host whose part a token of scope `host` reads. Who makes it is written
    down; on the command line there is nobody to name.
    """
    value = "ea_" + secrets.token_urlsafe(32)
    token = ApiToken(
        event_id=event_id,
        name=name,
        scope=scope,
        token_hash=secret_hash(value),
        created_at=now,
        organisation_id=organisation_id,
    )
    session.add(token)
    if by is not None:
        session.flush()
        record(session, "token-made", about(token), by=by, now=now)
    return value


def about(token: ApiToken) -> Object:
    """Return a token as the journal knows it: the representatives of its host read of it."""
    return Object("token", token.id, token.name, token.event_id, token.organisation_id)
