"""The event's revision: one number that is higher after every change of what the event is made of.

Whatever is kept of an event (pages, feeds, what sign-up offers) is true as long as it stands.
"""

import secrets

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.orm import lock_rows

LONGEST_STEP = 1_000_000


def hold(session: Session, event_id: int) -> None:
    """Let nobody else change what the event is made of until the commit.

    Asked for before a record's own row, so that everybody waits in one order.
    """
    session.execute(lock_rows(session, select(Event.id).where(Event.id == event_id)))


def raise_revision(session: Session, event_id: int) -> None:
    """Note that something was changed, in the same transaction as the change itself.

    By a random step: what was kept under the number of a change that was undone is never found
    again under that of the next one.
    """
    step = 1 + secrets.randbelow(LONGEST_STEP)
    statement = update(Event).where(Event.id == event_id).values(revision=Event.revision + step)
    session.execute(statement)
