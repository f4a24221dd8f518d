"""A row of a table as somebody to invite: names in one column or two, languages as typed."""

import pytest

from eventapp.registration.guest_tables import guest_of


@pytest.mark.parametrize(
    ("cells", "given", "family"),
    [
        ({"given_name": "Ada", "family_name": "Marty"}, "Ada", "Marty"),
        ({"name": "Anne Marie Marty"}, "Anne Marie", "Marty"),
        ({"given_name": "Ada", "name": "de la Tour"}, "Ada", "de la Tour"),
        ({}, "", ""),
    ],
)
def test_names_are_read_from_one_column_or_two(
    cells: dict[str, str], given: str, family: str
) -> None:
    guest = guest_of({"email": "a@x.example", **cells}, language="de")

    assert (guest.given_name, guest.family_name) == (given, family)


@pytest.mark.parametrize(
    ("typed", "language"),
    [("fr", "fr"), ("Français", "fr"), ("FR-fr", "fr"), ("Französisch", "fr"), ("German", "de"),
     ("English", "en"), ("Klingon", "de"), ("", "de")],
)  # fmt: skip
def test_a_language_is_known_as_people_write_it(typed: str, language: str) -> None:
    cells = {"email": "a@x.example", "language": typed}

    assert guest_of(cells, language="de").language == language
