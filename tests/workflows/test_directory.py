"""Whoever registered under a name that the directory learns later belongs to it from then on."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.journal.services import SYSTEM
from eventapp.people.models import Organisation
from eventapp.people.services import HostChange, OrganisationChange, PersonChange
from eventapp.workflows import directory
from tests.factories.events import NOON, make_event_with_category
from tests.factories.people import make_organisation
from tests.factories.registrations import make_registration

NAME = "Chemie-Cluster Bayern"


def add(session: Session, event: Event) -> None:
    """Add the organisation itself."""
    change = OrganisationChange(name=NAME)
    directory.add_organisation(session, event, change, by=SYSTEM, now=NOON)


def rename(session: Session, event: Event) -> None:
    """Give another organisation the name."""
    organisation = make_organisation(session, event, "Chemie")
    change = replace(OrganisationChange.of(organisation), name=NAME)
    directory.change_organisation(session, organisation, change, by=SYSTEM, now=NOON)


def add_speaker(session: Session, event: Event) -> None:
    """Add somebody who works there."""
    change = PersonChange(family_name="Lee", organisation=NAME)
    directory.add_person(session, event, change, by=SYSTEM, now=NOON)


def add_host(session: Session, event: Event) -> None:
    """Let it be a host."""
    directory.add_host(session, event, HostChange(organisation=NAME), by=SYSTEM, now=NOON)


@pytest.mark.parametrize("act", [add, rename, add_speaker, add_host])
def test_who_registered_under_a_name_that_is_new_is_recognised(
    session: Session, act: Callable[[Session, Event], None]
) -> None:
    event, category = make_event_with_category(session)
    place = make_registration(session, event, category, organisation=NAME)
    other = make_registration(session, event, category, "Lee", organisation="Elsewhere")

    act(session, event)

    (organisation,) = session.scalars(select(Organisation.id).where(Organisation.name == NAME))
    assert (place.organisation_id, other.organisation_id) == (organisation, None)
