"""Refusals at the doors: each has a code of its own that the scanner's script knows."""

from eventapp.checkin import errors
from eventapp.errors import Refusal
from eventapp.paths import PACKAGE

REFUSALS = [
    variable
    for variable in vars(errors).values()
    if isinstance(variable, type)
    and issubclass(variable, Refusal)
    and variable.__module__ == errors.__name__
]


def test_no_two_refusals_have_one_code() -> None:
    codes = [refusal.code for refusal in REFUSALS]  # type: ignore[attr-defined]

    assert len(codes) >= 7
    assert len(set(codes)) == len(codes)


def test_the_scanner_acts_upon_a_device_that_is_blocked_or_not_let_in_yet() -> None:
    scripts = (PACKAGE / "static" / "js" / "door").glob("*.js")
    text = "".join(path.read_text(encoding="utf-8") for path in scripts)

    for code in (errors.Revoked.code, errors.Pending.code):
        assert f'"{code}"' in text
