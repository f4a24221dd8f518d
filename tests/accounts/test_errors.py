"""Refusals of signing in: each of its kind, and at the field where it is mended."""

import pytest

from eventapp.accounts import errors
from eventapp.errors import Conflict, Expired, Forbidden, Invalid, NotFound, Refusal


@pytest.mark.parametrize(
    ("refusal", "kind", "field", "said"),
    [
        (errors.BadAddress(), Invalid, "email", "name@example.org"),
        (errors.AccountBlocked(), Conflict, "email", "unblocked first"),
        (errors.WrongPassword(), Invalid, "password", "a link by e-mail works at any time"),
        (errors.WeakPassword(), Invalid, "password", "at least 12 characters"),
        (errors.TooManyAttempts(), Conflict, "code", "wait a while"),
        (errors.WrongCode(), Invalid, "code", "the one your app shows now"),
        (errors.LinkUsed(), Expired, None, "request a new one"),
        (errors.OtherBrowser(), Forbidden, None, "in the browser in which it was requested"),
        (errors.NoSuchLink(), NotFound, None, "copy the whole link"),
        (errors.PasskeyRefused(), Invalid, None, "Nothing was changed"),
        (errors.PasskeyKnown(), Conflict, None, "already saved"),
    ],
)
def test_a_refusal_stands_where_it_is_mended_and_says_what_to_do(
    refusal: Refusal, kind: type[Refusal], field: str | None, said: str
) -> None:
    assert isinstance(refusal, kind)
    assert refusal.field == field
    assert said in str(refusal.sentence)


def test_a_wrong_password_does_not_say_which_of_both_is_wrong() -> None:
    said = str(errors.WrongPassword().sentence)

    assert said.startswith("E-mail address and password do not match.")
    assert "unknown" not in said
