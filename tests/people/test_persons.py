"""People with a part: found by name, back when archived, namesakes of other organisations kept apart."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from eventapp.accounts.errors import BadAddress
from eventapp.journal.services import SYSTEM
from eventapp.people.services import PersonChange, add_person, change_person, person_called
from tests.factories.events import NOON, make_event
from tests.factories.people import make_organisation, make_person

pytestmark = pytest.mark.on_sqlite


def test_who_is_called_again_is_the_same_person_and_no_longer_archived(session: Session) -> None:
    event = make_event(session)
    ada = make_person(session, event, given_name="Ada", family_name="Müller", active=False)

    change = PersonChange(given_name="ada", family_name="MULLER")
    person = person_called(session, event, change, by=SYSTEM, now=NOON)

    assert person is ada
    assert person.active


def test_a_namesake_of_another_organisation_is_somebody_else(session: Session) -> None:
    event = make_event(session)
    organisation = make_organisation(session, event, "BioM")
    ada = make_person(
        session, event, organisation=organisation, given_name="Ada", family_name="Lee"
    )

    change = PersonChange(given_name="Ada", family_name="Lee", organisation="Silicon Saxony")
    other = person_called(session, event, change, by=SYSTEM, now=NOON)
    same = person_called(session, event, replace(change, organisation="biom"), by=SYSTEM, now=NOON)

    assert other is not ada
    assert same is ada


def test_an_address_that_is_none_is_refused(session: Session) -> None:
    event, change = make_event(session), PersonChange(family_name="Lee", email="ada at home")

    with pytest.raises(BadAddress):
        add_person(session, event, change, by=SYSTEM, now=NOON)


def test_a_change_that_changes_nothing_leaves_the_version_and_the_revision(
    session: Session,
) -> None:
    event = make_event(session)
    ada = make_person(session, event, given_name="Ada", family_name="Lee")
    session.refresh(event)
    stood = ada.version, event.revision

    change_person(session, ada, PersonChange.of(ada), by=SYSTEM, now=NOON)
    session.refresh(event)
    assert (ada.version, event.revision) == stood

    change = replace(PersonChange.of(ada), family_name="Love")
    change_person(session, ada, change, by=SYSTEM, now=NOON)
    session.refresh(event)
    assert event.revision > stood[1]
    assert ada.folded.startswith("love ada")
