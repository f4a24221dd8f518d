"""Contingents: those that still keep places."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.registration.models import Contingent


def keeping(session: Session, event: Event) -> Sequence[Contingent]:
    """Return the contingents that still keep places."""
    statement = select(Contingent).where(
        Contingent.event_id == event.id, Contingent.released_at.is_(None)
    )
    return session.scalars(statement.order_by(Contingent.id)).all()
