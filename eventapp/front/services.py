"""Acts that touch several features in one commit; owns no tables."""

from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.agenda.errors import ChangedMeanwhile
from eventapp.checkin import queries as checkin
from eventapp.errors import Conflict, Sentence
from eventapp.events.models import Event
from eventapp.journal.services import Actor, Object, record
from eventapp.registration.models import Registration
from eventapp.registration.services import changes, places


def check_version(held: int, seen: int | None) -> None:
    """Refuse a save that would overwrite what somebody else saved since."""
    if held != seen:
        raise ChangedMeanwhile


class AlreadyInside(Conflict):
    """Who was let in holds the place that was meant for them."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("You were let in already, so the place stays yours. Thank you for coming.")
        )


def give_up_place(
    session: Session, registration: Registration, event: Event, *, by: Actor, now: datetime
) -> None:
    """Cancel by the participant's own wish; not after they were let in."""
    if checkin.has_arrived(session, event, registration.id):
        raise AlreadyInside
    changes.cancel(session, registration, event, by=by, now=now)


def places_changed(
    session: Session, event: Event, *, by: Actor, now: datetime
) -> list[Registration]:
    """After an event or a group was changed: give places that became free to those who wait."""
    places.lock(session, event)
    session.flush()
    record(
        session, "event-changed", Object("event", event.id, event.slug, event.id), by=by, now=now
    )
    return changes.promote_waiting(session, event, now=now)
