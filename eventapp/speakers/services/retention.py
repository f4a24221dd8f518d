"""What contributors wrote for one event only: forgotten after it, or when they ask.

Journeys and what help somebody needs go two weeks after the event, everything else that was written
ninety days after it. That somebody contributed, and consented or not, stays.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.journal.services import SYSTEM, Actor, forget_fields, forget_texts, record
from eventapp.people.models import Person
from eventapp.people.services.retention import KEPT
from eventapp.speakers.models import Contributor, Material
from eventapp.speakers.services.materials import MATERIAL, remove_material
from eventapp.speakers.services.posting import about

NEEDS_KEPT = timedelta(days=14)
"""How long after the end of an event journeys and needs are kept."""
NEEDS = ("travel", "access_needs")
WRITTEN = ("message", "answered_by", "decline_reason", "decline_proposal", "team_note")
AT_ONCE = 200
"""Contributors whom one turn of the job forgets."""


def forget_person(session: Session, people: Sequence[Person], *, by: Actor, now: datetime) -> None:
    """Take out what these people wrote and handed in as contributors, and what was noted.

    Their links end.
    """
    numbers = [person.id for person in people]
    those = select(Contributor).where(Contributor.person_id.in_(numbers))
    for contributor in session.scalars(those).all():
        _empty(contributor, (*NEEDS, *WRITTEN))
        contributor.technical_needs = contributor.technical_needs and ""
        contributor.link_generation += 1
        contributor.consent_generation += 1
        record(session, "contact-erased", about(contributor), by=by, now=now)
    session.flush()
    forget_fields(session, "contributors", numbers, WRITTEN)
    _forget_materials(session, numbers, by=by, now=now)


def _forget_materials(
    session: Session, numbers: Sequence[int], *, by: Actor, now: datetime
) -> None:
    """Remove what these people handed in; a file may name them, and so may what was noted of it."""
    those = session.scalars(select(Material).where(Material.person_id.in_(numbers))).all()
    removed = [material.id for material in those]
    for material in those:
        remove_material(session, material, by=by, now=now)
    forget_texts(session, MATERIAL, removed)


def forget_contributors(session: Session, *, now: datetime) -> None:
    """Do so for some of the contributors of events that ended long enough ago."""
    for kept, names in ((NEEDS_KEPT, NEEDS), (KEPT, WRITTEN)):
        those = (
            select(Contributor)
            .join(Event, Event.id == Contributor.event_id)
            .where(Event.ends_at < now - kept)
            .where(or_(*(getattr(Contributor, name) != "" for name in names)))
            .order_by(Contributor.id)
            .limit(AT_ONCE)
        )
        emptied = session.scalars(those).all()
        for contributor in emptied:
            _empty(contributor, names)
            record(session, "contact-erased", about(contributor), by=SYSTEM, now=now)
        session.flush()
        persons = [contributor.person_id for contributor in emptied]
        forget_fields(session, "contributors", persons, names)


def _empty(contributor: Contributor, names: Sequence[str]) -> None:
    for name in names:
        setattr(contributor, name, "")
