"""Organisations called by name: made where missing, once, and many of them at once."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.journal.services import SYSTEM
from eventapp.people.errors import OrganisationAlready
from eventapp.people.models import Organisation
from eventapp.people.services import organisation_called
from eventapp.people.services.organisations import organisations_called
from tests.factories.events import NOON, make_event
from tests.factories.people import make_organisation, rename_organisation

pytestmark = pytest.mark.on_sqlite


def test_no_name_is_no_organisation(session: Session) -> None:
    assert organisation_called(session, make_event(session), "", by=SYSTEM, now=NOON) is None


def test_a_name_that_is_missing_is_added_once(session: Session) -> None:
    event = make_event(session)

    first = organisation_called(session, event, "BioM", by=SYSTEM, now=NOON)
    again = organisation_called(session, event, " biom ", by=SYSTEM, now=NOON)

    assert first is again is not None


def test_many_are_added_at_once_and_spellings_of_one_stay_one(session: Session) -> None:
    event = make_event(session)
    known = make_organisation(session, event, "BioM")
    names = ["BIOM", "Silicon Saxony", "silicon saxony e.V.", "Ökotec"]

    numbers = organisations_called(session, event, names, by=SYSTEM, now=NOON)

    assert numbers["BIOM"] == known.id
    assert numbers["Silicon Saxony"] == numbers["silicon saxony e.V."]
    assert session.scalar(select(func.count(Organisation.id))) == 3


def test_a_name_that_another_has_is_refused_to_the_one_renamed(session: Session) -> None:
    event = make_event(session)
    make_organisation(session, event, "BioM")
    other = make_organisation(session, event, "Silicon Saxony")

    with pytest.raises(OrganisationAlready, match="BIOM"):
        rename_organisation(session, other, name="BIOM")
    assert other.name == "Silicon Saxony"
