"""People of a stored release as they may be shown now, worked out without a database."""

from copy import deepcopy
from typing import cast

import pytest

from eventapp.agenda.people_of_releases import with_merged, without_people, without_portraits
from eventapp.agenda.stored import StoredRelease

RELEASE = cast(
    "StoredRelease",
    {
        "rooms": [],
        "people": [
            {"id": "ada", "name": "Ada", "portrait": "p1", "portrait_alt": {"en": "Ada"}},
            {"id": "ada-again", "name": "A. Lovelace"},
            {"id": "bob", "name": "Bob", "portrait": "p2", "portrait_alt": {}},
        ],
        "sessions": [
            {
                "id": "s1",
                "parts": [
                    {"person": "ada", "part": "speaker"},
                    {"person": "ada-again", "part": "speaker"},
                    {"person": "bob", "part": "chair"},
                ],
            }
        ],
    },
)


def names(stored: StoredRelease) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the ids of the people and who does what in the only session."""
    (session,) = stored["sessions"]
    parts = [(part["person"], part["part"]) for part in session["parts"]]
    return [person["id"] for person in stored["people"]], parts


def test_who_may_not_be_public_is_gone_from_the_list_and_from_every_session() -> None:
    assert names(without_people(RELEASE, {"ada", "ada-again"})) == (["bob"], [("bob", "chair")])


def test_a_person_merged_into_another_stands_there_once_under_the_other_ones_name() -> None:
    merged = with_merged(RELEASE, {"ada-again": "ada"})

    assert names(merged) == (["ada", "bob"], [("ada", "speaker"), ("bob", "chair")])
    assert merged["people"][0]["name"] == "Ada"


def test_a_person_merged_into_somebody_the_release_does_not_know_keeps_the_name() -> None:
    merged = with_merged(RELEASE, {"bob": "robert"})

    assert merged["people"][2]["id"] == "robert"
    assert merged["people"][2]["name"] == "Bob"
    assert ("robert", "chair") in names(merged)[1]


def test_a_portrait_that_is_no_more_takes_its_words_along_and_leaves_the_person() -> None:
    ada, _again, bob = without_portraits(RELEASE, {"p1"})["people"]

    assert (ada["name"], ada["portrait"], ada["portrait_alt"]) == ("Ada", "", {})
    assert bob["portrait"] == "p2"


@pytest.mark.parametrize("gone", [[], ["nobody"]])
def test_a_release_nobody_left_is_handed_back_itself(gone: list[str]) -> None:
    assert without_people(RELEASE, gone) is RELEASE
    assert without_portraits(RELEASE, gone) is RELEASE
    assert with_merged(RELEASE, dict.fromkeys(gone, "ada")) is RELEASE


def test_the_stored_release_itself_is_never_changed() -> None:
    before = deepcopy(RELEASE)

    without_people(RELEASE, {"ada"})
    with_merged(RELEASE, {"ada-again": "ada"})
    without_portraits(RELEASE, {"p1"})

    assert before == RELEASE
