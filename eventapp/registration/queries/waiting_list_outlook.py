"""What somebody on a waiting list may honestly hope for: counts of what happened, no forecast."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.registration.models import Contingent, Registration, State
from eventapp.registration.queries.lookup import position

LATELY = timedelta(days=14)
"""The time whose freed places are told: near enough to say something about the next weeks."""

FEWEST = 3
"""Of fewer people than that nothing is said: it would be no experience but an anecdote."""


@dataclass(frozen=True, slots=True)
class Odds:
    """Where somebody stands on the list of their category, and how it went for others there."""

    position: int
    length: int
    waited: int = 0
    """How many others have waited so far; 0: too few to say anything."""
    served: int = 0
    """How many of these got a place."""
    lately: int = 0
    """How many of these places were given within the last two weeks."""
    released_at: datetime | None = None
    """When kept places are let go next; None: none are kept, or no day is set."""


def odds(session: Session, registration: Registration, *, now: datetime) -> Odds | None:
    """Return what can be said to somebody who waits; None to everybody else."""
    if registration.state is not State.WAITING:
        return None
    waited, served, lately = chances(session, registration, now=now)
    return Odds(
        position=position(session, registration),
        length=_length(session, registration),
        waited=waited,
        served=served,
        lately=lately,
        released_at=_next_release(session, registration, now=now),
    )


def chances(session: Session, registration: Registration, *, now: datetime) -> tuple[int, int, int]:
    """Return how many others have waited, got a place, and got it lately; zeros for too few."""
    got = Registration.confirmed_at.is_not(None) & (Registration.confirmed_at <= now)
    counted = select(
        func.count(),
        func.count().filter(got),
        func.count().filter(got & (Registration.confirmed_at > now - LATELY)),
    ).where(
        Registration.category_id == registration.category_id,
        Registration.queue_no.is_not(None),
        Registration.id != registration.id,
    )
    waited, served, lately = session.execute(counted).one()
    return (waited, served, lately) if waited >= FEWEST else (0, 0, 0)


def _length(session: Session, registration: Registration) -> int:
    statement = select(func.count()).where(
        Registration.category_id == registration.category_id, Registration.state == State.WAITING
    )
    return session.scalar(statement) or 0


def _next_release(
    session: Session, registration: Registration, *, now: datetime
) -> datetime | None:
    statement = select(func.min(Contingent.release_at)).where(
        Contingent.event_id == registration.event_id,
        Contingent.released_at.is_(None),
        Contingent.release_at > now,
    )
    return session.scalar(statement)
