"""Passwords and six-digit codes: short ones are refused, a code passes once, clocks may differ."""

import pyotp
import pytest

from eventapp.accounts import passwords
from eventapp.accounts.errors import WeakPassword

AT = 1_800_000_000.0


def test_a_short_password_is_refused_before_it_costs_anything() -> None:
    with pytest.raises(WeakPassword):
        passwords.hashed("x" * (passwords.SHORTEST - 1))


def test_a_password_fits_its_hash_alone_and_nothing_fits_a_missing_one() -> None:
    stored = passwords.hashed("correct horse staple")

    assert passwords.matches(stored, "correct horse staple")
    assert not passwords.matches(stored, "correct horse stable")
    assert not passwords.matches(None, "correct horse staple")
    assert not passwords.matches("no hash", "correct horse staple")


@pytest.mark.parametrize(("late", "passes"), [(0, True), (-30, True), (30, True), (60, False)])
def test_a_code_passes_one_step_early_or_late(late: int, *, passes: bool) -> None:
    secret = passwords.totp_secret_of("key", b"sign-in")
    code = pyotp.TOTP(secret).at(int(AT) + late)

    assert (passwords.totp_step(secret, f"{code[:3]} {code[3:]}", AT, 0) is not None) is passes


def test_a_code_passes_once() -> None:
    secret = passwords.totp_secret_of("key", b"sign-in")
    code = pyotp.TOTP(secret).at(int(AT))
    step = passwords.totp_step(secret, code, AT, 0)

    assert step is not None
    assert passwords.totp_step(secret, code, AT, step) is None


def test_one_sign_in_offers_one_secret_and_another_one_another() -> None:
    first_secret = passwords.totp_secret_of("key", b"first")

    assert first_secret == passwords.totp_secret_of("key", b"first")
    assert (
        len(
            {
                first_secret,
                passwords.totp_secret_of("key", b"second"),
                passwords.totp_secret_of("k", b"first"),
            }
        )
        == 3
    )
