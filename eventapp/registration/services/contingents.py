"""Contingents: releasing what nobody used to the waiting lists, and what a release would do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.events.models import Category, Event
from eventapp.events.revision import raise_revision
from eventapp.journal.services import Actor, Object, record
from eventapp.registration.capacity import shared_out
from eventapp.registration.errors import ReleasedAlready
from eventapp.registration.models import HOLDING, Contingent, ContingentShare, Registration
from eventapp.registration.queries import waiting
from eventapp.registration.services import places, waiting_list


@dataclass(frozen=True, slots=True)
class Share:
    """What one waiting list would get of a contingent's unused places."""

    category: Category
    places: int
    waiting: int
    served: int
    """How many of those who wait would get a place by the share."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a release would do if it happened now."""

    unused: int
    shares: Sequence[Share]
    others: int
    """How many would get a place because they are next, of whatever list."""

    @property
    def served(self) -> int:
        """How many of those who wait would get a place in all."""
        return self.others + sum(share.served for share in self.shares)

    @property
    def open_to_all(self) -> int:
        """How many places nobody waits for."""
        return max(0, self.unused - self.served)


def shares_of(session: Session, contingent: Contingent) -> Sequence[ContingentShare]:
    """Return the shares of a contingent, in order."""
    statement = select(ContingentShare).where(ContingentShare.contingent_id == contingent.id)
    return session.scalars(statement.order_by(ContingentShare.id)).all()


def of_event(session: Session, event: Event) -> Sequence[Contingent]:
    """Return the event's contingents, those that still keep places first."""
    statement = select(Contingent).where(Contingent.event_id == event.id)
    return session.scalars(
        statement.order_by(Contingent.released_at.is_not(None), Contingent.id)
    ).all()


def used(session: Session, contingent: Contingent) -> int:
    """Return how many of its places are held."""
    statement = select(func.count(Registration.id)).where(
        Registration.contingent_id == contingent.id, Registration.state.in_(HOLDING)
    )
    return session.scalar(statement) or 0


def forecast(session: Session, event: Event, contingent: Contingent) -> Forecast:
    """Return what a release would do now; nothing is changed."""
    shares = {share.category: share.percent for share in shares_of(session, contingent)}
    return foretold(session, event, contingent, contingent.places, shares)


def foretold(
    session: Session,
    event: Event,
    contingent: Contingent,
    kept: int,
    shares: Mapping[Category, int],
) -> Forecast:
    """Return what a release of so many kept places by these shares would do now."""
    ledger = places.ledger(session, event)
    unused = max(0, kept - ledger.by_contingent.get(contingent.id, 0))
    given = shared_out(unused, {share.id: percent for share, percent in shares.items()})
    lists = dict(ledger.waiting)
    ledger.reserves = [
        reserve for reserve in ledger.reserves if reserve.contingent_id != contingent.id
    ]
    ledger.limits = _grown(ledger.limits, given)
    queue = list(waiting.queue(session, event))
    forecast = []
    for category in shares:
        number = given[category.id]
        served = waiting.chosen(ledger, queue, category.id, number)
        forecast.append(Share(category, number, lists.get(category.id, 0), len(served)))
        queue = [
            registration
            for registration in queue
            if registration not in {who for who, _place in served}
        ]
    return Forecast(unused, forecast, len(waiting.chosen(ledger, queue, None, len(queue))))


def _grown(limits: Mapping[int, int | None], given: Mapping[int, int]) -> dict[int, int | None]:
    return {
        key: None if limit is None else limit + given.get(key, 0) for key, limit in limits.items()
    }


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
    planned = forecast(session, event, contingent)
    contingent.places = used(session, contingent)
    contingent.released_at = now
    for share in planned.shares:
        if share.category.places is not None:
            share.category.places += share.places
    session.flush()
    raise_revision(session, event.id)
    served = []
    for share in planned.shares:
        served += waiting_list.serve_some(session, event, share.category.id, share.places, now=now)
    served += waiting_list.serve(session, event, now=now)
    named = Object("contingent", contingent.id, contingent.name, event.id)
    facts = {"unused": planned.unused, "served": planned.served}
    record(session, "released", named, by=by, now=now, changes=facts)
    return served


def due(session: Session, *, now: datetime) -> Sequence[Contingent]:
    """Return the contingents whose day of release has come, in the order of their days."""
    statement = select(Contingent).where(
        Contingent.released_at.is_(None), Contingent.release_at <= now
    )
    return session.scalars(statement.order_by(Contingent.release_at, Contingent.id)).all()
