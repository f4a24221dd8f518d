"""Finding proposals, and what the team thinks of them: figures and lists in a few statements."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.orm import Translated
from eventapp.speakers.models.proposals import (
    CallForProposals,
    Proposal,
    ProposalAuthor,
    ProposalFile,
    ProposalReview,
    ProposalState,
)

READ = tuple(state for state in ProposalState if state is not ProposalState.DRAFT)
"""States of proposals that the team reads: a draft is its author's alone."""


def call_of(session: Session, event: Event) -> CallForProposals | None:
    """Return the event's call for contributions, active or not; None: there never was one."""
    statement = select(CallForProposals).where(CallForProposals.event_id == event.id)
    return session.scalars(statement).one_or_none()


def proposal(session: Session, event: Event, public_id: str) -> Proposal | None:
    """Return a proposal of the event, a draft too."""
    statement = select(Proposal).where(
        Proposal.event_id == event.id, Proposal.public_id == public_id
    )
    return session.scalars(statement).one_or_none()


def titles(session: Session, event: Event, ids: Collection[int]) -> dict[int, Translated]:
    """Return what those of the event's proposals are called that the team reads, by their ids."""
    if not ids:
        return {}
    statement = select(Proposal.id, Proposal.headline).where(
        Proposal.event_id == event.id, Proposal.id.in_(ids), Proposal.state.in_(READ)
    )
    return {row.id: Translated.same(row.headline) for row in session.execute(statement)}


def read_proposal(session: Session, event: Event, public_id: str) -> Proposal | None:
    """Return a proposal that the team may read: no draft."""
    known = proposal(session, event, public_id)
    return None if known is None or known.state is ProposalState.DRAFT else known


def chosen(session: Session, event: Event, public_ids: Collection[str]) -> Sequence[Proposal]:
    """Return those of these proposals that the team may read, in order of their making."""
    statement = select(Proposal).where(
        Proposal.event_id == event.id,
        Proposal.public_id.in_(public_ids),
        Proposal.state.in_(READ),
    )
    return session.scalars(statement.order_by(Proposal.id)).all()


def held(event: Event) -> Select[Any]:
    """Return the question for decisions that their authors do not know yet."""
    return select(Proposal).where(Proposal.event_id == event.id, _held())


def number_held(session: Session, event: Event) -> Mapping[ProposalState, int]:
    """Count the decisions that their authors do not know yet, by what was decided."""
    statement = (
        select(Proposal.state, func.count())
        .where(Proposal.event_id == event.id, _held())
        .group_by(Proposal.state)
    )
    return dict(_pairs(session, statement))


def languages_held(session: Session, event: Event) -> Mapping[str, int]:
    """Count the authors of decisions that are held, by the language they are written to in."""
    statement = (
        select(Proposal.language, func.count())
        .where(Proposal.event_id == event.id, _held())
        .group_by(Proposal.language)
    )
    return {language: number for language, number in session.execute(statement)}  # noqa: C416  (a Result is no mapping)


def by_state(session: Session, event: Event) -> Mapping[ProposalState, int]:
    """Count the event's proposals, drafts too, by state."""
    statement = (
        select(Proposal.state, func.count())
        .where(Proposal.event_id == event.id)
        .group_by(Proposal.state)
    )
    return dict(_pairs(session, statement))


def _pairs(session: Session, statement: Any) -> list[tuple[ProposalState, int]]:
    return [(state, number) for state, number in session.execute(statement)]


def _held() -> ColumnElement[bool]:
    decided = Proposal.state.in_((ProposalState.ACCEPTED, ProposalState.DECLINED))
    return and_(decided, Proposal.answered_at.is_(None))


def reviews_of(session: Session, asked: Proposal) -> Sequence[ProposalReview]:
    """Return what members of the team think of a proposal, oldest first."""
    statement = select(ProposalReview).where(ProposalReview.proposal_id == asked.id)
    return session.scalars(statement.order_by(ProposalReview.id)).all()


def files_of(session: Session, asked: Proposal) -> Sequence[ProposalFile]:
    """Return the files of a proposal, oldest first."""
    statement = select(ProposalFile).where(ProposalFile.proposal_id == asked.id)
    return session.scalars(statement.order_by(ProposalFile.id)).all()


def authors_of(
    session: Session, proposals: Collection[Proposal]
) -> Mapping[int, Sequence[ProposalAuthor]]:
    """Return who would contribute beside the authors of these proposals, by internal number."""
    ids = [known.id for known in proposals]
    statement = select(ProposalAuthor).where(ProposalAuthor.proposal_id.in_(ids))
    authors: dict[int, list[ProposalAuthor]] = defaultdict(list)
    for author in session.scalars(statement.order_by(ProposalAuthor.position)):
        authors[author.proposal_id].append(author)
    return authors


def after(
    session: Session, event: Event, state: ProposalState | None, *, cursor: int, most: int
) -> Sequence[Proposal]:
    """Return at most so many proposals made after the one of that number, oldest first."""
    states = READ if state is None else (state,)
    statement = select(Proposal).where(
        Proposal.event_id == event.id,
        Proposal.state.in_([known for known in states if known in READ]),
        Proposal.id > cursor,
    )
    return session.scalars(statement.order_by(Proposal.id).limit(most)).all()


def figures_of(
    session: Session, proposals: Collection[Proposal]
) -> Mapping[int, tuple[int, float | None]]:
    """Return how many scores each of these proposals has and their mean, by internal number."""
    ids = [known.id for known in proposals]
    statement = (
        select(
            ProposalReview.proposal_id,
            func.count(ProposalReview.score),
            func.avg(ProposalReview.score),
        )
        .where(ProposalReview.proposal_id.in_(ids))
        .group_by(ProposalReview.proposal_id)
    )
    return {
        number: (count, None if mean is None else float(mean))
        for number, count, mean in session.execute(statement)
    }


def of_address(session: Session, event_id: int, key: str) -> Sequence[Proposal]:
    """Return what was proposed to the event from an address (`accounts.addresses.key_of`)."""
    statement = select(Proposal).where(Proposal.event_id == event_id, Proposal.email_key == key)
    return session.scalars(statement.order_by(Proposal.id)).all()


def number_since(session: Session, event: Event, key: str, since: datetime) -> int:
    """Count what was proposed from an address since a moment, drafts too."""
    statement = select(func.count(Proposal.id)).where(
        Proposal.event_id == event.id, Proposal.email_key == key, Proposal.created_at > since
    )
    return session.scalar(statement) or 0
