"""Proposals that came to nothing are deleted after a while; the others after the event."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, or_, select
from sqlalchemy.orm import Session

from eventapp.accounts.addresses import key_of
from eventapp.events.models import Event
from eventapp.journal import services as journal
from eventapp.mail import services as mail
from eventapp.speakers.models.proposals import (
    Proposal,
    ProposalAuthor,
    ProposalReview,
    ProposalState,
)
from eventapp.speakers.queries import proposals as queries
from eventapp.speakers.services.proposal_files import discard

KEPT = timedelta(days=90)
"""How long a declined, withdrawn or forgotten proposal is kept; every one, after its event."""
AT_ONCE = 20
"""Proposals that one turn of the job deletes."""


def delete_proposals(session: Session, proposals: Sequence[Proposal]) -> list[str]:
    """Delete proposals with all that was written about them; a session made of one stays.

    Return the Message-IDs of the e-mails that were emptied, for copies in files.
    """
    numbers = [proposal.id for proposal in proposals]
    if not numbers:
        return []
    for proposal in proposals:
        for kept in queries.files_of(session, proposal):
            discard(session, kept)
    for table in (ProposalReview, ProposalAuthor):
        session.execute(delete(table).where(table.proposal_id.in_(numbers)))
    for proposal in proposals:
        session.delete(proposal)
    session.flush()
    journal.forget_texts(session, "proposal", numbers)
    return mail.forget(session, "proposal", numbers)


def delete_of_address(session: Session, event_id: int, address: str) -> list[str]:
    """Delete what was proposed to an event from an address; return Message-IDs as above."""
    return delete_proposals(session, queries.of_address(session, event_id, key_of(address)))


def forget_proposals(session: Session, *, now: datetime) -> None:
    """Delete some of the proposals that nobody needs any more."""
    due = (
        select(Proposal)
        .join(Event, Event.id == Proposal.event_id)
        .where(or_(Event.ends_at < now - KEPT, _came_to_nothing(now)))
        .order_by(Proposal.id)
        .limit(AT_ONCE)
    )
    delete_proposals(session, session.scalars(due).all())


def _came_to_nothing(now: datetime) -> ColumnElement[bool]:
    """Return the condition under which a proposal came to nothing long enough ago."""
    declined = and_(Proposal.state == ProposalState.DECLINED, Proposal.answered_at < now - KEPT)
    left = and_(
        Proposal.state.in_((ProposalState.WITHDRAWN, ProposalState.DRAFT)),
        Proposal.changed_at < now - KEPT,
    )
    return or_(declined, left)
