"""Who waits, in the order in which places are given, and who of them could have which place."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session, joinedload

from eventapp.events.models import Event
from eventapp.registration.capacity import Ledger, NoPlaceReason, Place, Seeker
from eventapp.registration.models import HOLDING, Promotion, Registration, State
from eventapp.registration.queries.counting import NUMBER
from eventapp.registration.queries.places import ledger, seeker_of

IN_LINE = (Registration.priority.desc(), Registration.queue_no, Registration.id)
SEEKING = (
    Registration.category_id,
    Registration.country,
    Registration.organisation_id,
    Registration.organisation_key,
    Registration.delegation_id,
)
"""What decides which places somebody may have, as `Seeker` takes it."""
A_FEW = 50
"""Registrations read at once on the way through a list."""


def queue(session: Session, event: Event) -> Sequence[Registration]:
    """Return all who wait, in the order in which places are given."""
    statement = _waiting(event, None).options(joinedload(Registration.organisation))
    return session.scalars(statement).all()


def in_line(session: Session, event: Event, category_id: int | None) -> Iterator[Registration]:
    """Yield who waits in the order in which places are given, a few at a time."""
    statement = _waiting(event, category_id).options(joinedload(Registration.organisation))
    last: Registration | None = None
    while True:
        beyond = statement if last is None else statement.where(_behind(last))
        registrations = session.scalars(beyond.limit(A_FEW)).all()
        yield from registrations
        if len(registrations) < A_FEW:
            return
        last = registrations[-1]


def _waiting(event: Event, category_id: int | None) -> Select[Registration]:
    statement = select(Registration).where(
        Registration.event_id == event.id, Registration.state == State.WAITING
    )
    if category_id is not None:
        statement = statement.where(Registration.category_id == category_id)
    return statement.order_by(*IN_LINE)


def _behind(registration: Registration) -> ColumnElement[bool]:
    later = or_(
        Registration.queue_no > registration.queue_no,
        and_(Registration.queue_no == registration.queue_no, Registration.id > registration.id),
    )
    return or_(
        Registration.priority < registration.priority,
        and_(Registration.priority == registration.priority, later),
    )


def seekers(session: Session, event: Event, category_id: int | None) -> Iterable[Seeker]:
    """Return what decides the places of those who wait, in their order, without reading them."""
    statement = _waiting(event, category_id).with_only_columns(*SEEKING)
    return (Seeker(*row) for row in session.execute(statement))


def anybody_could(session: Session, event: Event, ledger: Ledger) -> bool:
    """Say whether somebody who waits could have a place now, however many wait."""
    kinds = _waiting(event, None).with_only_columns(*SEEKING).distinct().order_by(None)
    could = (ledger.find(Seeker(*kind)) for kind in session.execute(kinds))
    return any(isinstance(place, Place) for place in could)


def how_many(ledger: Ledger, waiting: Iterable[Seeker], most: int | None) -> int:
    """Return how many of those who wait could have a place, at most so many; the ledger counts."""
    number = 0
    for seeker in waiting:
        if number == most or not ledger.anything_left:
            break
        outcome = ledger.find(seeker)
        if isinstance(outcome, Place):
            ledger.take(seeker, outcome)
            number += 1
    return number


def chosen(
    ledger: Ledger, waiting: Iterable[Registration], category_id: int | None, most: int
) -> list[tuple[Registration, Place]]:
    """Return who of those waiting gets a place, of one category or any; the ledger counts them."""
    fitting: list[tuple[Registration, Place]] = []
    for registration in waiting:
        if len(fitting) == most or not ledger.anything_left:
            break
        place = ledger.find(seeker_of(registration))
        if category_id not in {None, registration.category_id} or isinstance(place, NoPlaceReason):
            continue
        ledger.take(seeker_of(registration), place)
        fitting.append((registration, place))
    return fitting


def events_with_free_places(session: Session, *, now: datetime) -> list[int]:
    """Return the numbers of the events ahead where somebody who waits could have a place now.

    An act that was killed between its steps leaves such places. A promotion under way fills its
    event's places itself. Full events, as most are where somebody waits, are known by one count
    each; only the others are looked at as the ledger sees them.
    """
    here = Registration.event_id == Event.id
    waits = select(Registration.id).where(here, Registration.state == State.WAITING).exists()
    holding = (Registration.state.in_(HOLDING), ~Registration.contributes)
    held = select(NUMBER).where(here, *holding).scalar_subquery()
    promoted = select(Promotion.event_id)
    statement = select(Event).where(
        Event.id.not_in(promoted),
        or_(Event.ends_at.is_(None), Event.ends_at > now),
        waits,
        or_(Event.places.is_(None), Event.places > held),
    )
    return [
        event.id
        for event in session.scalars(statement.order_by(Event.id)).all()
        if how_many(ledger(session, event), seekers(session, event, None), 1)
    ]
