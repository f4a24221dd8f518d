"""An accepted proposal becomes a session of the draft, with its people and its files."""

from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.agenda import queries as agenda
from eventapp.agenda.models import AgendaSession, ContributorState, SessionKind
from eventapp.events.models import Event
from eventapp.media.models import StoredFile
from eventapp.media.purposes import FilePurpose
from eventapp.people.models import Person, PublicBasis
from eventapp.speakers.models import Contributor, Material, Proposal, ProposalFile, ProposalState
from eventapp.speakers.models.materials import Visibility
from eventapp.speakers.services.deciding import decide, send_decisions
from eventapp.speakers.services.proposal_retention import delete_proposals
from eventapp.speakers.services.proposals import CoAuthor
from tests.factories.events import NOON, make_event
from tests.factories.people import make_person
from tests.factories.pictures import make_file
from tests.factories.proposals import make_call, make_proposal
from tests.factories.registrations import SOMEBODY


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event whose call is open."""
    event = make_event(session)
    make_call(session, event)
    return event


def accept(session: Session, proposal: Proposal) -> None:
    """Accept a proposal and write to its author."""
    decide(session, [proposal], ProposalState.ACCEPTED, by=SOMEBODY, now=NOON)
    event = session.get_one(Event, proposal.event_id)
    send_decisions(session, event, by=SOMEBODY, now=NOON)


def test_an_accepted_proposal_becomes_a_session_of_the_draft_with_its_people(
    session: Session, event: Event
) -> None:
    proposal = make_proposal(
        session,
        event,
        kind=SessionKind.WORKSHOP,
        remark="a flip chart",
        co_authors=(CoAuthor(given_name="Ada", family_name="Weiß", organisation="Okotec"),),
    )

    accept(session, proposal)

    item = session.scalars(select(AgendaSession)).one()
    roles = agenda.roles_of(session, [item])[item.id]
    assert item.public_id == proposal.session_public_id
    assert (item.title["fr"], item.kind) == ("Clusters and data", SessionKind.WORKSHOP)
    assert (item.languages, item.notes["fr"]) == (["fr"], "a flip chart")
    assert [role.person and role.person.full_name for role in roles] == ["Zoe Curie", "Ada Weiß"]
    assert {role.state for role in roles} == {ContributorState.DRAFT}
    assert session.scalar(select(func.count(Contributor.id))) == 2


@pytest.mark.parametrize(
    ("agrees", "basis"), [(True, PublicBasis.OWN_WORD), (False, PublicBasis.NONE)]
)
def test_nothing_of_an_author_is_public_without_their_word(
    session: Session, event: Event, basis: PublicBasis, *, agrees: bool
) -> None:
    accept(session, make_proposal(session, event, agrees=agrees))

    person = session.scalars(select(Person)).one()
    assert (person.basis, person.email, person.languages) == (basis, "zoe@example.org", ["fr"])


def test_a_namesake_in_the_directory_is_not_published_on_a_strangers_word(
    session: Session, event: Event
) -> None:
    """Whoever has the same name may be somebody else: the address alone tells who it is."""
    known = make_person(
        session, event, given_name="Zoe", family_name="Curie", basis=PublicBasis.NONE
    )
    accept(session, make_proposal(session, event, agrees=True))
    assert (known.basis, known.email) == (PublicBasis.NONE, None)

    reached = make_person(
        session, event, family_name="Lee", email="LEE@example.org", basis=PublicBasis.NONE
    )
    accept(session, make_proposal(session, event, email="lee@example.org", agrees=True))
    assert reached.basis is PublicBasis.OWN_WORD


def test_its_files_become_internal_materials_and_stay_when_the_proposal_goes(
    session: Session, event: Event, tmp_path: Path
) -> None:
    proposal = make_proposal(session, event)
    stored = make_file(session, tmp_path, event, FilePurpose.MATERIAL, b"%PDF-1.4")
    session.add(ProposalFile(proposal_id=proposal.id, file=stored))

    accept(session, proposal)

    material, author = (
        session.scalars(select(Material)).one(),
        session.scalars(select(Person)).one(),
    )
    assert (material.visibility, material.person_id) == (Visibility.INTERNAL, author.id)
    assert (material.newest.file, material.newest.uploaded_by) == (stored, "Zoe Curie")
    assert material.newest.uploaded_at == stored.created_at

    delete_proposals(session, [proposal])
    assert session.scalars(select(StoredFile)).all() == [stored]
