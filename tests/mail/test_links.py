"""Links in e-mails: they say whose they are, and nobody makes or bends one."""

import string

import pytest

from eventapp.mail.links import make_token, read_token

SECRET = "the secret of 2026"
SENT_BEFORE = "7Q2K9PRT.3.nVKy5LQTcWTD0cTAkEBJOA"
"""A token as it stands in an e-mail that was sent before tokens were signed by itsdangerous."""


def test_link_says_whose_it_is_and_which_generation() -> None:
    token = make_token(SECRET, "own-page", "7Q2K9PRT", 3)

    assert token.startswith("7Q2K9PRT.3.")
    assert read_token(SECRET, "own-page", token) == ("7Q2K9PRT", 3)


def test_link_of_an_email_sent_long_ago_goes_on_working() -> None:
    assert read_token(SECRET, "own-page", SENT_BEFORE) == ("7Q2K9PRT", 3)
    assert make_token(SECRET, "own-page", "7Q2K9PRT", 3) != SENT_BEFORE


@pytest.mark.parametrize(
    "token",
    [make_token(SECRET, "own-page", "7Q2K9PRT", 3), SENT_BEFORE],
    ids=["of today", "sent before"],
)
def test_link_that_was_bent_or_is_of_another_purpose_or_secret_opens_nothing(token: str) -> None:
    others = [token.replace(".3.", ".4."), token.replace("7Q", "8Q"), token[:-1], f"{token}A"]

    assert [other for other in others if read_token(SECRET, "own-page", other)] == []
    assert read_token(SECRET, "unsubscribe", token) is None
    assert read_token("another secret", "own-page", token) is None


def test_link_has_one_spelling() -> None:
    token = make_token(SECRET, "own-page", "7Q2K9PRT", 3)
    letters = string.ascii_letters + string.digits + "-_"
    others = [token[:-1] + letter for letter in letters if letter != token[-1]]

    assert [other for other in others if read_token(SECRET, "own-page", other)] == []


@pytest.mark.parametrize("text", ["", ".", "..", "a.b.c", "\ud800.1.é", "7Q2K9PRT.3", "x" * 999])
def test_other_texts_open_nothing(text: str) -> None:
    assert read_token(SECRET, "own-page", text) is None
