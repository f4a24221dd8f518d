"""Keys of what organisers name: of its words, free, and never empty."""

import pytest

from eventapp.events.keys import free_key
from eventapp.orm import Translated


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Members of clusters", "members-of-clusters"), ("Gäste", "gaste"), ("  !! ", "group"),
        ("x" * 40, "x" * 30), ("", "group"),
    ],
)  # fmt: skip
def test_a_key_is_made_of_the_words(words: str, key: str) -> None:
    assert free_key(Translated.same(words), [], otherwise="group") == key


def test_a_key_that_is_taken_gets_the_next_free_number() -> None:
    taken = ["guests", "guests-2"]

    assert free_key(Translated.same("Guests"), taken, otherwise="group") == "guests-3"


def test_the_english_words_go_first() -> None:
    assert free_key(Translated(de="Gäste", en="Guests"), [], otherwise="group") == "guests"
