"""The event's places as they are held: what sign-up, waiting list and pages count with."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Session

from eventapp.events.models import Category, Event, Phase
from eventapp.events.queries import categories, registration_is_open
from eventapp.marks import OF_EVENT, Mark, fact, read, together
from eventapp.registration.capacity import Ledger, Reserve, Seeker
from eventapp.registration.models import HOLDING, Contingent, Promotion, Registration, State
from eventapp.registration.queries.counting import NUMBER, by_category_and_state
from eventapp.registration.queries.promotions import under_way
from eventapp.registration.queries.sign_up_options import offering
from eventapp.scope import Scope

COUNTED = (*HOLDING, State.WAITING)


def ledger(session: Session, event: Event) -> Ledger:
    """Return the event's places as they are held now."""
    offer, found = offering(session, event), _of_categories(session, event)
    most = [one.per_organisation for one in offer.categories]
    most += [one.per_organisation for one in offer.contingents]
    if any(number is not None for number in most):
        _count_organisations(session, event, found)
    return found


def _of_categories(session: Session, event: Event) -> Ledger:
    """Return the places without those of single organisations, which no public page tells."""
    offer = offering(session, event)
    counted = _counted_places(session, event)
    return Ledger(
        places=event.places,
        by_category=_sums((one.category, one.number) for one in counted if one.holding),
        by_contingent=_sums(
            (one.contingent, one.number)
            for one in counted
            if one.holding and one.contingent is not None
        ),
        limits={one.id: one.places for one in offer.categories},
        organisation_limits={one.id: one.per_organisation for one in offer.categories},
        reserves=[reserve_of(one) for one in offer.contingents],
        waiting=_sums((one.category, one.number) for one in counted if not one.holding),
    )


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
    key = registration.organisation_key
    return Seeker(registration.category.id, registration.country, organisation_id, key)


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
    """Return held, waiting and free places of each category, in order.

    While a waiting list moves up step by step, what is free is theirs, and nobody else's.
    """
    held = _of_categories(session, event)
    taken = bool(held.waiting and held.anything_left and under_way(session, event))
    return [
        CategoryPlaces(
            category=one,
            held=held.by_category.get(one.id, 0),
            waiting=held.waiting.get(one.id, 0),
            free=0 if taken else held.free_in(one.id),
            kept=held.kept,
        )
        for one in offering(session, event).categories
    ]


_PLACE, _PROMOTION = Registration.__table__.c, Promotion.__table__.c
_HOME_MARK = together(
    fact("places", _PLACE.category_id, _PLACE.contingent_id, NUMBER, kind=_PLACE.state)
    .where(_PLACE.event_id == OF_EVENT, _PLACE.state.in_(COUNTED))
    .group_by(_PLACE.state, _PLACE.category_id, _PLACE.contingent_id),
    fact("moving up", func.count()).where(_PROMOTION.event_id == OF_EVENT),
)


def home_mark(session: Session, event: Event) -> Mark:
    """Return what changes with all that `by_category` counts: no change of the event itself."""
    return read(session, _HOME_MARK, event.id)


def of_part(session: Session, event: Event, scope: Scope) -> list[CategoryPlaces]:
    """Return held and waited-for places of a part of the event, in the categories it has people in.

    What is free says something of everybody else: of a part it is not told.
    """
    numbers = by_category_and_state(session, scope)
    return [
        CategoryPlaces(
            category=one,
            held=sum(numbers.get((one.id, state), 0) for state in HOLDING),
            waiting=numbers.get((one.id, State.WAITING), 0),
            free=None,
        )
        for one in categories(session, event)
        if any(category_id == one.id for category_id, _state in numbers)
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


class _Counted(NamedTuple):
    """How many registrations of a category hold a place, of a contingent or none, or wait."""

    category: int
    contingent: int | None
    holding: bool
    number: int


def _counted_places(session: Session, event: Event) -> list[_Counted]:
    """Return who holds a place and who waits."""
    grouped = (Registration.state, Registration.category_id, Registration.contingent_id)
    wanted = (
        select(*grouped, NUMBER)
        .where(Registration.event_id == event.id, Registration.state.in_(COUNTED))
        .group_by(*grouped)
    )
    return [
        _Counted(category, contingent, state in HOLDING, number)
        for state, category, contingent, number in session.execute(wanted)
    ]


def _count_organisations(session: Session, event: Event, found: Ledger) -> None:
    """Count held places by organisation, those of names outside the directory as well."""
    one = Registration
    grouped = (one.category_id, one.contingent_id, one.organisation_id, one.organisation_key)
    wanted = (
        select(*grouped, func.count())
        .where(one.event_id == event.id, one.state.in_(HOLDING))
        .group_by(*grouped)
    )
    for category, contingent, number, key, held in session.execute(wanted):
        organisation = number or key
        if not organisation:
            continue
        for counts, limited in (
            (found.by_organisation, category),
            (found.in_contingent, contingent),
        ):
            if limited is not None:
                counts[limited, organisation] = counts.get((limited, organisation), 0) + held


def _sums(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    sums: Counter[int] = Counter()
    for key, number in pairs:
        sums[key] += number
    return dict(sums)
