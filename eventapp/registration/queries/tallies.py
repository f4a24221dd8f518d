"""The numbers of registrations, from what triggers counted: they cost the same at any size."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from eventapp.events.models import Category, Event
from eventapp.registration.models import RegistrationDay, RegistrationTally, State
from eventapp.scope import Scope

NUMBER = func.sum(RegistrationTally.number)


def counts(session: Session, scope: Scope) -> dict[State, int]:
    """Return the number of registrations in each state."""
    counted: Any = select(RegistrationTally.state, NUMBER)
    wanted = _scoped(counted, scope).group_by(RegistrationTally.state).having(NUMBER > 0)
    return {key: value for key, value in session.execute(wanted)}  # noqa: C416  (a Result is no mapping)


def how_many(
    session: Session, scope: Scope, *, states: tuple[State, ...], categories: tuple[str, ...]
) -> int:
    """Return how many registrations there are of these states and groups; none named: of all."""
    wanted: Any = _scoped(select(NUMBER), scope)
    if states:
        wanted = wanted.where(RegistrationTally.state.in_(states))
    if categories:
        named = select(Category.id).where(
            Category.event_id == scope.event_id, Category.key.in_(categories)
        )
        wanted = wanted.where(RegistrationTally.category_id.in_(named))
    return session.scalar(wanted) or 0


def by_group(session: Session, scope: Scope) -> dict[tuple[int, State], int]:
    """Return the number of registrations of each category and state."""
    key: Any = (RegistrationTally.category_id, RegistrationTally.state)
    wanted = _scoped(select(*key, NUMBER), scope).group_by(*key).having(NUMBER > 0)
    return {(category, state): number for category, state, number in session.execute(wanted)}


def per_day(session: Session, event: Event, *, since: datetime) -> dict[str, int]:
    """Return how many registered on each UTC day, by ISO date."""
    wanted = (
        select(RegistrationDay.day, func.sum(RegistrationDay.number))
        .where(RegistrationDay.event_id == event.id, RegistrationDay.day >= since.date())
        .group_by(RegistrationDay.day)
    )
    return {day.isoformat(): number for day, number in session.execute(wanted) if number}


def _scoped(wanted: Select[Any], scope: Scope) -> Select[Any]:
    kept = wanted.where(
        RegistrationTally.event_id == scope.event_id, RegistrationTally.erased.is_(False)
    )
    if scope.organisation_ids is not None:
        kept = kept.where(RegistrationTally.organisation_id.in_(scope.organisation_ids))
    return kept
