"""Reading the journal."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.journal.models import Entry
from eventapp.scope import Scope


def history_of(
    session: Session, kind: str, object_id: int, *, scope: Scope, most: int = 50
) -> Sequence[Entry]:
    """Return what happened to one object, newest first."""
    wanted = select(Entry).where(
        Entry.event_id == scope.event_id, Entry.object_kind == kind, Entry.object_id == object_id
    )
    return session.scalars(wanted.order_by(Entry.at.desc(), Entry.id.desc()).limit(most)).all()


def latest(session: Session, scope: Scope, *, most: int = 50) -> Sequence[Entry]:
    """Return the event's newest entries a reader may see."""
    wanted = select(Entry).where(Entry.event_id == scope.event_id)
    if scope.organisation_ids is not None:
        wanted = wanted.where(Entry.organisation_id.in_(scope.organisation_ids))
    return session.scalars(wanted.order_by(Entry.at.desc(), Entry.id.desc()).limit(most)).all()
