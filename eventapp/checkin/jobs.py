"""What the clock does for the doors: their numbers stay quick to sum up."""

from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.checkin.models import DoorDecision, DoorTally
from eventapp.tallies import put_together


def put_door_numbers_together(session: Session, *, now: datetime) -> None:  # noqa: ARG001  (as every job)
    """Keep the tallies short; the numbers they tell stay what they are."""
    for tally in (DoorTally, DoorDecision):
        put_together(session, tally)
