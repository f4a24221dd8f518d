"""What the clock does for badges: what the team's page says of them stays quick to read."""

from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.badges import looks
from eventapp.turns import nothing_held

STEPS = 100
"""How often a turn of the job commits before the jobs beside it have their own."""


def look_through_badges(session: Session, *, now: datetime) -> None:  # noqa: ARG001  (as every job)
    """Look at every badge that may look otherwise now; a commit each step, so doors never wait."""
    with nothing_held(session):
        events = looks.events(session)
    steps = 0
    for event_id in events:
        while looks.look_through(session, event_id):
            steps += 1
            if steps == STEPS:
                return
