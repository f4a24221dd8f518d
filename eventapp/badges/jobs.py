"""What the clock does for badges: what the team's page says of them stays quick to read."""

from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.badges import looks
from eventapp.turns import nothing_held

STEPS = 100
"""How often a turn of the job commits before the jobs beside it have their own."""


def look_through_badges(session: Session, *, now: datetime) -> None:
    """Look at every badge that may look otherwise now; a commit each step, so doors never wait.

    Where nothing changed since the last time, nothing is compared.
    """
    with nothing_held(session):
        events = looks.events(session)
    steps, compared = 0, []
    for event in events:
        while steps < STEPS and looks.look_through(session, event.id):
            steps += 1
        if steps == STEPS:
            break
        compared.append(event)
    looks.note_compared(session, compared, now=now)
