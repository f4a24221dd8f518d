"""Tokens of programs: shown once, kept as a hash, worth nothing when revoked."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.accounts import queries
from eventapp.accounts.models import ApiToken, TokenScope
from eventapp.accounts.services import tokens
from tests.factories.events import NOON, make_event

pytestmark = pytest.mark.on_sqlite


def test_a_token_is_not_kept_in_a_form_that_opens_something(session: Session) -> None:
    event = make_event(session)

    first, second = (
        tokens.add_token(session, event.id, TokenScope.READ, name="x", now=NOON) for _ in range(2)
    )
    session.flush()

    kept = session.scalars(select(ApiToken)).all()
    assert first != second
    assert all(first.encode() not in repr(vars(token)).encode() for token in kept)
    assert queries.api_token(session, first) is kept[0]
    assert queries.api_token(session, first[:-1]) is None
