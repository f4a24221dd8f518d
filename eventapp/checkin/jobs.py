"""What the clock does for the doors: their numbers stay quick to sum up."""

from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.checkin.models import DoorTally
from eventapp.tallies import put_together


def put_door_numbers_together(session: Session, *, now: datetime) -> None:  # noqa: ARG001  (as every job)
    """Keep the tally short; the numbers it tells stay what they are."""
    put_together(session, DoorTally)
