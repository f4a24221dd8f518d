"""What is one name of an organisation and what is not; who is found by which."""

import csv
from collections import Counter

import pytest
from sqlalchemy.orm import Session

from eventapp.journal.services import SYSTEM
from eventapp.paths import PACKAGE
from eventapp.people.errors import OrganisationAlready
from eventapp.people.queries import (
    DirectorySearch,
    found_organisations,
    organisation_named,
    organisations,
)
from eventapp.people.services import organisation_called
from eventapp.text_search import name_key, name_keys
from tests.factories.events import NOON, make_event
from tests.factories.people import make_organisation, rename_organisation

DGE = "Direction générale des entreprises, ministère de l’Économie"
FILES = ("clusters.csv", "poles.csv", "institutions.csv")


@pytest.mark.parametrize(
    "spellings",
    [
        ("Acme", "acme", "ACME ", " A.C.M.E."),
        ("Silicon Saxony e. V.", "silicon saxony e.v.", "Silicon Saxony eV", "Silicon Saxony"),
        ("Ökotec GmbH", "ÖKOTEC GMBH", "Oekotec GmbH", "O\u0308kotec  GmbH", "ökotec gmbh"),
        ("Groß & Söhne", "GROSS und Soehne", "Groß and Söhne", "Groß et Söhne", "Groß + Söhne"),
        (DGE, DGE.replace("’", "'"), DGE.upper(), DGE.replace("’", "´").replace("é", "e")),
        ("Chemie-Cluster Bayern", "Chemie–Cluster Bayern", "Chemie Cluster Bayern"),
        ("„BioM“ Biotech", '"BioM" Biotech', "« BioM » Biotech"),
        ("Œuvre de Łódź", "oeuvre de Lodz"),
        ("Союз «Наука»", "союз наука"),
    ],
)
def test_spellings_of_one_name_have_one_key(spellings: tuple[str, ...]) -> None:
    assert len({name_key(spelling) for spelling in spellings}) == 1
    assert name_key(spellings[0])


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Acme GmbH", "Acme AG"),
        ("Acme GmbH", "Acme"),
        ("Ökotec", "Okotec"),
        ("Bauer Media", "Baur Media"),
        ("Pôle Mer Bretagne", "Pôle Mer PACA"),
        ("Cluster 1", "Cluster 2"),
        ("マツダ", "マツタ"),
        ("Und", "Et"),
    ],
)
def test_other_words_are_other_names(name: str, other: str) -> None:
    assert name_key(name) != name_key(other)


@pytest.mark.parametrize(
    "typed", ["", "-", " – ", "n/a", "privat", "Freelance", "selbständig", "Étudiante"]
)
def test_who_names_no_organisation_is_nobodys_colleague(typed: str) -> None:
    assert name_key(typed) == ""


def names_of_files() -> list[str]:
    """Return the names of all organisations that come with the demo."""
    files = []
    for file in FILES:
        path = PACKAGE / "demo" / "data" / file
        with path.open(encoding="utf-8", newline="") as rows:
            files += [row["name"] for row in csv.DictReader(rows)]
    return files


@pytest.mark.on_sqlite
def test_no_two_known_organisations_become_one_and_each_is_found_by_its_names(
    session: Session,
) -> None:
    event, names = make_event(session), names_of_files()
    assert len(names) > 150
    made = {name: make_organisation(session, event, name) for name in names}
    shared = Counter(key for name in names for key in name_keys(name))

    for name, organisation in made.items():
        for typed in (name, name.upper(), name.replace("-", " "), name.replace("’", "'")):
            assert organisation_named(session, event, typed) is organisation
        outside, _, inside = name.removesuffix(")").partition(" (")
        for alias in (outside, inside):
            if shared[name_key(alias)] == 1:
                assert organisation_named(session, event, alias) is organisation


def test_other_names_lead_to_the_organisation_and_what_two_go_by_to_neither(
    session: Session,
) -> None:
    event = make_event(session)
    dge = make_organisation(
        session, event, DGE, short_name="Direction générale", other_names=("DGE", "D.G.E.I.S.")
    )
    north = make_organisation(session, event, "Cluster Optik (Nord)")
    make_organisation(session, event, "Cluster Optik (Süd)")

    for typed in ("dge", "direction generale", "DGEIS", "Sous-direction 3 (DGE)"):
        assert organisation_named(session, event, typed) is dge
    assert organisation_named(session, event, "Cluster Optik") is None
    assert organisation_named(session, event, "cluster optik (nord)") is north


def test_an_organisation_stands_in_the_directory_once_however_it_is_spelt(
    session: Session,
) -> None:
    event = make_event(session)
    first = make_organisation(session, event, "Ökotec GmbH")
    second = make_organisation(session, event, "Acme")

    with pytest.raises(OrganisationAlready):
        make_organisation(session, event, "ÖKOTEC GMBH")
    with pytest.raises(OrganisationAlready):
        rename_organisation(session, second, name="Oekotec GmbH", other_names=())

    assert organisation_called(session, event, "ökotec gmbh", by=SYSTEM, now=NOON) is first
    assert second.name == "Acme"
    assert make_organisation(session, make_event(session, slug="other"), name="Ökotec GmbH")


def test_a_renamed_organisation_is_found_by_its_new_names_alone(session: Session) -> None:
    event = make_event(session)
    organisation = make_organisation(session, event, "Pôle Nord", other_names=("PN",))

    rename_organisation(session, organisation, name="Pôle Sud", other_names=("PS",))

    assert organisation_named(session, event, "PS") is organisation
    assert organisation_named(session, event, "Pôle Nord") is None
    assert organisation_named(session, event, "PN") is None


@pytest.mark.parametrize(
    "typed", ["silicon saxony e.v.", "Saxony", "SILICON", "silicon-saxony", "SiSax", "Siliconsax"]
)
def test_the_search_finds_an_organisation_in_any_spelling(session: Session, typed: str) -> None:
    event = make_event(session)
    organisation = make_organisation(session, event, "Silicon Saxony e. V.", other_names=("SiSax",))
    make_organisation(session, event, "Chemie-Cluster Bayern")

    assert list(organisations(session, event, typed=typed)) == [organisation]
    assert found_organisations(session, event, DirectorySearch(typed)) == ([organisation], 1)
