"""What the clock does to registrations: offers lapse, contingents are released, people reminded."""

from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.journal.services import SYSTEM
from eventapp.registration.models import RegistrationDay, RegistrationTally
from eventapp.registration.services import (
    contingents,
    reconfirmations,
    revisions,
    session_changes,
    waiting_list,
)
from eventapp.tallies import put_together


def tend(session: Session, *, now: datetime) -> None:
    """Pass late offers on, release and remind what is due; running it twice does nothing more."""
    for event in waiting_list.events_with_late_offers(session, now=now):
        waiting_list.lapse_offers(session, event, now=now)
    for contingent in contingents.due(session, now=now):
        event = session.get_one(Event, contingent.event_id)
        contingents.release(session, contingent, event, by=SYSTEM, now=now)
    reconfirmations.remind(session, now=now)


STEPS = 20
"""Steps of a promotion at one tick of the clock: then offers, reminders and e-mails have a turn."""


def promote(session: Session, *, now: datetime) -> None:
    """Go on with the waiting lists that move up: a commit each step, so that doors never wait."""
    for _step in range(STEPS):
        event = waiting_list.next_under_way(session)
        if event is None:
            return
        waiting_list.go_on(session, event, now=now)
        session.commit()


def tell_changes(session: Session, *, now: datetime) -> None:
    """Send the calendar file again to whom it has not reached since the event changed."""
    for event in revisions.due(session, now=now):
        revisions.tell(session, event, now=now)


def follow_programme(session: Session, *, now: datetime) -> None:
    """Tell who is signed up for sessions what releases changed, and fill places that are free."""
    for event in session_changes.due(session, now=now):
        session_changes.follow(session, event, now=now)


def put_numbers_together(session: Session, *, now: datetime) -> None:  # noqa: ARG001  (as every job)
    """Keep the tallies short; the numbers they tell stay what they are."""
    for tally in (RegistrationTally, RegistrationDay):
        put_together(session, tally)
