"""Reading the outbox."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.mail.models import Letter, LetterState
from eventapp.scope import Scope


def counts(session: Session) -> dict[str, int]:
    """Return how many letters stand in each state."""
    found = session.execute(select(Letter.state, func.count()).group_by(Letter.state))
    return {state.value: number for state, number in found}


def oldest_due(session: Session, now: datetime) -> datetime | None:
    """Return since when the oldest unsent letter is due, None when nothing waits."""
    return session.scalar(
        select(func.min(Letter.queued_at)).where(
            Letter.state == LetterState.QUEUED, Letter.next_try_at <= now
        )
    )


def in_trouble(session: Session, scope: Scope) -> int:
    """Return how many of the event's letters came back or were given up."""
    wanted = select(func.count()).where(
        Letter.event_id == scope.event_id,
        Letter.state.in_((LetterState.BOUNCED, LetterState.FAILED)),
    )
    if scope.organisation_ids is not None:
        wanted = wanted.where(Letter.organisation_id.in_(scope.organisation_ids))
    return session.scalar(wanted) or 0


def log(session: Session, scope: Scope, *, most: int = 100) -> Sequence[Letter]:
    """Return the event's letters a reader may see, newest first."""
    wanted = select(Letter).where(Letter.event_id == scope.event_id)
    if scope.organisation_ids is not None:
        wanted = wanted.where(Letter.organisation_id.in_(scope.organisation_ids))
    newest_first = wanted.order_by(Letter.queued_at.desc(), Letter.id.desc())
    return session.scalars(newest_first.limit(most)).all()


def about(session: Session, kind: str, object_id: int) -> Sequence[Letter]:
    """Return the letters about one thing, newest first."""
    wanted = select(Letter).where(Letter.about_kind == kind, Letter.about_id == object_id)
    return session.scalars(wanted.order_by(Letter.id.desc()).limit(50)).all()


def posted_about(
    session: Session, kind: str, object_id: int, letter: str, *, since: datetime
) -> int:
    """Return how many letters of that class were posted about one thing since then."""
    wanted = select(func.count()).where(
        Letter.about_kind == kind,
        Letter.about_id == object_id,
        Letter.kind == letter,
        Letter.queued_at > since,
    )
    return session.scalar(wanted) or 0
