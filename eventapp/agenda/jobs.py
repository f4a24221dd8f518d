"""What the clock does after a programme was published: its booklets lie ready for who asks."""

import functools
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from eventapp.agenda import booklet_making
from eventapp.events.models import Event
from eventapp.turns import commit_step, nothing_held

NEW_FOR = timedelta(days=1)
"""How long after its release a programme's booklets are made: where no worker ran meanwhile."""

STARTING_SECONDS = 30.0
"""How long after a start nothing is laid out that nobody waits for: first visitors are served."""


def making_booklets(seconds: Callable[[], float] = time.monotonic) -> Callable[..., None]:
    """Return `make_booklets` as a program that starts now does it: once its start is over.

    `seconds` is a clock that only ever goes on.
    """
    begun = seconds()

    @functools.wraps(make_booklets)
    def make_at_rest(session: Session, *, now: datetime) -> None:
        if seconds() - begun >= STARTING_SECONDS:
            make_booklets(session, now=now)

    return make_at_rest


def make_booklets(session: Session, *, now: datetime) -> None:
    """Have the usual booklets made of what was released lately; running it twice asks once."""
    with nothing_held(session):
        numbers = booklet_making.events_to_serve(session, since=now - NEW_FOR)
        missing = [
            booklet
            for number in numbers
            for booklet in booklet_making.never_asked_for(
                session, session.get_one(Event, number), now=now
            )
        ]
    for booklet in missing:
        booklet_making.ask(session, booklet, now=now)
        commit_step(session)
