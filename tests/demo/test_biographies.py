"""Invented people are described in every language, or in none but their own."""

from eventapp.demo.biographies import BIOGRAPHIES, FUNCTIONS, function_of
from eventapp.languages import LANGUAGES


def test_texts_are_there_in_every_language() -> None:
    assert all(texts.keys() == LANGUAGES.keys() for texts in (*BIOGRAPHIES, *FUNCTIONS))


def test_a_function_is_known_by_its_name_in_any_language() -> None:
    assert function_of("Responsable Europe")["de"] == "Europabeauftragte"
    assert function_of("Référente") == {}
