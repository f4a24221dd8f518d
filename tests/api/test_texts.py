"""Texts that programs send: what is left out stays, what is empty goes, one language is needed."""

import pytest

from eventapp.api.texts import name_in, needed, written
from eventapp.errors import Invalid
from eventapp.orm import Translated

HELD = Translated(de="Saal", fr="Salle")


def test_languages_left_out_stay_and_empty_ones_go() -> None:
    assert written(HELD, {"fr": " Aula "}, str.strip) == Translated(de="Saal", fr="Aula")
    assert written(HELD, {"fr": ""}, str.strip) == Translated(de="Saal")
    assert written(HELD, None, str.strip) == HELD


def test_a_text_in_no_language_is_refused_at_its_field() -> None:
    with pytest.raises(Invalid) as refused:
        needed(Translated(), "name")
    assert refused.value.field == "name"
    assert needed(HELD, "name") is HELD


def test_a_name_cannot_be_emptied() -> None:
    assert name_in({}, "family_name", "Lee") == "Lee"
    assert name_in({"family_name": " Love "}, "family_name", "Lee") == "Love"
    for sent in ({"family_name": "  "}, {}):
        with pytest.raises(Invalid):
            name_in(sent, "family_name")
