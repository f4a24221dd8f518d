"""What undoing a substitution that was told of would bring back of bookings, and what not."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from sqlalchemy.orm import Session

from eventapp.agenda import queries as agenda
from eventapp.agenda.models import AgendaSession
from eventapp.events.models import Event
from eventapp.people.models import Person
from eventapp.registration import queries
from eventapp.registration.models import Substitution
from eventapp.registration.services.substitutions import FORMER, SUCCESSOR


class Again(Enum):
    """What undoing would do with a booking that ended."""

    BOOKED = auto()
    WAITS = auto()
    """The session is full: the booking goes to its waiting list."""
    LOST = auto()
    """The session has begun, or is not in the programme any more."""


@dataclass(frozen=True, slots=True)
class LostBooking:
    """A booking that ended with the substitution."""

    person: Person
    session: AgendaSession
    again: Again


def bookings_lost(
    session: Session, event: Event, made: Substitution, *, now: datetime
) -> list[LostBooking]:
    """Return the bookings that ended, the former contributor's first, as undo would find them."""
    whose = ((made.former, FORMER), (made.successor, SUCCESSOR))
    return [
        LostBooking(person, item, _again(session, event, item, now=now))
        for person, key in whose
        if person is not None
        for public_id in made.freed.get(key, ())
        if (item := agenda.draft_session(session, event, public_id)) is not None
    ]


def _again(session: Session, event: Event, item: AgendaSession, *, now: datetime) -> Again:
    shown = agenda.released(session, event).item(item.public_id)
    if shown is None or shown.cancelled or shown.starts_at <= now:
        return Again.LOST
    most = queries.most_of(session, event, item)
    full = most is not None and queries.counted_at(session, item)[0] >= most
    return Again.WAITS if full else Again.BOOKED
