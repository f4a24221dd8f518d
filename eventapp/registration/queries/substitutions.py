"""Contributors in others' places: what was done, and what is due."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession
from eventapp.events.models import Event
from eventapp.people.models import Person
from eventapp.registration.models import Registration, SessionPlace, Substitution
from eventapp.registration.queries.session_places import own_places


def substitution(session: Session, event: Event, public_id: str) -> Substitution | None:
    """Return one substitution of the event."""
    statement = select(Substitution).where(
        Substitution.event_id == event.id, Substitution.public_id == public_id
    )
    return session.scalars(statement).unique().one_or_none()


def substitutions_in(session: Session, item: AgendaSession) -> Sequence[Substitution]:
    """Return who replaced whom in a session, the newest first."""
    statement = select(Substitution).where(Substitution.session_id == item.id)
    return session.scalars(statement.order_by(Substitution.id.desc())).unique().all()


def substitutions_of(session: Session, persons: Iterable[Person]) -> Sequence[Substitution]:
    """Return in which of them these people were replaced, or took over."""
    numbers = [person.id for person in persons]
    either = or_(Substitution.former_id.in_(numbers), Substitution.successor_id.in_(numbers))
    statement = select(Substitution).where(either).order_by(Substitution.id)
    return session.scalars(statement).unique().all()


def due_substitutions(session: Session, *, now: datetime) -> Sequence[tuple[int, int]]:
    """Return the substitutions whose five minutes are over, with their events, by number."""
    statement = select(Substitution.id, Substitution.event_id).where(
        Substitution.settled_at.is_(None), Substitution.due_at <= now
    )
    return [(row.id, row.event_id) for row in session.execute(statement.order_by(Substitution.id))]


def booked_beside(
    session: Session, registration: Registration, item: AgendaSession
) -> list[SessionPlace]:
    """Return what somebody has booked, or waits for, while a session is on."""
    begins, ends = item.starts_at, item.ends_at
    if begins is None or ends is None:
        return []
    return [
        place
        for place in own_places(session, registration).values()
        if item.id not in (place.session_id, place.session.block_id)
        and item.block_id != place.session_id
        and place.session.starts_at is not None
        and place.session.ends_at is not None
        and place.session.starts_at < ends
        and place.session.ends_at > begins
    ]
