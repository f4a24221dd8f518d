"""What the clock does for badges: the number of those not made yet stays quick to sum up."""

from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.badges.models import BadgeTally
from eventapp.tallies import put_together


def put_badge_numbers_together(session: Session, *, now: datetime) -> None:  # noqa: ARG001  (as every job)
    """Keep the tally short; the number it tells stays what it is."""
    put_together(session, BadgeTally)
