"""Tables of persons and organisations: new, changed, the same or refused, row by row."""

from collections.abc import Sequence

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.documents import tables
from eventapp.events.models import Event
from eventapp.journal.models import Entry
from eventapp.people import columns, queries
from eventapp.people.models import Organisation, Person, PublicBasis
from eventapp.people.services.importing import Outcome, Outlook, bring_in, outlook
from tests.factories.events import NOON, make_event
from tests.factories.people import make_organisation, make_person
from tests.factories.registrations import SOMEBODY


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event."""
    return make_event(session)


def load(session: Session, event: Event, kind: str, table: str | bytes) -> Outlook:
    """Bring a table in, with its columns as its heads say."""
    rows = tables.read(table.encode() if isinstance(table, str) else table)
    places = columns.known(kind, rows[0])
    made = bring_in(session, event, kind, rows[1:], places, by=SOMEBODY, now=NOON)
    session.commit()
    return made


def outcomes(made: Outlook) -> list[Outcome]:
    """Return what becomes of each row."""
    return [row.outcome for row in made.rows]


def reasons(made: Outlook) -> Sequence[str]:
    """Return why rows are refused."""
    return [str(row.why) for row in made.rows if row.why]


def test_empty_cells_take_nothing_away_and_a_second_import_changes_nothing(
    session: Session, event: Event
) -> None:
    make_person(
        session, event, given_name="Ada", family_name="Müller", phone="1", email="a@example.org"
    )
    table = (
        "Vorname;Nachname;E-Mail;Telefon;Firma\n"
        "Ada;Müller;A@example.org;;BioM\n"
        "Jean;Petit;jean@example.org;+33 1;BioM\n"
    )

    first, again = (load(session, event, "contributors", table) for _ in range(2))

    assert outcomes(first) == [Outcome.CHANGED, Outcome.NEW]
    assert first.rows[0].changed == {"organisation": ["", "BioM"]}
    assert outcomes(again) == [Outcome.SAME, Outcome.SAME]
    ada, jean = queries.persons(session, event)
    assert (ada.phone, ada.organisation, jean.organisation) == (
        "1",
        ada.organisation,
        ada.organisation,
    )
    assert jean.basis is PublicBasis.NONE
    assert session.scalar(select(func.count()).select_from(Organisation)) == 1


def test_a_name_beside_a_given_name_is_the_family_name(session: Session, event: Event) -> None:
    table = "Vorname;Name\nUlrike;Brüggemann-Oßwald\n"

    load(session, event, "contributors", table)

    person = session.scalars(select(Person)).one()
    assert (person.given_name, person.family_name) == ("Ulrike", "Brüggemann-Oßwald")
    assert load(session, event, "contributors", table).numbers == {"same": 1}


def test_each_refused_row_says_why_and_the_others_are_brought_in(
    session: Session, event: Event
) -> None:
    table = (
        "id,given_name,family_name,email,links,basis,basis_note,languages\n"
        ",Ada,,,,,,\n"
        ",Bob,Lee,bob,,,,\n"
        ",Cy,Lee,,http://example.org,,,\n"
        ",Di,Lee,,,organiser,,\n"
        ",Ed,Lee,,,rumour,,\n"
        ",Flo,Lee,,,,,it\n"
        "nosuch,Gus,Lee,,,,,\n"
        f",Hal,{'x' * 81},,,,,\n"
        ",Ida,Lee,,,,,fr\n"
        ",Ida,Lee,,,,,fr\n"
    )

    made = load(session, event, "contributors", table)

    assert [person.given_name for person in queries.persons(session, event)] == ["Ida"]
    assert len(reasons(made)) == 9
    assert reasons(made)[0] == "The family name is missing."
    assert reasons(made)[-1] == "It appears twice in the table."


def test_namesakes_are_told_apart_by_house_or_refused(session: Session, event: Event) -> None:
    for name in ("BioM", "Silicon Saxony"):
        organisation = make_organisation(session, event, name)
        make_person(session, event, given_name="Ada", family_name="Lee", organisation=organisation)

    head = "given_name,family_name,organisation,title\n"
    made = load(session, event, "contributors", f"{head}Ada,Lee,biom,Dr.\nAda,Lee,,Dr.\n")

    assert outcomes(made) == [Outcome.CHANGED, Outcome.REFUSED]
    assert session.scalars(select(Person.title).order_by(Person.id)).all() == ["Dr.", ""]


def test_an_organisation_is_known_by_any_of_its_names(session: Session, event: Event) -> None:
    organisation = make_organisation(
        session, event, "Direction générale des entreprises", other_names=["DGE"]
    )

    made = load(
        session,
        event,
        "organisations",
        "name,country,kind,field_fr,other_names\nDGE,FR,ministry,Industrie,Entreprises\n"
        "Pôle Optitec,Atlantis,pole,,\n",
    )

    assert outcomes(made) == [Outcome.CHANGED, Outcome.REFUSED]
    session.refresh(organisation)
    assert (organisation.name, organisation.country) == ("Direction générale des entreprises", "FR")
    assert organisation.other_names == ["DGE", "Entreprises"]
    assert queries.organisation_named(session, event, "entreprises") is organisation


def test_every_row_stands_in_the_journal_and_looking_writes_nothing(
    session: Session, event: Event
) -> None:
    rows = [["family_name"], ["Curie"]]
    before = session.scalar(select(func.count()).select_from(Entry))
    outlook(session, event, "contributors", rows[1:], {"family_name": 0})
    assert session.scalars(select(Person)).all() == []
    assert session.scalar(select(func.count()).select_from(Entry)) == before

    load(session, event, "contributors", "family_name\nCurie\n")

    deeds = session.scalars(select(Entry.action).order_by(Entry.id.desc()).limit(2)).all()
    assert {*deeds} == {"record-added", "directory-imported"}
