"""Refusals at the doors: each has a code of its own that the scanner's script knows."""

from eventapp.checkin import errors
from eventapp.errors import Refusal
from eventapp.paths import PACKAGE

REFUSALS = [
    one
    for one in vars(errors).values()
    if isinstance(one, type) and issubclass(one, Refusal) and one.__module__ == errors.__name__
]


def test_no_two_refusals_have_one_code() -> None:
    codes = [one.code for one in REFUSALS]  # type: ignore[attr-defined]

    assert len(codes) >= 7
    assert len(set(codes)) == len(codes)


def test_the_scanner_acts_upon_a_device_that_is_blocked_or_not_let_in_yet() -> None:
    scripts = (PACKAGE / "static" / "js" / "door").glob("*.js")
    text = "".join(path.read_text(encoding="utf-8") for path in scripts)

    for code in (errors.Revoked.code, errors.Pending.code):
        assert f'"{code}"' in text
