"""The event's places as they are held: what sign-up, waiting list and pages count with."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Session

from eventapp.events.models import Category, Event, Phase
from eventapp.events.queries import categories, registration_is_open
from eventapp.registration.allotment import Ledger, Reserve, Seeker
from eventapp.registration.models import HOLDING, Contingent, Registration, State


def ledger(session: Session, event: Event) -> Ledger:
    """Return the event's places as they are held now."""
    groups = session.scalars(select(Category).where(Category.event_id == event.id)).all()
    kept = contingents(session, event)
    held = _held(session, event)
    found = Ledger(
        places=event.places,
        by_category=_counted((category, number) for category, _, number in held),
        by_contingent=_counted((key, number) for _, key, number in held if key is not None),
        limits={one.id: one.places for one in groups},
        organisation_limits={one.id: one.per_organisation for one in groups},
        reserves=[reserve_of(one) for one in kept],
    )
    per_organisation = [one.per_organisation for one in groups]
    per_organisation += [one.per_organisation for one in kept]
    if any(most is not None for most in per_organisation):
        _count_organisations(session, event, found)
    return found


def contingents(session: Session, event: Event) -> Sequence[Contingent]:
    """Return the contingents that still keep places."""
    wanted = select(Contingent).where(
        Contingent.event_id == event.id, Contingent.released_at.is_(None)
    )
    return session.scalars(wanted.order_by(Contingent.id)).all()


def reserve_of(contingent: Contingent) -> Reserve:
    """Return the contingent as the ledger counts it."""
    return Reserve(
        contingent.id,
        contingent.places,
        contingent.category_id,
        contingent.country,
        contingent.organisation_id,
        contingent.per_organisation,
    )


def seeker_of(registration: Registration) -> Seeker:
    """Return what about a registration decides which places it may have."""
    organisation_id = registration.organisation_id
    if inspect(registration).transient and registration.organisation is not None:
        organisation_id = registration.organisation.id  # not stored yet
    return Seeker(registration.category.id, registration.country, organisation_id)


@dataclass(frozen=True, slots=True)
class CategoryPlaces:
    """The places of one category."""

    category: Category
    held: int
    waiting: int
    free: int | None
    """What anybody of the category may have; None: no limit of its own and none of the event."""
    kept: int = 0
    """Places of the whole event that contingents keep and nobody holds yet."""


def by_category(session: Session, event: Event) -> list[CategoryPlaces]:
    """Return held, waiting and free places of each category, in order."""
    held = ledger(session, event)
    wanted = (
        select(Registration.category_id, func.count())
        .where(Registration.event_id == event.id, Registration.state == State.WAITING)
        .group_by(Registration.category_id)
    )
    waiting = _counted((key, number) for key, number in session.execute(wanted))
    return [
        CategoryPlaces(
            category=one,
            held=held.by_category.get(one.id, 0),
            waiting=waiting.get(one.id, 0),
            free=held.free_in(one.id),
            kept=held.kept,
        )
        for one in categories(session, event)
    ]


def phase(event: Event, found: Sequence[CategoryPlaces], now: datetime) -> Phase:
    """Return where registration stands for a visitor."""
    if event.is_over(now):
        return Phase.OVER
    if event.registration_opens_at and now < event.registration_opens_at:
        return Phase.NOT_YET
    if not registration_is_open(event, now):
        return Phase.CLOSED
    choosable = [one for one in found if one.category.open_to_visitors]
    full = bool(choosable) and all(one.free == 0 for one in choosable)
    return Phase.FULL if full else Phase.OPEN


def _held(session: Session, event: Event) -> list[tuple[int, int | None, int]]:
    wanted = (
        select(Registration.category_id, Registration.contingent_id, func.count())
        .where(Registration.event_id == event.id, Registration.state.in_(HOLDING))
        .group_by(Registration.category_id, Registration.contingent_id)
    )
    rows = session.execute(wanted)
    return [(category, contingent, number) for category, contingent, number in rows]


def _count_organisations(session: Session, event: Event, found: Ledger) -> None:
    wanted = (
        select(
            Registration.category_id,
            Registration.contingent_id,
            Registration.organisation_id,
            func.count(),
        )
        .where(
            Registration.event_id == event.id,
            Registration.state.in_(HOLDING),
            Registration.organisation_id.is_not(None),
        )
        .group_by(
            Registration.category_id, Registration.contingent_id, Registration.organisation_id
        )
    )
    for category, contingent, organisation, number in session.execute(wanted):
        if organisation is None:
            continue
        key = (category, organisation)
        found.by_organisation[key] = found.by_organisation.get(key, 0) + number
        if contingent is not None:
            found.in_contingent[contingent, organisation] = number


def _counted(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    counts: Counter[int] = Counter()
    for key, number in pairs:
        counts[key] += number
    return dict(counts)
