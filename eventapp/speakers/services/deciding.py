"""What the team thinks of proposals and decides.

A decision can be undone until its author is written to: then it stands, and the session is made.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.accounts.models import User
from eventapp.events.models import Event
from eventapp.journal.services import Actor, Object, record, record_all
from eventapp.mail import services as mail
from eventapp.orm import lock_row, lock_rows
from eventapp.speakers.emails.proposals import ProposalAcceptedEmail, ProposalDeclinedEmail
from eventapp.speakers.errors import AnsweredAlready, NotToDecide
from eventapp.speakers.models.proposals import Proposal, ProposalReview, ProposalState
from eventapp.speakers.queries import proposals as queries
from eventapp.speakers.services.accepting import make_session
from eventapp.speakers.services.contributors import keep_up
from eventapp.speakers.services.proposals import about

DECIDABLE = (ProposalState.SUBMITTED, ProposalState.ACCEPTED, ProposalState.DECLINED)

ACTIONS = {
    ProposalState.ACCEPTED: "proposal-accepted",
    ProposalState.DECLINED: "proposal-declined",
    ProposalState.SUBMITTED: "proposal-reopened",
}
AT_ONCE = 10
"""Authors who are written to in one transaction: others who write wait for it."""


def review(
    session: Session,
    proposal: Proposal,
    user: User,
    *,
    score: int | None,
    comment: str,
    by: Actor,
    now: datetime,
) -> None:
    """Write down a member's own score and comment, in place of what they thought before."""
    lock_row(session, proposal)
    known = next(
        (known for known in queries.reviews_of(session, proposal) if known.user_id == user.id),
        None,
    )
    if known is None:
        known = ProposalReview(proposal_id=proposal.id, user=user, reviewed_at=now)
        session.add(known)
    elif (known.score, known.comment) == (score, comment):
        return
    known.score, known.comment, known.reviewed_at = score, comment, now
    session.flush()
    record(session, "proposal-reviewed", about(proposal), by=by, now=now, changes={"score": score})


def decide(
    session: Session,
    proposals: Sequence[Proposal],
    state: ProposalState,
    *,
    by: Actor,
    now: datetime,
) -> int:
    """Accept, decline or reopen proposals; return how many are otherwise now.

    Nobody is written to. Raises NotToDecide, AnsweredAlready; then none is decided.
    """
    decided = [_decided(session, proposal, state, by=by, now=now) for proposal in proposals]
    changed = [about(proposal) for proposal in decided if proposal is not None]
    session.flush()
    record_all(session, ACTIONS[state], changed, by=by, now=now)
    return len(changed)


def _decided(
    session: Session, proposal: Proposal, state: ProposalState, *, by: Actor, now: datetime
) -> Proposal | None:
    lock_row(session, proposal)
    if proposal.state not in DECIDABLE:
        raise NotToDecide
    if proposal.state is state:
        return None
    if proposal.answered_at is not None:
        raise AnsweredAlready
    proposal.state = state
    reopened = state is ProposalState.SUBMITTED
    proposal.decided_at = None if reopened else now
    proposal.decided_by = "" if reopened else by.label[:160]
    return proposal


def send_decisions(session: Session, event: Event, *, by: Actor, now: datetime) -> int:
    """Write to the next authors whose proposals are decided, AT_ONCE at most; return to how many.

    What is accepted becomes a session of the draft with its people and files (`accepting`).
    """
    statement = queries.held(event).order_by(Proposal.id).limit(AT_ONCE)
    proposals = session.scalars(lock_rows(session, statement)).all()
    for proposal in proposals:
        accepted = proposal.state is ProposalState.ACCEPTED
        kind = ProposalAcceptedEmail if accepted else ProposalDeclinedEmail
        if accepted:
            made = make_session(session, event, proposal, by=by, now=now)
            proposal.session_public_id = made.public_id
        proposal.answered_at = now
        email = kind.of_proposal(proposal, event, None)
        target = mail.About("proposal", proposal.id, event.id)
        mail.post(session, proposal.email, email, language=proposal.language, about=target, now=now)
    session.flush()
    if proposals:
        keep_up(session, event)
        target_event = Object("event", event.id, event.slug, event.id)
        numbers = {"emails": len(proposals)}
        record(session, "proposals-answered", target_event, by=by, now=now, changes=numbers)
    return len(proposals)
