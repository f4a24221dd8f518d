"""Addresses that a record shows: cleaned, secure, without anybody's password."""

import pytest

from eventapp.people.links import cleaned, is_link


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (" example.org/ada ", "https://example.org/ada"),
        ("https://example.org/a\u202eb", "https://example.org/ab"),
        ("", ""),
    ],
)
def test_what_is_typed_becomes_a_secure_address(typed: str, address: str) -> None:
    assert cleaned(typed) == address


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org",
        "javascript://example.org/%0aalert(1)",
        "data:text/html,x",
        "https://user:secret@example.org/",
        "https://bank.example@evil.example/",
        f"https://example.org/{'x' * 300}",
        "https://",
    ],
)
def test_what_is_not_secure_or_hides_something_is_no_link(address: str) -> None:
    assert not is_link(address)


def test_a_plain_page_is_a_link() -> None:
    assert is_link("https://example.org/ada?lang=fr#talks")
