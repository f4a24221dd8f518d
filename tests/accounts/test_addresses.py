"""What is wrong with an address is said as it is."""

import re

import pytest

from eventapp.accounts.addresses import FAULTS, checked
from eventapp.accounts.errors import BadAddress


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("ada.example.org", "This address has no @"),
        ("ada@example.org@example.org", "more than one @"),
        ("ada lovelace@example.org", "contains a space"),
        ("ada@example,org", "a comma or a semicolon"),
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


@pytest.mark.parametrize("typed", ["ada@müller.de", "o'hara+x@a-b.example.org", "a@b.co", "1@x.de"])
def test_a_right_address_has_no_sign_of_a_fault(typed: str) -> None:
    assert checked(typed) == typed
    assert [sentence for sign, sentence in FAULTS if re.search(sign, typed)] == []
