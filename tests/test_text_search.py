"""Folding: spellings that people try find each other, and other names stay apart."""

import pytest

from eventapp.text_search import (
    escape_like,
    name_key,
    name_keys,
    search_words,
    searchable,
    without_controls,
)


@pytest.mark.parametrize(
    ("stored", "typed"),
    [("Müller", "mueller"), ("Müller", "MULLER"), ("Straße", "strasse"), ("Łódź", "lodz"),
     ("d’Ormesson-Le Goff", "dormesson"), ("d’Ormesson-Le Goff", "ormesson")],
)  # fmt: skip
def test_a_name_is_found_by_what_people_type(stored: str, typed: str) -> None:
    (word,) = search_words(typed)

    assert f" {word}" in searchable(stored)


def test_of_a_long_search_the_first_words_are_asked() -> None:
    assert search_words("a b c d", most=2) == ["a", "b"]


@pytest.mark.parametrize(
    ("spelling", "other"),
    [("Optik & Licht e. V.", "Optik und Licht eV"), ("Ökotec", "Oekotec"), ("L'Usine", "L’Usine")],
)
def test_two_spellings_are_one_organisation(spelling: str, other: str) -> None:
    assert name_key(spelling) == name_key(other) != ""


def test_another_word_makes_another_organisation_and_privat_makes_none() -> None:
    assert len({name_key("Acme GmbH"), name_key("Acme AG"), name_key("Acme")}) == 3
    assert name_key("Okotec") != name_key("Ökotec")
    assert {name_key(text) for text in ("privat", "Freelancer", "  ", "…")} == {""}


def test_an_abbreviation_in_brackets_is_a_name_and_a_place_is_not() -> None:
    assert name_keys("Ministerium für Wirtschaft (BMWi)")[1:] == [
        "ministeriumfuerwirtschaft",
        "bmwi",
    ]
    assert name_keys("Cap Digital (Paris)")[1:] == ["capdigital"]


def test_signs_that_no_file_may_hold_go_and_line_ends_stay() -> None:
    assert without_controls("a\x00b\x0bc\r\nd\te\x7f") == "abc\r\nd\te"


def test_a_pattern_takes_what_was_typed_by_its_letters() -> None:
    assert escape_like(r"100%_\a") == r"100\%\_\\a"
