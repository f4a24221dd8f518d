"""Persons and organisations are found by parts of words, in any spelling people try."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from eventapp.people import queries
from eventapp.people.queries import DirectorySearch, Usage
from tests.factories.events import make_event
from tests.factories.people import make_host, make_organisation, make_person

NAMES = [
    ("Jürgen", "Müller", "mueller"),
    ("Jürgen", "Müller", "muller jür"),
    ("Anne", "d’Ormesson-Le Goff", "goff"),
    ("Anne", "d’Ormesson-Le Goff", "dormesson"),
    ("Γιώργος", "Παπαδόπουλος", "παπαδο"),
    ("Γιώργος", "Παπαδόπουλος", "ΓΙΩΡ"),
    ("Ольга", "Щербакова", "щерб оль"),
    ("Łukasz", "Żak", "lukasz zak"),
]


@pytest.mark.on_sqlite
@pytest.mark.parametrize(("given", "family", "typed"), NAMES)
def test_person_is_offered_by_words_that_begin_so(
    session: Session, given: str, family: str, typed: str
) -> None:
    event = make_event(session)
    person = make_person(session, event, given_name=given, family_name=family)
    make_person(session, event, given_name="Zoë", family_name="Quist")

    hits = queries.persons_hit(session, event, typed)

    assert [hit.public_id for hit in hits] == [person.public_id]


WITHIN = [
    ("Wolfgang", "Müller-Lüdenscheidt", "DENSCH"),
    ("Wolfgang", "Müller-Lüdenscheidt", "lüden"),
    ("François", "Châteaubriand", "teaubr"),
    ("François", "Châteaubriand", "TEAUB cois"),
    ("Ольга", "Щербакова", "erbak"),
    ("Ольга", "Щербакова", "ербак"),
]


@pytest.mark.parametrize(("given", "family", "typed"), WITHIN)
def test_a_person_is_found_by_what_stands_within_a_word(
    session: Session, given: str, family: str, typed: str
) -> None:
    event = make_event(session)
    person = make_person(session, event, given_name=given, family_name=family)
    make_person(session, event, given_name="Zoë", family_name="Quist")

    hits = queries.persons_hit(session, event, typed)
    rows, total = queries.found_persons(session, event, DirectorySearch(typed=typed))

    assert [hit.public_id for hit in hits] == [person.public_id]
    assert (list(rows), total) == ([person], 1)


def test_beginnings_of_words_come_before_what_stands_within_them(session: Session) -> None:
    event = make_event(session)
    house = make_organisation(session, event, "Land Berlin")
    make_organisation(session, event, "Auslandskammer")
    for family, organisation in (
        ("Ausland", None),
        ("Bender", house),
        ("Zacher-Lander", None),
    ):
        make_person(session, event, family_name=family, organisation=organisation)
    order = ["Zacher-Lander", "Bender", "Ausland"]

    hits = queries.persons_hit(session, event, "land")
    persons, _number = queries.found_persons(session, event, DirectorySearch(typed="LAND"))
    organisations = queries.organisations_hit(session, event, "land")

    assert [hit.name for hit in hits] == order
    assert [person.family_name for person in persons] == ["Bender", "Zacher-Lander", "Ausland"]
    assert [hit.name for hit in organisations] == ["Land Berlin", "Auslandskammer"]


def test_own_name_comes_before_that_of_the_house_and_strangers_never(session: Session) -> None:
    event, other = make_event(session), make_event(session, slug="other")
    organisation = make_organisation(session, event, "Adler Institut")
    works = make_person(session, event, family_name="Aalto", organisation=organisation)
    bears = make_person(session, event, family_name="Zadler", given_name="Adler")
    make_person(session, event, family_name="Adler", active=False)
    make_person(session, other, family_name="Adler")

    hits = queries.persons_hit(session, event, "adl")

    assert [hit.public_id for hit in hits] == [bears.public_id, works.public_id]
    assert hits[1].hint == "Adler Institut"


@pytest.mark.parametrize("typed", ["", "a", " a ", "%", "__", "\\"])
def test_too_little_or_signs_of_patterns_find_nobody(session: Session, typed: str) -> None:
    event = make_event(session)
    make_person(session, event, family_name="Adler")
    make_organisation(session, event, "Adler")

    assert queries.persons_hit(session, event, typed) == []
    assert [hit.name for hit in queries.organisations_hit(session, event, typed)] == []


def test_at_most_so_many_are_offered(session: Session) -> None:
    event = make_event(session)
    for number in range(12):
        make_person(session, event, family_name=f"Adler{number:02}")

    hits = queries.persons_hit(session, event, "adl")

    assert [hit.name for hit in hits] == [f"Adler{number:02}" for number in range(10)]


def test_organisation_is_found_by_its_name_in_any_language(session: Session) -> None:
    event = make_event(session)
    organisation = make_organisation(session, event, "BMWi", other_names=["Wirtschaftsministerium"])

    assert [hit.public_id for hit in queries.organisations_hit(session, event, "wirtsch")] == [
        organisation.public_id
    ]


def test_lists_show_what_is_used_unused_or_archived(session: Session) -> None:
    event = make_event(session)
    used = make_organisation(session, event, "Used")
    make_organisation(session, event, "Unused")
    make_organisation(session, event, "Former", active=False)
    make_host(session, event, used)
    everything = DirectorySearch()

    def names(search: DirectorySearch) -> list[str]:
        rows, total = queries.found_organisations(session, event, search)
        assert total == len(rows)
        return [organisation.name for organisation in rows]

    assert names(replace(everything, usage=Usage.USED)) == ["Used"]
    assert names(replace(everything, usage=Usage.UNUSED)) == ["Unused", "Former"]
    assert names(replace(everything, archived=True)) == ["Former"]
    assert names(replace(everything, archived=False)) == ["Unused", "Used"]
