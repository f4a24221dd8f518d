"""What is wrong with an address is said as it is."""

import pytest

from eventapp.accounts.addresses import checked
from eventapp.accounts.errors import BadAddress


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("ada.example.org", "There is no @"),
        ("ada@example.org@example.org", "more than one @"),
        ("ada lovelace@example.org", "There is a space"),
        ("ada@example,org", "comma or semicolon"),
        ("ada@example.org.", "ends with a dot"),
        ("jürgen@example.org", "Umlauts and accents are not possible before the @"),
        ("hélène@example.org", "Umlauts and accents are not possible before the @"),
        ("ada@example", "not a complete e-mail address"),
    ],
)
def test_a_wrong_address_is_told_what_is_wrong_with_it(typed: str, said: str) -> None:
    with pytest.raises(BadAddress) as refused:
        checked(typed)

    assert said in refused.value.sentence.msgid


def test_umlauts_after_the_at_sign_are_an_address() -> None:
    assert checked("ada@müller.de") == "ada@müller.de"
