"""Who has a part in the programme and may not be named in public."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession, SessionRole
from eventapp.events.models import Event
from eventapp.people.models import Person, PublicBasis


def people_left_out(session: Session, event: Event) -> Sequence[Person]:
    """Return who a release leaves out though they have a part in a public session, by name."""
    parts = (
        select(SessionRole.person_id)
        .join(AgendaSession, AgendaSession.id == SessionRole.session_id)
        .where(AgendaSession.event_id == event.id, AgendaSession.public)
    )
    people = select(Person).where(
        Person.event_id == event.id, Person.basis == PublicBasis.NONE, Person.id.in_(parts)
    )
    return session.scalars(people.order_by(Person.folded, Person.id)).all()
