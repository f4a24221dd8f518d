"""What the clock does for check-in: the list that devices keep is brought up to date."""

from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.checkin import sealing
from eventapp.checkin.queries.devices import events_with_devices
from eventapp.turns import nothing_held


def reseal_lists(session: Session, *, now: datetime) -> None:
    """Bring the list of every event with devices up to date, in steps: scans never wait."""
    with nothing_held(session):
        numbers = events_with_devices(session, now=now)
    for number in numbers:
        sealing.reseal(session, number, now=now)
