"""Places: who counts holds the event's lock until the commit, so no place is given twice."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.events.models import Category, Event
from eventapp.orm import lock_rows
from eventapp.registration.models import HOLDING, Registration, State

UNLIMITED = 1_000_000_000


def lock(session: Session, event: Event) -> None:
    """Hold the event's places until the commit: every giver and counter asks here first.

    Numbers of places read before the lock may be those of a moment ago: they are read again.
    """
    for wanted in (
        lock_rows(session, select(Event).where(Event.id == event.id)),
        select(Category).where(Category.event_id == event.id),
    ):
        session.scalars(wanted.execution_options(populate_existing=True)).all()


def taken(session: Session, event: Event) -> dict[int, int]:
    """Return the number of held places by category id."""
    wanted = (
        select(Registration.category_id, func.count())
        .where(Registration.event_id == event.id, Registration.state.in_(HOLDING))
        .group_by(Registration.category_id)
    )
    return {key: value for key, value in session.execute(wanted)}  # noqa: C416  (a Result is no mapping)


def free(event: Event, category: Category, held: dict[int, int]) -> int:
    """Return how many places of the category are free: its own limit and the event's both hold."""
    in_event = UNLIMITED if event.places is None else event.places - sum(held.values())
    in_category = (
        UNLIMITED if category.places is None else category.places - held.get(category.id, 0)
    )
    return max(0, min(in_event, in_category))


def next_in_queue(session: Session, event: Event) -> int:
    """Return the next number on the waiting list; call it under the lock."""
    last = session.scalar(
        select(func.max(Registration.queue_no)).where(Registration.event_id == event.id)
    )
    return (last or 0) + 1


def somebody_waits(session: Session, category: Category) -> bool:
    """Say whether a newcomer of this category would overtake somebody."""
    wanted = select(Registration.id).where(
        Registration.category_id == category.id, Registration.state == State.WAITING
    )
    return session.scalar(wanted.limit(1)) is not None
