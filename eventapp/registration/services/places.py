"""Places: who counts holds the event's lock until the commit, so no place is given twice.

One lock for everything that gives or frees places of an event: two people who want the same two
places never wait for each other in a circle.
"""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.events.models import Category, Event
from eventapp.registration.models import Registration, State
from eventapp.registration.queries.places import ledger, seeker_of

__all__ = ["ledger", "lock", "next_in_queue", "seeker_of", "somebody_waits"]


def lock(session: Session, event: Event) -> None:
    """Hold the event's places until the commit: every giver and counter asks here first.

    Numbers of places read before the lock may be those of a moment ago: they are read again.
    """
    for wanted in (
        select(Event).where(Event.id == event.id).with_for_update(),
        select(Category).where(Category.event_id == event.id),
    ):
        session.scalars(wanted.execution_options(populate_existing=True)).all()


def somebody_waits(session: Session, event: Event) -> bool:
    """Say whether a newcomer could overtake somebody."""
    wanted = select(Registration.id).where(
        Registration.event_id == event.id, Registration.state == State.WAITING
    )
    return session.scalar(wanted.limit(1)) is not None


def next_in_queue(session: Session, event: Event) -> int:
    """Return the next number on the waiting list; call it under the lock."""
    last = session.scalar(
        select(func.max(Registration.queue_no)).where(Registration.event_id == event.id)
    )
    return (last or 0) + 1
