"""Numbers that stay cheap however much there is: triggers write what changed, readers sum it up.

Rows of a tally are differences. Writers only add rows, so they never wait for one another; the
clock puts rows of one kind together.
"""

from collections import Counter
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from eventapp.orm import Base

DIFFERENCE: dict[str, Any] = {"difference": True}
"""Marks the columns of a tally that are summed up; the others say what is counted."""


def put_together(session: Session, tally: type[Base]) -> None:
    """Make one row of every kind's rows; sums stay the same at every moment, for every reader.

    What is added meanwhile stays a row of its own: only rows that were really taken away count.
    Rows another worker is putting together are left to it, so that neither waits for the other.
    """
    columns = [one for one in tally.__table__.columns if not one.primary_key]
    kind = [one for one in columns if not one.info]
    several = select(*kind).group_by(*kind).having(func.count() > 1).subquery()
    event_ids = session.scalars(select(several.c.event_id).distinct()).all()
    for event_id in event_ids:
        here = tally.__table__.c
        free = select(here.id).where(here.event_id == event_id).with_for_update(skip_locked=True)
        taken = delete(tally).where(here.id.in_(free)).returning(*columns)
        sums: dict[tuple[Any, ...], Counter[str]] = {}
        for row in session.execute(taken).mappings():
            key = tuple(row[one.name] for one in kind)
            for one in columns:
                if one.info:
                    sums.setdefault(key, Counter())[one.name] += row[one.name]
        left = [
            {**{one.name: value for one, value in zip(kind, key, strict=True)}, **numbers}
            for key, numbers in sums.items()
            if any(numbers.values())
        ]
        if left:
            session.execute(insert(tally), left)
