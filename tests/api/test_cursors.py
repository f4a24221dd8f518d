"""Cursors lead on in the list they were given for, and do not tell what they hold."""

import base64

import pytest

from eventapp.api.cursors import BadCursor, seal, unseal

pytestmark = pytest.mark.each_kind

ABOUT = ("spring", "registrations", "state=confirmed")


def test_a_cursor_leads_back_to_its_row_and_none_to_the_beginning() -> None:
    assert unseal("secret", ABOUT, seal("secret", ABOUT, 4711)) == 4711
    assert unseal("secret", ABOUT, "") == 0


@pytest.mark.parametrize(
    ("secret", "about"),
    [("other", ABOUT), ("secret", ("autumn", *ABOUT[1:])), ("secret", ABOUT[:2])],
)
def test_a_cursor_of_another_list_is_refused(secret: str, about: tuple[str, ...]) -> None:
    with pytest.raises(BadCursor):
        unseal(secret, about, seal("secret", ABOUT, 4711))


@pytest.mark.parametrize("cursor", ["4711", "é", "=", "A" * 5000, "a b"])
def test_what_was_never_a_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(BadCursor):
        unseal("secret", ABOUT, cursor)


def test_a_cursor_does_not_show_the_number_it_holds() -> None:
    cursor = seal("secret", ABOUT, 4711)

    assert b"4711" not in base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
