"""Who was asked whether they still come, and who has not answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, contains_eager

from eventapp.registration.models import (
    Reconfirmation,
    Reconfirming,
    Registration,
    StillComing,
)
from eventapp.registration.queries.counting import scoped
from eventapp.registration.queries.search import stands
from eventapp.scope import Scope

WAYS = (StillComing.COMING, StillComing.SILENT, StillComing.GONE)


def concerned() -> ColumnElement[bool]:
    """Return the condition under which a question still concerns its participant.

    Not once the place was given up, handed over, or the question answered.
    """
    return stands(StillComing.SILENT)


def joined(statement: Select[Any]) -> Select[Any]:
    """Join questions to the registrations they were put to."""
    return statement.join(Registration, Registration.id == Reconfirming.registration_id)


def question_to(session: Session, registration: Registration) -> Reconfirming | None:
    """Return the question put to whoever holds the place now, answered or not."""
    statement = select(Reconfirming).where(
        Reconfirming.registration_id == registration.id,
        Reconfirming.holder_no == registration.holder_no,
    )
    return session.scalars(statement).one_or_none()


@dataclass(frozen=True, slots=True)
class Asked:
    """How an asking stands."""

    reconfirmation: Reconfirmation
    coming: int
    silent: int
    given_up: int

    @property
    def people(self) -> int:
        """How many were asked."""
        return self.coming + self.silent + self.given_up


def askings(session: Session, scope: Scope) -> list[Asked]:
    """Return the event's askings, the youngest first, each with what became of it."""
    statement = select(Reconfirmation).where(Reconfirmation.event_id == scope.event_id)
    rows = session.scalars(statement.order_by(Reconfirmation.id.desc())).all()
    numbers = _numbers(session, scope)
    return [Asked(row, *numbers[row.id]) for row in rows if row.id in numbers]


def _numbers(session: Session, scope: Scope) -> dict[int, tuple[int, int, int]]:
    counted: Any = select(Reconfirming.reconfirmation_id, *(_counted(way) for way in WAYS))
    statement = scoped(joined(counted), scope).group_by(Reconfirming.reconfirmation_id)
    return {key: (yes, open_, no) for key, yes, open_, no in session.execute(statement)}


def _counted(way: StillComing) -> ColumnElement[int]:
    return func.count().filter(stands(way))


def standing(session: Session, scope: Scope) -> dict[StillComing, int]:
    """Return how many were asked, and how many of them answered what.

    Where nobody was ever asked, no registration is looked at.
    """
    ways = tuple(StillComing)
    asked = select(Reconfirmation.id).where(Reconfirmation.event_id == scope.event_id).limit(1)
    if session.scalar(asked) is None:
        return dict.fromkeys(ways, 0)
    counted: Any = select(*(_counted(way) for way in ways)).select_from(Reconfirming)
    numbers = session.execute(scoped(joined(counted), scope)).one()
    return dict(zip(ways, numbers, strict=True))


def silent(session: Session, scope: Scope) -> Sequence[Reconfirming]:
    """Return the questions that wait for an answer, by name."""
    statement = scoped(joined(select(Reconfirming)), scope).where(concerned())
    named = statement.options(contains_eager(Reconfirming.registration))
    return session.scalars(named.order_by(Registration.family_key, Registration.id)).all()
