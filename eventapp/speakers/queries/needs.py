"""What contributors need to take part, for those who care for them."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from eventapp.events.models import Event
from eventapp.people.models import Person
from eventapp.speakers.models import Contributor


def with_needs(session: Session, event: Event) -> Sequence[Contributor]:
    """Return the contributors who stated something of journey or needs, by family name."""
    asked = (
        select(Contributor)
        .join(Person, Person.id == Contributor.person_id)
        .options(joinedload(Contributor.person))
        .where(Contributor.event_id == event.id)
        .where(or_(Contributor.travel != "", Contributor.access_needs != ""))
        .order_by(Person.folded, Person.id)
    )
    return session.scalars(asked).all()
