"""Refusals and their sentences, before anybody's language is known."""

import pytest

from eventapp.errors import Conflict, NotFound, Refusal, Sentence, refusal_of


def test_the_number_chooses_the_form_and_stands_in_it() -> None:
    sentence, many = (Sentence("%(num)s place", "%(num)s places", n, where="x") for n in (1, 0))

    assert str(sentence) == "1 place"
    assert str(many) == "0 places"
    assert many.values == {"num": 0, "where": "x"}


def test_a_sentence_without_values_may_hold_a_percent_sign() -> None:
    assert str(Sentence("100 % full")) == "100 % full"


def test_a_kept_sentence_says_what_it_said() -> None:
    said = Sentence("“%(typed)s” is not a day.", typed="Mo")

    assert str(Sentence.kept(said.msgid, said.values)) == str(said)


def test_a_refusal_is_returned_and_a_bug_is_not_caught() -> None:
    refusal = Conflict(Sentence("Full."), field="category")

    def refuse() -> None:
        raise refusal

    def break_down() -> None:
        raise KeyError("x")

    assert refusal_of(refuse) is refusal
    assert refusal_of(lambda: None) is None
    assert isinstance(refusal, Refusal)
    assert not isinstance(refusal, NotFound)
    with pytest.raises(KeyError):
        refusal_of(break_down)
