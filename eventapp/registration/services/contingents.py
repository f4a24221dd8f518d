"""Contingents: releasing what nobody used to the waiting lists, and what a release would do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from eventapp.events.models import Category, Event
from eventapp.journal.services import Actor, Object, record
from eventapp.registration.allotment import shared_out
from eventapp.registration.errors import ReleasedAlready
from eventapp.registration.models import HOLDING, Contingent, ContingentShare, Registration, State
from eventapp.registration.services import places, waiting_list


@dataclass(frozen=True, slots=True)
class Share:
    """What one waiting list would get of a contingent's unused places."""

    category: Category
    places: int
    waiting: int

    @property
    def served(self) -> int:
        """How many of those who wait would get a place by the share."""
        return min(self.places, self.waiting)


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a release would do if it happened now."""

    unused: int
    shares: Sequence[Share]

    @property
    def open_to_all(self) -> int:
        """How many places the shares leave, or their lists do not need."""
        return self.unused - sum(one.served for one in self.shares)


def shares_of(session: Session, contingent: Contingent) -> Sequence[ContingentShare]:
    """Return the shares of a contingent, in order."""
    wanted = select(ContingentShare).where(ContingentShare.contingent_id == contingent.id)
    return session.scalars(wanted.order_by(ContingentShare.id)).all()


def of_event(session: Session, event: Event) -> Sequence[Contingent]:
    """Return the event's contingents, those that still keep places first."""
    wanted = select(Contingent).where(Contingent.event_id == event.id)
    return session.scalars(
        wanted.order_by(Contingent.released_at.is_not(None), Contingent.id)
    ).all()


def share_out(session: Session, contingent: Contingent, shares: Mapping[Category, int]) -> None:
    """Store which lists get which part of what is unused, in percent."""
    session.flush()
    session.execute(delete(ContingentShare).where(ContingentShare.contingent_id == contingent.id))
    for category, percent in shares.items():
        session.add(ContingentShare(contingent=contingent, category=category, percent=percent))


def used(session: Session, contingent: Contingent) -> int:
    """Return how many of its places are held."""
    wanted = select(func.count(Registration.id)).where(
        Registration.contingent_id == contingent.id, Registration.state.in_(HOLDING)
    )
    return session.scalar(wanted) or 0


def forecast(session: Session, contingent: Contingent) -> Forecast:
    """Return what a release would do now; nothing is changed."""
    unused = max(0, contingent.places - used(session, contingent))
    rows = shares_of(session, contingent)
    given = shared_out(unused, {one.category_id: one.percent for one in rows})
    return Forecast(
        unused,
        [
            Share(one.category, given[one.category_id], _waiting(session, one.category_id))
            for one in rows
        ],
    )


def _waiting(session: Session, category_id: int) -> int:
    wanted = select(func.count(Registration.id)).where(
        Registration.category_id == category_id, Registration.state == State.WAITING
    )
    return session.scalar(wanted) or 0


def release(
    session: Session, contingent: Contingent, event: Event, *, by: Actor, now: datetime
) -> list[Registration]:
    """Let go of what nobody used: to the lists by their shares, the rest to who is next.

    A category with a limit of its own may hold as many more as its share brings.
    """
    places.lock(session, event)
    session.refresh(contingent)
    if contingent.released_at is not None:
        raise ReleasedAlready
    planned = forecast(session, contingent)
    contingent.places = used(session, contingent)
    contingent.released_at = now
    for share in planned.shares:
        if share.category.places is not None:
            share.category.places += share.places
    session.flush()
    served = []
    for share in planned.shares:
        served += waiting_list.serve_some(session, event, share.category.id, share.places, now=now)
    served += waiting_list.serve(session, event, now=now)
    named = Object("contingent", contingent.id, contingent.name, event.id)
    facts = {"unused": planned.unused, "served": len(served)}
    record(session, "released", named, by=by, now=now, changes=facts)
    return served


def due(session: Session, *, now: datetime) -> Sequence[Contingent]:
    """Return the contingents whose day of release has come, in the order of their days."""
    wanted = select(Contingent).where(
        Contingent.released_at.is_(None), Contingent.release_at <= now
    )
    return session.scalars(wanted.order_by(Contingent.release_at, Contingent.id)).all()
