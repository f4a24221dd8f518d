"""Categories changed: places that become free by it go to those who wait."""

from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.changes import Seen
from eventapp.events import services
from eventapp.events.models import Category, Event
from eventapp.events.services import CategoryChange
from eventapp.journal.services import Actor
from eventapp.registration.services import places, waiting_list


def change_category(
    session: Session,
    category: Category,
    change: CategoryChange,
    *,
    seen: Seen | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Write what is new of a category; raises ChangedByBoth (`changes.merged`)."""
    event = session.get_one(Event, category.event_id)
    places.lock(session, event)
    services.change_category(session, category, change, seen=seen, by=by, now=now)
    waiting_list.serve(session, event, now=now)
