"""Proposals as their authors write them: while the call takes them, and by their own word alone."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.accounts.errors import BadAddress
from eventapp.changes import ChangedByBoth, seen_in
from eventapp.events.models import Event
from eventapp.mail.models import Email
from eventapp.speakers.emails.proposals import ProposalReceivedEmail
from eventapp.speakers.errors import CallClosed, NoCall
from eventapp.speakers.models import ProposalState
from eventapp.speakers.services.deciding import decide, send_decisions
from eventapp.speakers.services.proposals import (
    CoAuthor,
    ProposalChange,
    change_proposal,
    submit,
    submit_new,
    withdraw,
)
from tests.factories.events import NOON, make_event
from tests.factories.proposals import make_call, make_draft, make_proposal, written
from tests.factories.registrations import SOMEBODY

DEADLINE = NOON + timedelta(days=3)


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event whose call is open for three days."""
    event = make_event(session)
    make_call(session, event, closes_at=DEADLINE)
    return event


def posted(session: Session) -> list[tuple[str, str]]:
    """Return kind and language of the e-mails that were posted."""
    session.flush()
    rows = session.execute(select(Email.kind, Email.language).order_by(Email.id))
    return [(kind, language) for kind, language in rows]


def test_without_an_open_call_nothing_is_taken(session: Session) -> None:
    event = make_event(session)
    with pytest.raises(NoCall):
        submit_new(session, event, written(), now=NOON)

    make_call(session, event, active=False)
    with pytest.raises(NoCall):
        submit_new(session, event, written(), now=NOON)


def test_a_proposal_is_taken_until_the_deadline_and_no_second_later(
    session: Session, event: Event
) -> None:
    taken = make_proposal(session, event, now=DEADLINE - timedelta(seconds=1))
    with pytest.raises(CallClosed):
        submit_new(session, event, written(), now=DEADLINE)

    assert taken.state is ProposalState.SUBMITTED
    assert posted(session) == [("ProposalReceivedEmail", "fr")]


def test_what_no_e_mail_reaches_is_refused(session: Session, event: Event) -> None:
    with pytest.raises(BadAddress):
        submit_new(session, event, written(email="zoe@nowhere"), now=NOON)


def test_a_draft_is_kept_then_handed_in_once(session: Session, event: Event) -> None:
    draft = make_draft(session, event, headline="", abstract="")
    assert (draft.state, draft.submitted_at) == (ProposalState.DRAFT, None)

    for _press in range(2):
        submit(session, event, draft, now=NOON)

    assert (draft.state, draft.submitted_at) == (ProposalState.SUBMITTED, NOON)
    assert posted(session) == [("ProposalDraftEmail", "fr"), ("ProposalReceivedEmail", "fr")]


def test_a_change_is_found_again_with_everybody_in_it(session: Session, event: Event) -> None:
    proposal = make_proposal(session, event)
    others = (CoAuthor(family_name="Weiß", given_name="Ada"), CoAuthor(family_name="Lee"))
    change = replace(ProposalChange.of(proposal), headline="Über Daten", co_authors=others)

    change_proposal(session, event, proposal, change, now=NOON)

    assert ProposalChange.of(proposal) == change
    assert all(word in proposal.folded for word in ("uber", "ueber", "weiss", "curie"))


def test_two_who_write_at_once_are_both_kept_or_asked(session: Session, event: Event) -> None:
    """An assistant has the same link: what only one touched stays, what both touched is asked."""
    proposal = make_proposal(session, event)
    held = ProposalChange.of(proposal)
    seen = seen_in(held)
    change_proposal(session, event, proposal, replace(held, remark="A"), seen=seen, now=NOON)

    other = replace(held, headline="New")
    change_proposal(session, event, proposal, other, seen=seen, now=NOON)
    with pytest.raises(ChangedByBoth):
        change_proposal(session, event, proposal, replace(held, remark="B"), seen=seen, now=NOON)

    assert (proposal.headline, proposal.remark) == ("New", "A")


def test_what_is_decided_or_late_is_not_changed(session: Session, event: Event) -> None:
    proposal = make_proposal(session, event)
    change = replace(ProposalChange.of(proposal), remark="late")
    with pytest.raises(CallClosed):
        change_proposal(session, event, proposal, change, now=DEADLINE)

    decide(session, [proposal], ProposalState.ACCEPTED, by=SOMEBODY, now=NOON)
    with pytest.raises(CallClosed):
        change_proposal(session, event, proposal, change, now=NOON)


def test_a_proposal_is_withdrawn_until_its_author_knows_the_decision(
    session: Session, event: Event
) -> None:
    gone, stays = make_proposal(session, event), make_proposal(session, event)
    decide(session, [gone, stays], ProposalState.ACCEPTED, by=SOMEBODY, now=NOON)

    for _press in range(2):
        withdraw(session, gone, now=NOON)
    assert send_decisions(session, event, by=SOMEBODY, now=NOON) == 1
    with pytest.raises(CallClosed):
        withdraw(session, stays, now=NOON)

    assert (gone.state, stays.state) == (ProposalState.WITHDRAWN, ProposalState.ACCEPTED)


def test_an_author_is_told_of_no_decision_that_is_held(session: Session, event: Event) -> None:
    proposal = make_proposal(session, event)
    decide(session, [proposal], ProposalState.DECLINED, by=SOMEBODY, now=NOON)
    before = proposal.told_state
    send_decisions(session, event, by=SOMEBODY, now=NOON)

    assert (before, proposal.told_state) == (ProposalState.SUBMITTED, ProposalState.DECLINED)


def test_an_e_mail_goes_only_while_it_is_true(session: Session, event: Event) -> None:
    proposal = make_proposal(session, event)
    email = ProposalReceivedEmail.of_proposal(proposal, event, DEADLINE)
    before = email.still_holds(session)
    withdraw(session, proposal, now=NOON)
    session.flush()

    assert (before, email.still_holds(session)) == (True, False)
