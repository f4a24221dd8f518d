"""Places: who counts holds the event's lock until the commit, so no place is given twice.

One lock for everything that gives or frees places of an event: two people who want the same two
places never wait for each other in a circle.
"""

from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.events.models import Category, Event
from eventapp.registration.allotment import Ledger, Place, Why
from eventapp.registration.models import HOLDING, Registration
from eventapp.registration.queries.places import ledger, seeker_of

__all__ = ["exchange", "ledger", "lock", "next_in_queue", "seeker_of"]


def lock(session: Session, event: Event) -> None:
    """Hold the event's places until the commit: every giver and counter asks here first.

    What was read of the event before the lock may be of a moment ago: it is read again, and with
    it the mark that says whether what it offers has changed.
    """
    wanted = select(Event).where(Event.id == event.id).with_for_update()
    session.scalars(wanted.execution_options(populate_existing=True)).one()


def next_in_queue(session: Session, event: Event) -> int:
    """Return the next number on the waiting list; call it under the lock."""
    last = session.scalar(
        select(func.max(Registration.queue_no)).where(Registration.event_id == event.id)
    )
    return (last or 0) + 1


def exchange(ledger: Ledger, one: Registration, category: Category) -> Place | Why:
    """Exchange the place somebody holds for one of another group; without a place, none is due."""
    if one.state not in HOLDING:
        return Place()
    held, own = seeker_of(one), Place(one.contingent_id)
    ledger.give_back(held, own)
    wanted = replace(held, category_id=category.id)
    found = ledger.find(wanted)
    if isinstance(found, Why):
        ledger.take(held, own)
    else:
        ledger.take(wanted, found)
    return found
