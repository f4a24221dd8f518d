"""The numbers of an event's list."""

from sqlalchemy import ColumnElement, func, select, union_all
from sqlalchemy.orm import Session

from eventapp.checkin.models import Presence, SealedRecord


def next_no(event_id: int) -> ColumnElement[int]:
    """Return the number for what is written now, to be found by the statement that writes it."""
    highest = union_all(
        *(
            select(func.max(model.no).label("no")).where(model.event_id == event_id)
            for model in (Presence, SealedRecord)
        )
    ).subquery()
    return select(func.coalesce(func.max(highest.c.no), 0) + 1).scalar_subquery()


def last_no(session: Session, event_id: int) -> int:
    """Return the highest number on an event's list, 0 where it is empty."""
    return (session.scalar(select(next_no(event_id))) or 1) - 1
