"""What public pages are made of, as numbers that one statement reads.

A page whose mark is the one it was made under is still true, so who has it already is told so at
the price of that statement. Each feature names its facts; whoever shows them puts them together.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

OF_EVENT = sa.bindparam("event_id", type_=sa.Integer)
"""The event whose page it is: facts are built once, for all of them."""

NUMBERS = 3
"""How many a fact has; an unnamed one is 0."""

Fact = sa.Select[Any]
Mark = tuple[str, ...]


def fact(
    what: str, *numbers: sa.ColumnElement[Any], kind: sa.ColumnElement[Any] | None = None
) -> Fact:
    """Return a fact of up to three numbers, of which there may be several kinds."""
    empty = (sa.literal(0, sa.Integer),) * (NUMBERS - len(numbers))
    word = sa.literal(what, sa.String)
    return sa.select(word if kind is None else word + sa.cast(kind, sa.String), *numbers, *empty)


def together(*facts: Fact) -> sa.CompoundSelect[Any]:
    """Return one statement that reads all of these facts."""
    return sa.union_all(*facts)


def read(session: Session, facts: sa.CompoundSelect[Any], event_id: int) -> Mark:
    """Return what the facts say of an event now."""
    rows = session.connection().execute(facts, {OF_EVENT.key: event_id})
    return tuple(sorted(repr(tuple(row)) for row in rows))
