"""The list of proposals as a member of the team sees it: two statements, however long it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from eventapp.agenda.models import SessionKind
from eventapp.events.models import Event
from eventapp.languages import LANGUAGES
from eventapp.speakers.models.proposals import Proposal, ProposalReview, ProposalState
from eventapp.speakers.queries.proposals import READ
from eventapp.text_search import escape_like, search_words


class ProposalOrder(StrEnum):
    """How the list of proposals is ordered."""

    BEST = "best"
    """The highest mean first; those without a score last."""
    DISPUTED = "disputed"
    """The widest spread of scores first."""
    NEWEST = "newest"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalSearch:
    """What a member of the team asks the list for."""

    typed: str = ""
    state: ProposalState | None = None
    kind: SessionKind | None = None
    language: str = ""
    unread_by: int | None = None
    """Only those that this member has not scored yet."""
    order: ProposalOrder = ProposalOrder.BEST
    page: int = 1
    size: int = 100


@dataclass(frozen=True, slots=True)
class Listed:
    """A proposal as the list shows it."""

    public_id: str
    state: ProposalState
    headline: str
    kind: SessionKind
    languages: list[str]
    author: str
    organisation: str
    submitted_at: datetime | None
    is_held: bool
    scores: int
    mean: float | None
    lowest: int | None
    highest: int | None
    own: int | None
    """The score of the member who looks."""


def listed(
    session: Session, event: Event, search: ProposalSearch, *, user_id: int
) -> tuple[Sequence[Listed], int]:
    """Return one page of the proposals asked for as a member sees them, and how many there are.

    One statement for the rows and one for their number, however many proposals and scores.
    """
    scores = _scores(event)
    rows = _ordered(_filtered(_rows(scores, user_id), event, search), scores, search.order)
    total = _filtered(select(func.count(Proposal.id)), event, search)
    if search.unread_by is not None:
        rows, total = (_unread(statement, search.unread_by) for statement in (rows, total))
    page = rows.offset((search.page - 1) * search.size).limit(search.size)
    return [_listed(row) for row in session.execute(page)], session.scalar(total) or 0


def _scores(event: Event) -> Any:
    """Return the figures of each proposal's scores, as a table."""
    return (
        select(
            ProposalReview.proposal_id,
            func.count(ProposalReview.score).label("scores"),
            func.avg(ProposalReview.score).label("mean"),
            func.min(ProposalReview.score).label("lowest"),
            func.max(ProposalReview.score).label("highest"),
        )
        .join(Proposal, Proposal.id == ProposalReview.proposal_id)
        .where(Proposal.event_id == event.id)
        .group_by(ProposalReview.proposal_id)
        .subquery()
    )


def _rows(scores: Any, user_id: int) -> Select[Any]:
    own = (
        select(ProposalReview.score)
        .where(ProposalReview.proposal_id == Proposal.id, ProposalReview.user_id == user_id)
        .scalar_subquery()
    )
    figures = (scores.c.scores, scores.c.mean, scores.c.lowest, scores.c.highest)
    columns: tuple[Any, ...] = (
        Proposal.public_id,
        Proposal.state,
        Proposal.headline,
        Proposal.kind,
        Proposal.languages,
        Proposal.title,
        Proposal.given_name,
        Proposal.family_name,
        Proposal.organisation,
        Proposal.submitted_at,
        Proposal.answered_at,
    )
    return select(*columns, *figures, own.label("own")).outerjoin(
        scores, scores.c.proposal_id == Proposal.id
    )


def _listed(row: Row[Any]) -> Listed:
    decided = row.state in (ProposalState.ACCEPTED, ProposalState.DECLINED)
    return Listed(
        public_id=row.public_id,
        state=row.state,
        headline=row.headline,
        kind=row.kind,
        languages=row.languages,
        author=" ".join(filter(None, (row.title, row.given_name, row.family_name))),
        organisation=row.organisation,
        submitted_at=row.submitted_at,
        is_held=decided and row.answered_at is None,
        scores=row.scores or 0,
        mean=None if row.mean is None else float(row.mean),
        lowest=row.lowest,
        highest=row.highest,
        own=row.own,
    )


def _ordered(statement: Select[Any], scores: Any, order: ProposalOrder) -> Select[Any]:
    newest = (Proposal.submitted_at.desc(), Proposal.id.desc())
    if order is ProposalOrder.NEWEST:
        return statement.order_by(*newest)
    if order is ProposalOrder.BEST:
        return statement.order_by(scores.c.mean.is_(None), scores.c.mean.desc(), *newest)
    spread = func.coalesce(scores.c.highest - scores.c.lowest, -1)
    return statement.order_by(spread.desc(), *newest)


def _filtered(statement: Select[Any], event: Event, search: ProposalSearch) -> Select[Any]:
    kept = statement.where(Proposal.event_id == event.id)
    states = READ if search.state is None else (search.state,)
    kept = kept.where(Proposal.state.in_([state for state in states if state in READ]))
    if search.kind is not None:
        kept = kept.where(Proposal.kind == search.kind)
    if search.language in LANGUAGES:
        kept = kept.where(Proposal.language == search.language)
    for word in search_words(search.typed):
        kept = kept.where(Proposal.folded.like(f"%{escape_like(word)}%", escape="\\"))
    return kept


def _unread(statement: Select[Any], user_id: int) -> Select[Any]:
    scored = select(ProposalReview.proposal_id).where(
        ProposalReview.user_id == user_id, ProposalReview.score.is_not(None)
    )
    return statement.where(Proposal.id.not_in(scored))
