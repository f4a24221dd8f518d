"""The event's places as they are held: what sign-up, waiting list and pages count with."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

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
    offer, ledger = offering(session, event), _of_categories(session, event)[0]
    most = [category.per_organisation for category in offer.categories]
    most += [contingent.per_organisation for contingent in offer.contingents]
    if any(number is not None for number in most):
        _count_organisations(session, event, ledger)
    return ledger


def _of_categories(session: Session, event: Event) -> tuple[Ledger, dict[int, int]]:
    """Return the places without those of single organisations, which no public page tells.

    Beside them, by category, those of contributors: they count against no limit.
    """
    offer = offering(session, event)
    every = _counted_places(session, event)
    counted = [row for row in every if not (row.holding and row.contributes)]
    beside = _sums((row.category, row.number) for row in every if row not in counted)
    ledger = Ledger(
        places=event.places,
        by_category=_sums((row.category, row.number) for row in counted if row.holding),
        by_contingent=_sums(
            (row.contingent, row.number)
            for row in counted
            if row.holding and row.contingent is not None
        ),
        limits={category.id: category.places for category in offer.categories},
        organisation_limits={
            category.id: category.per_organisation for category in offer.categories
        },
        reserves=[reserve_of(contingent) for contingent in offer.contingents],
        waiting=_sums((row.category, row.number) for row in counted if not row.holding),
    )
    return ledger, beside


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
    delegation_id = registration.delegation_id
    return Seeker(
        registration.category.id, registration.country, organisation_id, key, delegation_id
    )


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
    held, beside = _of_categories(session, event)
    taken = bool(held.waiting and held.anything_left and under_way(session, event))
    return [
        CategoryPlaces(
            category=category,
            held=held.by_category.get(category.id, 0) + beside.get(category.id, 0),
            waiting=held.waiting.get(category.id, 0),
            free=0 if taken else held.free_in(category.id),
            kept=held.kept,
        )
        for category in offering(session, event).categories
    ]


_PLACE, _PROMOTION = Registration.__table__.c, Promotion.__table__.c
_HOME_MARK = together(
    fact("places", _PLACE.category_id, _PLACE.contingent_id, NUMBER, kind=_PLACE.state)
    .where(_PLACE.event_id == OF_EVENT, _PLACE.state.in_(COUNTED))
    .group_by(_PLACE.state, _PLACE.category_id, _PLACE.contingent_id),
    fact("contributors", _PLACE.category_id, NUMBER)
    .where(_PLACE.event_id == OF_EVENT, _PLACE.state.in_(HOLDING), _PLACE.contributes)
    .group_by(_PLACE.category_id),
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
            category=category,
            held=sum(numbers.get((category.id, state), 0) for state in HOLDING),
            waiting=numbers.get((category.id, State.WAITING), 0),
            free=None,
        )
        for category in categories(session, event)
        if any(category_id == category.id for category_id, _state in numbers)
    ]


def phase(event: Event, counts: Sequence[CategoryPlaces], now: datetime) -> Phase:
    """Return where registration stands for a visitor."""
    if event.is_over(now):
        return Phase.OVER
    if event.registration_opens_at and now < event.registration_opens_at:
        return Phase.NOT_YET
    if not registration_is_open(event, now):
        return Phase.CLOSED
    choosable = [places for places in counts if places.category.open_to_visitors]
    full = bool(choosable) and all(places.free == 0 for places in choosable)
    return Phase.FULL if full else Phase.OPEN


class _Counted(NamedTuple):
    """How many registrations of a category hold a place, of a contingent or none, or wait."""

    contributes: bool

    category: int
    contingent: int | None
    holding: bool
    number: int


def _counted_places(session: Session, event: Event) -> list[_Counted]:
    """Return who holds a place and who waits."""
    grouped = (
        *(Registration.state, Registration.contributes),
        *(Registration.category_id, Registration.contingent_id),
    )
    statement: Any = (
        select(*grouped, NUMBER)
        .where(Registration.event_id == event.id, Registration.state.in_(COUNTED))
        .group_by(*grouped)
    )
    return [
        _Counted(contributes, category, contingent, state in HOLDING, number)
        for state, contributes, category, contingent, number in session.execute(statement)
    ]


def _count_organisations(session: Session, event: Event, ledger: Ledger) -> None:
    """Count held places by organisation, those of names outside the directory as well."""
    member = Registration
    grouped = (
        member.category_id,
        member.contingent_id,
        member.organisation_id,
        member.organisation_key,
    )
    statement = (
        select(*grouped, func.count())
        .where(member.event_id == event.id, member.state.in_(HOLDING), ~member.contributes)
        .group_by(*grouped)
    )
    for category, contingent, number, key, held in session.execute(statement):
        organisation = number or key
        if not organisation:
            continue
        for counts, limited in (
            (ledger.by_organisation, category),
            (ledger.in_contingent, contingent),
        ):
            if limited is not None:
                counts[limited, organisation] = counts.get((limited, organisation), 0) + held


def _sums(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    sums: Counter[int] = Counter()
    for key, number in pairs:
        sums[key] += number
    return dict(sums)
