"""How far a waiting list is on its way up, where that takes more than one step."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.registration.models import Promotion


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of those who move up have their place or offer."""

    served: int
    total: int


def under_way(session: Session, event: Event) -> list[Promotion]:
    """Return what still brings places to a waiting list, the first to be done first."""
    statement = select(Promotion).where(Promotion.event_id == event.id)
    return list(session.scalars(statement.order_by(Promotion.id)))


def promotion_progress(session: Session, event: Event) -> Progress | None:
    """Return how far the waiting list has moved up; None while nothing is under way."""
    promotions = under_way(session, event)
    if not promotions:
        return None
    served = sum(promotion.served for promotion in promotions)
    return Progress(served, max(served, sum(promotion.total for promotion in promotions)))
