"""Finding accounts: blocked ones sign nobody in, and a cookie is worth what its sign-in is."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from eventapp.accounts import queries
from eventapp.accounts.models import TokenScope
from eventapp.accounts.services import tokens, users
from tests.factories.accounts import make_member
from tests.factories.events import NOON, make_event

pytestmark = pytest.mark.on_sqlite


def test_a_blocked_account_is_found_but_signs_nobody_in(session: Session) -> None:
    user = make_member(session, make_event(session))
    value = users.sign_in(session, user, browser="x", strong=False, now=NOON)
    assert queries.signed_in_user(session, value, NOON) is not None

    user.disabled_at = NOON
    session.flush()

    assert queries.user_by_email(session, " ORGANISER@example.org ") is None
    assert queries.account_of(session, "organiser@example.org") is user
    assert queries.signed_in_user(session, value, NOON) is None


def test_a_sign_in_without_the_second_factor_is_worth_nothing_once_it_is_on(
    session: Session,
) -> None:
    user = make_member(session, make_event(session))
    weak = users.sign_in(session, user, browser="x", strong=False, now=NOON)
    strong = users.sign_in(session, user, browser="y", strong=True, now=NOON)
    user.totp_secret = "S" * 32
    session.flush()

    assert queries.signed_in_user(session, weak, NOON) is None
    assert queries.signed_in_user(session, strong, NOON) is not None
    assert queries.signed_in_user(session, strong, NOON + timedelta(days=4000)) is None


def test_who_never_signed_in_is_told_apart(session: Session) -> None:
    event = make_event(session)
    ada = make_member(session, event)
    bob = users.add_user(session, "bob@example.org", name="Bob", language="de", now=NOON)
    users.sign_in(session, ada, browser="x", strong=False, now=NOON)

    assert queries.never_signed_in(session, [ada.id, bob.id]) == {bob.id}


def test_a_revoked_token_opens_nothing_and_is_not_listed(session: Session) -> None:
    event = make_event(session)
    value = tokens.add_token(session, event.id, TokenScope.READ, name="x", now=NOON)
    token = queries.api_token(session, value)
    assert token is not None
    assert list(queries.tokens_of(session, event.id)) == [token]

    token.revoked_at = NOON
    session.flush()

    assert queries.api_token(session, value) is None
    assert queries.tokens_of(session, event.id) == []
