"""Names of uploaded files: safe to offer, and still recognised."""

import pytest

from eventapp.media.names import cleaned


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("Le Goff, Geneviève.jpeg", "Le Goff, Geneviève.jpg"),
        ("../../x", "x.jpg"),
        ("C:\\photos\\ada.png", "ada.jpg"),
        ("a\r\nSet-Cookie: x", "a Set-Cookie x.jpg"),
        ("CON", "portrait.jpg"),
        ("com1.tar.gz", "portrait.jpg"),
        ("..", "portrait.jpg"),
        ("", "portrait.jpg"),
        ("\u202egpj.exe", "gpj.jpg"),
        ('<"|?*>', "portrait.jpg"),
        ("n" * 300 + ".jpg", "n" * 80 + ".jpg"),
        ("\ud800ada.jpg", "ada.jpg"),
    ],
)
def test_name_is_cleaned_and_ends_as_its_content_is(given: str, name: str) -> None:
    assert cleaned(given, ending="jpg", otherwise="portrait") == name
