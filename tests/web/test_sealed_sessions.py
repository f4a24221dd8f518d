"""The session's cookie: nobody reads it on the way, and what was not sealed here opens nothing."""

import pytest
from itsdangerous import BadSignature

from eventapp.web.sealed_sessions import Seal

CONTENT = {"email": "ada@example.org", "kept": ["x"], "_fresh": True}


def test_what_was_sealed_comes_back_and_is_not_read_on_the_way() -> None:
    value = Seal("secret").dumps(CONTENT)

    assert Seal("secret").loads(value, 60) == CONTENT
    assert "ada" not in value


@pytest.mark.parametrize("value", ["", "x", "é", "eyJhIjoxfQ.ZZ.x"])
def test_what_was_not_sealed_is_refused(value: str) -> None:
    with pytest.raises(BadSignature):
        Seal("secret").loads(value, 60)


def test_another_key_and_a_changed_sign_open_nothing() -> None:
    value = Seal("secret").dumps(CONTENT)
    changed = value[:40] + ("A" if value[40] != "A" else "B") + value[41:]

    for seal, cookie in ((Seal("other"), value), (Seal("secret"), changed)):
        with pytest.raises(BadSignature):
            seal.loads(cookie, 60)


def test_a_cookie_of_long_ago_opens_nothing() -> None:
    seal = Seal("secret")
    old = seal.fernet.encrypt_at_time(b"{}", 1_000_000).decode()

    with pytest.raises(BadSignature):
        seal.loads(old, 60)
