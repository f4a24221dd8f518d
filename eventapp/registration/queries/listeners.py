"""Which languages the people have chosen who will listen: how many receivers are laid out."""

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession
from eventapp.events.models import Event
from eventapp.registration.models import Registration, SessionPlace, SessionPlaceState, State


def languages_of_event(session: Session, event: Event) -> dict[str, int]:
    """Return how many who have a place at the event registered in each language."""
    return _counted(session, Registration.event_id == event.id)


def languages_at(session: Session, item: AgendaSession) -> dict[str, int]:
    """Return how many who have booked a session registered in each language."""
    booked = select(SessionPlace.registration_id).where(
        SessionPlace.session_id == item.id, SessionPlace.state == SessionPlaceState.CONFIRMED
    )
    return _counted(session, Registration.id.in_(booked))


def _counted(session: Session, those: ColumnElement[bool]) -> dict[str, int]:
    statement = (
        select(Registration.language, func.count(Registration.id))
        .where(those, Registration.state == State.CONFIRMED)
        .group_by(Registration.language)
    )
    return {language: people for language, people in session.execute(statement)}  # noqa: C416  (a Result is no mapping)
