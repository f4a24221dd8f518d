"""API tokens of an event, for programs."""

import secrets
from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.accounts.models import ApiToken, TokenScope
from eventapp.accounts.passwords import secret_hash


def add_token(
    session: Session, event_id: int, scope: TokenScope, *, name: str, now: datetime
) -> str:
    """Return a new API token's value: shown once, stored as a hash."""
    value = "ea_" + secrets.token_urlsafe(32)
    session.add(
        ApiToken(
            event_id=event_id,
            name=name,
            scope=scope,
            token_hash=secret_hash(value),
            created_at=now,
        )
    )
    return value
