"""What the clock does for badges: what the team's page says of them stays quick to read."""

from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.badges import looks

STEPS = 100
"""How often a turn of the job commits before the jobs beside it have their own."""


def look_through_badges(session: Session, *, now: datetime) -> None:  # noqa: ARG001  (as every job)
    """Look at every badge that may look otherwise now; a commit each step, so doors never wait."""
    for _step in range(STEPS):
        if not looks.look_through(session):
            return
