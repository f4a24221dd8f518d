"""Finding proposals, and what the team thinks of them: figures and lists in a few statements."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, select
from sqlalchemy.orm import Session

from eventapp.agenda.models import SessionKind
from eventapp.events.models import Event
from eventapp.languages import LANGUAGES
from eventapp.speakers.models.proposals import (
    CallForProposals,
    Proposal,
    ProposalAuthor,
    ProposalFile,
    ProposalReview,
    ProposalState,
)
from eventapp.text_search import escape_like, search_words

READ = tuple(state for state in ProposalState if state is not ProposalState.DRAFT)
"""States of proposals that the team reads: a draft is its author's alone."""


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
    found = [_listed(row) for row in session.execute(page)]
    return found, session.scalar(total) or 0


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
