"""Reading the journal."""

from collections.abc import Sequence

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from eventapp.journal.models import Entry
from eventapp.scope import Scope


def history_of(
    session: Session, kind: str, object_id: int, *, scope: Scope, most: int = 50
) -> Sequence[Entry]:
    """Return what happened to one object, newest first."""
    statement = select(Entry).where(
        Entry.event_id == scope.event_id, Entry.object_kind == kind, Entry.object_id == object_id
    )
    return session.scalars(statement.order_by(Entry.at.desc(), Entry.id.desc()).limit(most)).all()


def latest(
    session: Session, scope: Scope, *, most: int = 50, before: int | None = None
) -> Sequence[Entry]:
    """Return the event's newest entries a reader may see, or those older than entry `before`."""
    statement = select(Entry).where(Entry.event_id == scope.event_id)
    pivot = session.get(Entry, before) if before is not None else None
    if pivot is not None:
        same = and_(Entry.at == pivot.at, Entry.id < pivot.id)
        statement = statement.where(or_(Entry.at < pivot.at, same))
    if scope.organisation_ids is not None:
        statement = statement.where(Entry.organisation_id.in_(scope.organisation_ids))
    return session.scalars(statement.order_by(Entry.at.desc(), Entry.id.desc()).limit(most)).all()
