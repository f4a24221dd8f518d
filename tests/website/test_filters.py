"""Which sessions an address asks for; breaks are for everybody."""

import pytest
from werkzeug.datastructures import MultiDict

from eventapp.agenda.cast import cast_of
from eventapp.agenda.items import Part, Speaker
from eventapp.orm import Translated
from eventapp.website.filters import LONGEST_SEARCH, keeps, keeps_person
from tests.factories.items import a_place, an_item

TALK = an_item(
    1, room=a_place("aula", accessible=True), track=Translated.same("Bau"), languages=("de", "fr"),
    interpretation=("de-fr",), words=" warme aus muller",
)  # fmt: skip
PLAIN = an_item(2, languages=("en",))
PAUSE = an_item(3, kind="break")


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ([], "talk plain pause"),
        ([("l", "fr")], "talk pause"),
        ([("l", "fr"), ("l", "en")], "talk plain pause"),
        ([("i", "1")], "talk pause"),
        ([("a", "1")], "talk pause"),
        ([("q", "Wärme MÜLLER")], "talk"),
        ([("q", "Wärme Kälte")], ""),
        ([("track", "bau")], "talk"),
        ([("room", "aula")], "talk"),
        ([("kind", "break")], "pause"),
        ([("kind", "talk"), ("l", "en")], "plain"),
    ],
)
def test_what_is_asked_for_is_kept(asked: list[tuple[str, str]], kept: str) -> None:
    items = {"talk": TALK, "plain": PLAIN, "pause": PAUSE}

    names = [name for name, item in items.items() if keeps(MultiDict(asked), item)]

    assert " ".join(names) == kept


def test_an_endless_search_is_cut_and_answered() -> None:
    assert keeps(MultiDict([("q", " " * LONGEST_SEARCH + "nothing of it")]), TALK)


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ([], True),
        ([("q", "Müll")], True),
        ([("q", "Muller Okotec")], True),
        ([("q", "Meier")], False),
        ([("l", "fr")], True),
        ([("l", "de")], False),
        ([("organisation", "oekotec")], True),
        ([("organisation", "bpifrance")], False),
        ([("part", "moderator")], True),
        ([("part", "speaker"), ("q", "Müller")], False),
    ],
)
def test_people_are_kept_by_name_language_organisation_and_part(
    asked: list[tuple[str, str]], *, kept: bool
) -> None:
    person = Speaker("1", "Jo Müller", "", "Ökotec e. V.", Translated(), Translated())
    parts = (Part(person, "moderator", person.organisation, person.function),)
    (member,) = cast_of([person], lambda _person: (an_item(1, parts=parts),))

    assert keeps_person(MultiDict(asked), member, ("fr",)) is kept
