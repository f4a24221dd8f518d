"""Proposals with what the team thinks of them, as tables."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.speakers.models import Proposal
from eventapp.speakers.queries import proposals as queries

HEADS = (
    *("id", "state", "title_of_session", "abstract", "kind", "language", "languages"),
    *("title", "given_name", "family_name", "organisation", "email", "co_authors", "remark"),
    *("submitted_at", "answered_at", "scores", "mean"),
)


def rows(session: Session, event: Event) -> Iterator[list[str]]:
    """Yield the heads and a row for each proposal that the team may read."""
    yield list(HEADS)
    statement = select(Proposal).where(
        Proposal.event_id == event.id, Proposal.state.in_(queries.READ)
    )
    proposals = session.scalars(statement.order_by(Proposal.id)).all()
    authors = queries.authors_of(session, proposals)
    figures = queries.figures_of(session, proposals)
    for proposal in proposals:
        others = "; ".join(
            f"{author.given_name} {author.family_name}".strip()
            for author in authors.get(proposal.id, ())
        )
        scores, mean = figures.get(proposal.id, (0, None))
        yield [
            *(proposal.public_id, proposal.state.value, proposal.headline, proposal.abstract),
            *(proposal.kind.value, proposal.language, "; ".join(proposal.languages)),
            *(proposal.title, proposal.given_name, proposal.family_name, proposal.organisation),
            *(proposal.email, others, proposal.remark),
            proposal.submitted_at.isoformat() if proposal.submitted_at else "",
            proposal.answered_at.isoformat() if proposal.answered_at else "",
            *(str(scores), "" if mean is None else f"{mean:.2f}"),
        ]
