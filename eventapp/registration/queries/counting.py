"""The numbers of registrations, counted over an index made for it (`ix_registration_counted`)."""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, column, func, or_, select, true, values
from sqlalchemy.orm import Session

from eventapp.events.models import Category, Event
from eventapp.orm import UTCDateTime
from eventapp.registration.models import Registration, State
from eventapp.scope import Scope

NUMBER = func.count()


def scoped(statement: Select[Any], scope: Scope) -> Select[Any]:
    """Keep to the event and the organisations the reader may see; who was erased is nobody."""
    return statement.where(Registration.event_id == scope.event_id, *_seen(scope))


def _seen(scope: Scope) -> list[ColumnElement[bool]]:
    kept: list[ColumnElement[bool]] = [Registration.erased_at.is_(None)]
    if scope.organisation_ids is not None:
        kept.append(looked_after(scope.organisation_ids))
    return kept


def looked_after(organisation_ids: Collection[int]) -> ColumnElement[bool]:
    """Return whether one of these organisations looks after the person, as a condition in SQL.

    It does so for its delegation, and for its own people who come in nobody else's.
    """
    own = and_(
        Registration.delegation_id.is_(None), Registration.organisation_id.in_(organisation_ids)
    )
    return or_(Registration.delegation_id.in_(organisation_ids), own)


def counts(session: Session, scope: Scope) -> dict[State, int]:
    """Return the number of registrations in each state."""
    counted: Any = select(Registration.state, NUMBER)
    statement = scoped(counted, scope).group_by(Registration.state)
    return {key: value for key, value in session.execute(statement)}  # noqa: C416  (a Result is no mapping)


def by_category_and_state(session: Session, scope: Scope) -> dict[tuple[int, State], int]:
    """Return the number of registrations of each category and state."""
    key: Any = (Registration.state, Registration.category_id)
    statement = scoped(select(*key, NUMBER), scope).group_by(*key)
    return {(category, state): number for state, category, number in session.execute(statement)}


def how_many(
    session: Session, scope: Scope, *, states: tuple[State, ...], categories: tuple[str, ...]
) -> int:
    """Return how many registrations there are of these states and categories; none named: all."""
    if not categories:
        kinds = counts(session, scope)
        return sum(number for state, number in kinds.items() if not states or state in states)
    named = select(Category.id).where(
        Category.event_id == scope.event_id, Category.key.in_(categories)
    )
    numbers = set(session.scalars(named))
    return sum(
        number
        for (category, state), number in by_category_and_state(session, scope).items()
        if category in numbers and (not states or state in states)
    )


def totals(session: Session, event: Event, days: Sequence[date]) -> list[int]:
    """Return how many had registered by the end of each of these UTC days, in their order.

    Who was erased since then counts on.
    """
    return _totals(session, event.id, days, true())


def totals_of_part(session: Session, scope: Scope, days: Sequence[date]) -> list[int]:
    """Return the same of those alone whom the reader may see."""
    return _totals(session, scope.event_id, days, *_seen(scope))


def _totals(
    session: Session, event_id: int, days: Sequence[date], *conditions: ColumnElement[bool]
) -> list[int]:
    """Count from each day's end to the next: every registration is looked at once, in an index."""
    ends = [datetime.combine(day + timedelta(days=1), time(), UTC) for day in days]
    begins = [datetime.min.replace(tzinfo=UTC), *ends[:-1]]
    moments = values(
        column("number", Registration.id.type),
        column("begin", UTCDateTime),
        column("finish", UTCDateTime),
        name="day",
    )
    rows = [(number, *each) for number, each in enumerate(zip(begins, ends, strict=True))]
    day = moments.data(rows).cte()
    made = (
        select(NUMBER)
        .where(
            Registration.event_id == event_id,
            Registration.registered_at >= day.c.begin,
            Registration.registered_at < day.c.finish,
            *conditions,
        )
        .scalar_subquery()
    )
    return list(accumulate(session.scalars(select(made).select_from(day).order_by(day.c.number))))
