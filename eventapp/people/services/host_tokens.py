"""Tokens with which a host's programs read its part: made by its team, ended by it or with it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.accounts.errors import NoSuchToken
from eventapp.accounts.models import ApiToken, TokenScope
from eventapp.accounts.services import tokens
from eventapp.events.revision import hold
from eventapp.journal.services import Actor
from eventapp.people.errors import TooManyTokens
from eventapp.people.models import Host

MOST = 10
"""Tokens of one host that work at a time: a program each, and room to change them."""


def tokens_of_host(session: Session, event_id: int, organisation_id: int) -> Sequence[ApiToken]:
    """Return the tokens that read a host's part and still work, oldest first."""
    statement = select(ApiToken).where(
        ApiToken.event_id == event_id,
        ApiToken.scope == TokenScope.HOST,
        ApiToken.organisation_id == organisation_id,
        ApiToken.revoked_at.is_(None),
    )
    return session.scalars(statement.order_by(ApiToken.id)).all()


def make_host_token(session: Session, host: Host, name: str, *, by: Actor, now: datetime) -> str:
    """Return a new token that reads a host's part and nothing else; raises TooManyTokens."""
    hold(session, host.event_id)
    if len(tokens_of_host(session, host.event_id, host.organisation_id)) >= MOST:
        raise TooManyTokens(MOST)
    return tokens.add_token(
        session,
        host.event_id,
        TokenScope.HOST,
        name=name,
        organisation_id=host.organisation_id,
        by=by,
        now=now,
    )


def end_host_token(
    session: Session, host: Host, public_id: str, *, by: Actor, now: datetime
) -> None:
    """End one of a host's tokens at once; raises NoSuchToken for everybody else's."""
    own = tokens_of_host(session, host.event_id, host.organisation_id)
    if public_id not in {token.public_id for token in own}:
        raise NoSuchToken
    tokens.revoke(session, public_id, by=by, now=now)


def end_tokens(
    session: Session, event_id: int, organisation_id: int, *, by: Actor, now: datetime
) -> None:
    """End every token of an organisation that is no longer a host of the event."""
    for token in tokens_of_host(session, event_id, organisation_id):
        tokens.revoke(session, token.public_id, by=by, now=now)
