"""Scores, decisions that can be undone until they are sent, and sessions that come of them."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.agenda import queries as agenda
from eventapp.agenda.models import AgendaSession, ContributorState, SessionKind
from eventapp.events.models import Event
from eventapp.mail.models import Email
from eventapp.people.models import Person, PublicBasis
from eventapp.speakers.errors import AnsweredAlready, NotToDecide
from eventapp.speakers.models import Contributor, Proposal, ProposalState
from eventapp.speakers.queries.proposals import reviews_of
from eventapp.speakers.services.deciding import AT_ONCE, decide, review, send_decisions
from eventapp.speakers.services.proposals import CoAuthor, withdraw
from tests.factories.accounts import make_member
from tests.factories.events import NOON, make_event
from tests.factories.people import make_person
from tests.factories.proposals import make_call, make_draft, make_proposal
from tests.factories.registrations import SOMEBODY

LATER = NOON + timedelta(days=1)


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event whose call is open."""
    event = make_event(session)
    make_call(session, event)
    return event


def kinds(session: Session) -> list[str]:
    """Return which e-mails were posted, oldest first."""
    session.flush()
    return list(session.scalars(select(Email.kind).order_by(Email.id)))


def accept(session: Session, proposal: Proposal) -> None:
    """Accept a proposal and write to its author."""
    decide(session, [proposal], ProposalState.ACCEPTED, by=SOMEBODY, now=NOON)
    event = session.get_one(Event, proposal.event_id)
    send_decisions(session, event, by=SOMEBODY, now=NOON)


def test_a_member_has_one_score_and_changes_it(session: Session, event: Event) -> None:
    proposal, member = make_proposal(session, event), make_member(session, event)

    for score, comment in ((2, "thin"), (4, "better"), (4, "better")):
        review(session, proposal, member, score=score, comment=comment, by=SOMEBODY, now=NOON)

    assert [(known.score, known.comment) for known in reviews_of(session, proposal)] == [
        (4, "better")
    ]


def test_a_decision_writes_to_nobody_and_makes_no_session_until_it_is_sent(
    session: Session, event: Event
) -> None:
    proposal = make_proposal(session, event)

    number = decide(session, [proposal], ProposalState.ACCEPTED, by=SOMEBODY, now=NOON)
    before = kinds(session), session.scalar(select(func.count(AgendaSession.id)))
    sent = send_decisions(session, event, by=SOMEBODY, now=LATER)

    assert (number, before) == (1, (["ProposalReceivedEmail"], 0))
    assert (sent, kinds(session)) == (1, ["ProposalReceivedEmail", "ProposalAcceptedEmail"])
    assert send_decisions(session, event, by=SOMEBODY, now=LATER) == 0


def test_a_decision_can_be_undone_until_it_is_sent_and_not_after(
    session: Session, event: Event
) -> None:
    proposal = make_proposal(session, event)
    decide(session, [proposal], ProposalState.DECLINED, by=SOMEBODY, now=NOON)

    decide(session, [proposal], ProposalState.SUBMITTED, by=SOMEBODY, now=NOON)
    assert (proposal.state, proposal.decided_at) == (ProposalState.SUBMITTED, None)
    assert send_decisions(session, event, by=SOMEBODY, now=LATER) == 0

    accept(session, proposal)
    with pytest.raises(AnsweredAlready):
        decide(session, [proposal], ProposalState.SUBMITTED, by=SOMEBODY, now=LATER)


def test_drafts_and_withdrawn_proposals_are_not_decided(session: Session, event: Event) -> None:
    gone = make_proposal(session, event, email="bo@example.org")
    withdraw(session, gone, now=NOON)

    for proposal in (make_draft(session, event), gone):
        with pytest.raises(NotToDecide):
            decide(session, [proposal], ProposalState.ACCEPTED, by=SOMEBODY, now=NOON)


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


def test_one_turn_writes_to_few_so_that_others_can_write(session: Session, event: Event) -> None:
    proposals = [
        make_proposal(session, event, f"Talk {number}", email=f"a{number}@example.org")
        for number in range(AT_ONCE + 1)
    ]
    decide(session, proposals, ProposalState.DECLINED, by=SOMEBODY, now=NOON)

    turns = [send_decisions(session, event, by=SOMEBODY, now=NOON) for _ in range(3)]

    assert turns == [AT_ONCE, 1, 0]
