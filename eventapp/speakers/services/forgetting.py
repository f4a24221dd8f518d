"""What contributors said of their journey and needs is erased after the event."""

from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.speakers.models import Contributor

KEPT = timedelta(days=14)
"""How long after the end of an event it is kept: journeys home and their bills."""


def forget_needs(session: Session, *, now: datetime) -> None:
    """Erase journeys and needs stated for events that ended long enough ago."""
    over = select(Event.id).where(Event.ends_at < now - KEPT)
    stated = or_(Contributor.travel != "", Contributor.access_needs != "")
    erased = update(Contributor).where(Contributor.event_id.in_(over), stated)
    session.execute(erased.values(travel="", access_needs="", version=Contributor.version + 1))
