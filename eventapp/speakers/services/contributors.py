"""Everybody with a part in the programme is a contributor, and stays one with what was agreed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import SessionRole
from eventapp.events.models import Event
from eventapp.languages import FIRST, LANGUAGES
from eventapp.people.models import Person
from eventapp.speakers.models import Contributor

SETTLED_APART = ("id", "person_id", "event_id", "version", "language")
"""What the one that stays keeps when two contributors become one."""


def keep_up(session: Session, event: Event) -> None:
    """Let everybody who has a part in the programme be a contributor of the event."""
    session.flush()
    known = select(Contributor.person_id).where(Contributor.event_id == event.id)
    missing = select(Person).where(
        Person.event_id == event.id,
        Person.id.in_(select(SessionRole.person_id).where(SessionRole.person_id.is_not(None))),
        Person.id.not_in(known),
    )
    for person in session.scalars(missing.order_by(Person.id)).all():
        add_contributor(session, person)


def add_contributor(session: Session, person: Person) -> Contributor:
    """Let somebody be a contributor, written to in the first of their languages that we speak."""
    spoken = next((code for code in person.languages if code in LANGUAGES), FIRST)
    contributor = Contributor(person=person, event_id=person.event_id, language=spoken)
    session.add(contributor)
    session.flush()
    return contributor


def unite(session: Session, kept: Person, gone: Person) -> None:
    """Make one contributor of two whose persons become one: what only one says is kept.

    Links of either stay good only as far as neither was revoked.
    """
    rows = select(Contributor).where(Contributor.person_id.in_((kept.id, gone.id)))
    by_person = {row.person_id: row for row in session.scalars(rows)}
    if len(by_person) < len((kept, gone)):
        return
    stays, goes = by_person[kept.id], by_person[gone.id]
    for column in Contributor.__table__.columns:
        if column.name in SETTLED_APART:
            continue
        ours, theirs = getattr(stays, column.name), getattr(goes, column.name)
        if column.name.endswith("_generation"):
            setattr(stays, column.name, max(ours, theirs))
        elif ours in (None, "", [], False) and theirs is not None:
            setattr(stays, column.name, theirs)
    session.delete(goes)
    session.flush()
