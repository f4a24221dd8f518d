"""Scores, decisions that can be undone until they are sent, and sessions that come of them."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession
from eventapp.events.models import Event
from eventapp.mail.models import Email
from eventapp.speakers.errors import AnsweredAlready, NotToDecide
from eventapp.speakers.models import Proposal, ProposalState
from eventapp.speakers.queries.proposals import reviews_of
from eventapp.speakers.services.deciding import AT_ONCE, decide, review, send_decisions
from eventapp.speakers.services.proposals import withdraw
from tests.factories.accounts import make_member
from tests.factories.events import NOON, make_event
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


def test_one_turn_writes_to_few_so_that_others_can_write(session: Session, event: Event) -> None:
    proposals = [
        make_proposal(session, event, f"Talk {number}", email=f"a{number}@example.org")
        for number in range(AT_ONCE + 1)
    ]
    decide(session, proposals, ProposalState.DECLINED, by=SOMEBODY, now=NOON)

    turns = [send_decisions(session, event, by=SOMEBODY, now=NOON) for _ in range(3)]

    assert turns == [AT_ONCE, 1, 0]
