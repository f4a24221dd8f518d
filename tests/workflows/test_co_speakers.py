"""Whom a contributor proposes beside them is a draft: known people stay as they are."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession, ContributorState, SessionRole
from eventapp.events.models import Event
from eventapp.people.models import Person, PublicBasis
from eventapp.speakers.errors import TooManyProposals
from eventapp.workflows.co_speakers import MOST_OPEN, ProposedPerson, propose_co_speaker
from tests.factories.agenda import make_session
from tests.factories.events import NOON
from tests.factories.people import make_person
from tests.factories.registrations import SOMEBODY

pytestmark = pytest.mark.on_sqlite


def propose(session: Session, event: Event, item: AgendaSession, email: str) -> None:
    """Propose Bo Lee by an address."""
    proposed = ProposedPerson("Bo", "Lee", "BioM", email)
    propose_co_speaker(session, event, item, proposed, by=SOMEBODY, now=NOON)


def test_somebody_new_is_a_draft_of_whom_nothing_is_public(session: Session, event: Event) -> None:
    item = make_session(session, event, "Clusters")

    propose(session, event, item, "bo@example.org")

    person = session.scalars(select(Person)).one()
    (role,) = session.scalars(select(SessionRole).where(SessionRole.session_id == item.id))
    assert (person.full_name, person.basis) == ("Bo Lee", PublicBasis.NONE)
    assert (role.person_id, role.state) == (person.id, ContributorState.DRAFT)


def test_known_people_stay_as_they_are_and_nobody_has_two_parts(
    session: Session, event: Event
) -> None:
    item = make_session(session, event, "Clusters")
    ada = make_person(session, event, family_name="Lovelace", email="ada@example.org")
    session.flush()

    for _turn in range(2):
        propose(session, event, item, "Ada@example.org")

    roles = session.scalars(select(SessionRole).where(SessionRole.session_id == item.id)).all()
    assert [role.person_id for role in roles] == [ada.id]
    assert ada.family_name == "Lovelace"


def test_only_so_many_wait_for_the_organisers(session: Session, event: Event) -> None:
    item = make_session(session, event, "Clusters")
    for number in range(MOST_OPEN):
        propose(session, event, item, f"bo{number}@example.org")

    with pytest.raises(TooManyProposals):
        propose(session, event, item, "more@example.org")
