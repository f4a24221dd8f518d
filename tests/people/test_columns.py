"""Tables of the directory: heads are known in three languages, and an empty cell takes nothing."""

import pytest

from eventapp.errors import Invalid
from eventapp.orm import Translated
from eventapp.people import columns
from eventapp.people.models import OrganisationKind, PublicBasis
from eventapp.people.services import OrganisationChange, PersonChange


@pytest.mark.parametrize(
    "heads",
    [
        ["First name", "Surname", "E-mail address"],
        ["Vorname", "Nachname", "E-Mail"],
        ["Prénom", "Nom de famille", "Courriel"],
        ["PRÉNOM", "Nom", "courriel"],
    ],
)
def test_heads_are_known_in_three_languages(heads: list[str]) -> None:
    places = columns.known("contributors", heads)

    assert [*places] == ["given_name", "family_name", "email"]
    assert [*places.values()] == [0, 1, 2]


def test_heads_nobody_knows_are_left_alone_and_none_is_read_twice() -> None:
    places = columns.known("organisations", ["Shoe size", "Name", "Nom", "Land"])

    assert places == {"name": 1, "country": 3}


def test_what_a_row_leaves_empty_or_out_stays_as_it_is_held() -> None:
    held = PersonChange(
        given_name="Ada",
        family_name="Byron",
        function=Translated(de="Leiterin", fr="Directrice"),
        phone="1",
    )
    row = columns.cells_of(
        [" Lovelace ", "  ", "Head"], {"family_name": 0, "phone": 1, "function_de": 2, "title": 3}
    )

    change = columns.person_of(held, row)

    assert row == {"family_name": "Lovelace", "function_de": "Head"}
    assert (change.given_name, change.family_name, change.phone) == ("Ada", "Lovelace", "1")
    assert change.function.as_dict() == {"de": "Head", "fr": "Directrice"}


def test_a_whole_name_is_parted_before_its_last_word() -> None:
    change = columns.person_of(PersonChange(), {"name": "Karl  von Heide"})

    assert (change.given_name, change.family_name) == ("Karl von", "Heide")


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"given_name": "Ada"}, "family name is missing"),
        ({"family_name": "x" * 5000}, "at most"),
        ({"family_name": "Lee", "languages": "de, xx"}, "is not known here"),
        ({"family_name": "Lee", "links": "javascript:alert(1)"}, "web address"),
        ({"family_name": "Lee", "email": "nobody"}, "@"),
        ({"family_name": "Lee", "basis": PublicBasis.ORGANISER.value}, "why the organisers"),
    ],
)
def test_a_cell_that_cannot_be_is_refused_in_words(cells: dict[str, str], said: str) -> None:
    with pytest.raises(Invalid) as refused:
        columns.person_of(PersonChange(), cells)

    assert said in str(refused.value.sentence)


def test_an_organisation_loses_none_of_the_names_people_registered_under() -> None:
    held = OrganisationChange(name="BioM", other_names=["Bio M"])

    cells = {"other_names": "BIOM GmbH; Bio M", "country": "de", "kind": "Cluster"}
    change = columns.organisation_of(held, cells)

    assert change.other_names == ["Bio M", "BIOM GmbH"]
    assert (change.country, change.kind) == ("DE", OrganisationKind.CLUSTER)


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("website", "javascript:alert(1)"),
        ("website", "http://no where"),
        ("other_names", "x" * 201),
        ("other_names", ";".join(map(str, range(21)))),
        ("name_fr", "x" * 201),
    ],
)
def test_a_table_takes_no_more_of_an_organisation_than_a_form(column: str, cell: str) -> None:
    with pytest.raises(Invalid):
        columns.organisation_of(OrganisationChange(), {"name": "BioM", column: cell})


def test_a_website_needs_no_scheme_and_a_long_biography_is_refused() -> None:
    made = columns.organisation_of(OrganisationChange(), {"name": "B", "website": "biom.example"})

    assert made.website == "https://biom.example"
    with pytest.raises(Invalid):
        columns.person_of(PersonChange(), {"family_name": "B", "biography_en": "x" * 5001})


@pytest.mark.parametrize("cell", ["EU", "european union"])
def test_an_institution_of_the_union_has_no_country_and_is_taken(cell: str) -> None:
    assert columns.READ["country"](cell) == "EU"
