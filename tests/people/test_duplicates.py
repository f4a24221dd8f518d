"""Which records of the directory are probably the same."""

from sqlalchemy.orm import Session

from eventapp.people import queries as people
from tests.factories.events import make_event
from tests.factories.people import make_organisation, make_person


def test_duplicates_are_suggested_by_name_address_and_alias(session: Session) -> None:
    event = make_event(session)
    older = make_person(session, event, given_name="Jürgen", family_name="Müller")
    newer = make_person(session, event, given_name="Muller", family_name="Jurgen")
    other = make_person(session, event, family_name="Le Goff", email="A@example.org")
    same = make_person(session, event, family_name="Legoff", email="a@example.org")
    make_person(session, event, family_name="Curie")
    organisation = make_organisation(session, event, "BioM", other_names=["Munich Biotech"])
    alias = make_organisation(session, event, "Cluster M", other_names=["munich-biotech"])

    assert people.duplicate_persons(session, event) == [(older, newer), (other, same)]
    assert people.duplicate_organisations(session, event) == [(organisation, alias)]
