"""Whoever registered under a name that the directory learns later belongs to it from then on.

A contributor's former address opens nothing.
"""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import ContributorState
from eventapp.events.models import Event
from eventapp.journal.services import SYSTEM
from eventapp.mail.models import Email
from eventapp.people.models import Organisation
from eventapp.people.services import HostChange, OrganisationChange, PersonChange
from eventapp.speakers.emails.contributors import SpeakingInvitation
from eventapp.speakers.models import Contributor, SpeakingLink
from eventapp.speakers.queries.visitors import by_link
from eventapp.speakers.services.posting import Addressee, post
from eventapp.workflows import directory
from tests.factories.events import NOON, make_event_with_category
from tests.factories.people import make_organisation
from tests.factories.registrations import make_registration
from tests.factories.speakers import make_contributor

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


def by_form(session: Session, contributor: Contributor) -> None:
    """Correct the address by hand."""
    person = contributor.person
    change = replace(PersonChange.of(person), email="right@example.org")
    directory.change_person(session, person, change, by=SYSTEM, now=NOON)


def by_table(session: Session, contributor: Contributor) -> None:
    """Correct the address by a table of the directory."""
    event, row = contributor.person.event, [contributor.person.public_id, "right@example.org"]
    places = {"id": 0, "email": 1}
    directory.bring_in(session, event, "contributors", [row], places, by=SYSTEM, now=NOON)


@pytest.mark.parametrize("correct", [by_form, by_table])
def test_the_link_that_went_to_a_mistyped_address_ends_and_what_waits_goes_to_the_right_one(
    session: Session, event: Event, correct: Callable[[Session, Contributor], None]
) -> None:
    """Its owner would answer, and consent to photographs, for somebody else."""
    invited = make_contributor(
        session, event, state=ContributorState.INVITED,
        email="typo@example.org", assistant_email="office@example.org", basis_note="asked",
    )  # fmt: skip
    post(session, invited, event, SpeakingInvitation, to=Addressee.BOTH, now=NOON)
    who = invited.person.public_id

    correct(session, invited)

    session.flush()
    assert by_link(session, event, SpeakingLink.SPEAKER, who, 1) is None
    assert by_link(session, event, SpeakingLink.SPEAKER, who, 2) is not None
    assert by_link(session, event, SpeakingLink.ASSISTANT, who, 1) is not None
    emails = session.scalars(select(Email).order_by(Email.to_address)).all()
    assert [(email.to_address, email.facts["generation"]) for email in emails] == [
        ("office@example.org", 1),
        ("right@example.org", 2),
    ]


def test_former_assistants_link_ends_and_an_address_spelt_anew_ends_none(
    session: Session, event: Event
) -> None:
    invited = make_contributor(
        session, event, email="ada@example.org", assistant_email="former@example.org"
    )
    person = invited.person
    change = replace(
        PersonChange.of(person), email="Ada@example.org", assistant_email="new@example.org"
    )

    directory.change_person(session, person, change, by=SYSTEM, now=NOON)

    assert (invited.link_generation, invited.consent_generation) == (2, 1)


def test_what_waits_for_an_address_that_was_removed_leads_nowhere(
    session: Session, event: Event
) -> None:
    invited = make_contributor(
        session, event, state=ContributorState.INVITED, email="typo@example.org"
    )
    post(session, invited, event, SpeakingInvitation, to=Addressee.SPEAKER, now=NOON)
    person = invited.person

    change = replace(PersonChange.of(person), email="")
    directory.change_person(session, person, change, by=SYSTEM, now=NOON)

    session.flush()
    (email,) = session.scalars(select(Email)).all()
    assert (email.facts["generation"], invited.consent_generation) == (1, 2)
