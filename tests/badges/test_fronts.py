"""The front's words: a role before the category, beside or below it, and what was shortened."""

from dataclasses import replace

import pytest

from eventapp.badges.fronts import (
    ADDRESS_TOO_LONG,
    CATEGORY_TOO_LONG,
    ORGANISATION_TOO_LONG,
    front_of,
    shortened_texts,
    words_of,
)
from eventapp.events.models import BadgeBand
from tests.documents.test_typefaces import named

FACE = replace(named("Ada", "Müller"), category="Gäste", language="de", band=BadgeBand.GUEST)
SPEAKER = replace(FACE, band=BadgeBand.SPEAKER)


def test_a_band_that_says_a_role_has_its_word_and_the_category_beside_it() -> None:
    assert words_of(FACE) == ("Gäste", "")
    assert words_of(SPEAKER) == ("Mitwirkende", "Gäste")
    assert words_of(replace(SPEAKER, language="en")) == ("Contributor", "Gäste")


def test_a_category_too_long_to_stand_beside_the_role_stands_below() -> None:
    short, long = front_of(SPEAKER), front_of(replace(SPEAKER, category="Mitglieder " * 4))

    assert short.beside == "Gäste"
    assert (long.beside, len(long.role.lines)) == ("", 2)


def test_a_country_is_named_in_the_holders_language_and_none_is_left_out() -> None:
    assert front_of(replace(FACE, country="FR")).country.lines == ("Frankreich",)
    assert front_of(replace(FACE, country="FR", language="en")).country.lines == ("France",)
    assert "".join(front_of(replace(FACE, country="")).country.lines) == ""


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("title", ADDRESS_TOO_LONG),
        ("organisation", ORGANISATION_TOO_LONG),
        ("category", CATEGORY_TOO_LONG),
    ],
)
def test_each_text_that_lost_words_is_told(field: str, said: object) -> None:
    assert list(shortened_texts(FACE)) == []
    assert list(shortened_texts(replace(FACE, **{field: "Forschungsinstitute " * 40}))) == [said]  # type: ignore[arg-type]
