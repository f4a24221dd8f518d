"""One press on many registrations in steps, each with a commit of its own: nobody waits for all."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.registration.models import HOLDING, Registration
from eventapp.registration.services import places, waiting_list

IN_ONE_STEP = 5
"""Registrations acted on in one transaction: the doors wait no longer than for these."""
ASKED_IN_ONE_STEP = 100
"""Registrations whose question is put in one transaction; a job writes most of the e-mails."""


def in_order(act: str, chosen: Sequence[Registration]) -> list[int]:
    """Return the numbers of the chosen in the order of acting: who holds no place goes first.

    A place that a step frees so goes to nobody whom a later step of the press would end. Otherwise
    who is first in line is first; requests are granted (`approve`) as they came.
    """
    if act == "approve":
        return sorted(registration.id for registration in chosen)
    order = sorted(
        chosen,
        key=lambda registration: (
            registration.state in HOLDING,
            -registration.priority,
            registration.queue_no or 0,
            registration.id,
        ),
    )
    return [registration.id for registration in order]


def those(session: Session, event: Event, numbers: Sequence[int]) -> Sequence[Registration]:
    """Return the event's registrations of these numbers."""
    statement = select(Registration).where(
        Registration.event_id == event.id, Registration.id.in_(numbers)
    )
    return session.scalars(statement).all()


def serve_waiting(session: Session, event: Event, *, now: datetime) -> int:
    """Give what an act freed to those who wait; return how many got a place."""
    places.lock(session, event)
    return len(waiting_list.serve(session, event, now=now))
