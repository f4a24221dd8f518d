"""Information desks get other hours: with the event, to another day or on another clock."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.agenda.services import Times
from eventapp.events.models import Event
from eventapp.journal.services import Actor
from eventapp.people import queries as people
from eventapp.people.services import DeskChange, change_desk


def give_hours(
    session: Session, event: Event, moved: Callable[[Times], Times], *, by: Actor, now: datetime
) -> None:
    """Give each information desk the hours that `moved` returns."""
    for desk in people.desks(session, event):
        held = DeskChange.of(desk)
        opens, closes = moved((held.opens_at, held.closes_at))
        experts = tuple((name, *moved((begins, ends))) for name, begins, ends in held.experts)
        later = replace(held, opens_at=opens, closes_at=closes, experts=experts)
        change_desk(session, desk, later, by=by, now=now)
