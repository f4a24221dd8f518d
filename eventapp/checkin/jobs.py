"""What the clock does for check-in: the list that devices keep is brought up to date."""

from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.checkin import queries
from eventapp.checkin.services import sealing
from eventapp.events.models import Event
from eventapp.turns import commit_step, nothing_held


def reseal_lists(session: Session, *, now: datetime) -> None:
    """Bring the list of every event with devices up to date, in steps: scans never wait."""
    with nothing_held(session):
        numbers = queries.events_with_devices(session, now=now)
    for number in numbers:
        event = session.get_one(Event, number)
        while sealing.reseal(session, event, now=now):
            commit_step(session)
        commit_step(session)
