"""Reading the directory: hosts by level, pages of what fits, and names several go by."""

import pytest
from sqlalchemy.orm import Session

from eventapp.people import queries
from eventapp.people.models import HostLevel, OrganisationKind
from eventapp.people.queries import DirectorySearch
from tests.factories.events import make_event
from tests.factories.people import make_host, make_organisation, make_person

pytestmark = pytest.mark.on_sqlite


def test_hosts_stand_by_level_then_in_the_organisers_order(session: Session) -> None:
    event = make_event(session)
    hosts_made = [
        ("Supporter", HostLevel.SUPPORTER, 0),
        ("Partner", HostLevel.PARTNER, 0), ("Second", HostLevel.COHOST, 2),
        ("First", HostLevel.COHOST, 1), ("Host", HostLevel.HOST, 9),
    ]  # fmt: skip
    for name, level, position in hosts_made:
        organisation = make_organisation(session, event, name)
        make_host(session, event, organisation, level=level, position=position)

    names = [host.organisation.name for host in queries.hosts(session, event)]

    assert names == ["Host", "First", "Second", "Partner", "Supporter"]


def test_a_page_behind_the_last_shows_the_last(session: Session) -> None:
    event = make_event(session)
    for number in range(5):
        make_organisation(session, event, f"Organisation {number}")

    organisations, total = queries.found_organisations(
        session, event, DirectorySearch(page=99, size=2)
    )

    assert ([organisation.name for organisation in organisations], total) == (["Organisation 4"], 5)


def test_what_is_typed_kind_and_country_all_narrow_the_list(session: Session) -> None:
    event = make_event(session)
    kind = OrganisationKind.OTHER
    make_organisation(session, event, "Alpha Netz", country="DE", kind=kind)
    make_organisation(session, event, "Beta Netz", country="FR", kind=kind)

    def names(**search: object) -> list[str]:
        rows, _total = queries.found_organisations(session, event, DirectorySearch(**search))  # type: ignore[arg-type]
        return [organisation.name for organisation in rows]

    assert names(typed="netz") == ["Alpha Netz", "Beta Netz"]
    assert names(typed="netz", country="FR") == ["Beta Netz"]
    assert names(typed="%") == []


def test_a_person_is_found_by_the_own_name_or_the_organisations(session: Session) -> None:
    event = make_event(session)
    organisation = make_organisation(session, event, "BioM", country="DE")
    make_person(session, event, organisation=organisation, given_name="Ada", family_name="Lee")
    make_person(session, event, given_name="Bob", family_name="Biomann", active=False)

    persons, total = queries.found_persons(session, event, DirectorySearch(typed="biom"))

    assert ([person.family_name for person in persons], total) == (["Lee", "Biomann"], 2)


def test_a_short_name_that_several_go_by_is_nobodys(session: Session) -> None:
    event = make_event(session)
    for name in ("Deutsches Amt", "Danish Agency"):
        make_organisation(session, event, name, short_name="DA")

    assert queries.organisation_named(session, event, "DA") is None
    assert queries.organisation_named(session, event, "danish agency") is not None
