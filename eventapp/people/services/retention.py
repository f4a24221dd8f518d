"""How people of the directory are reached: forgotten a while after the event, or when they ask.

Names and what the public programme says of somebody stay; addresses and numbers go, from the
activity log and from e-mails, too.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.journal.services import SYSTEM, Actor, Object, forget_fields, record
from eventapp.mail import services as mail
from eventapp.people.models import Person
from eventapp.people.services.persons import CONTACT

KEPT = timedelta(days=90)
"""How long after the end of an event people of its directory can still be reached."""
AT_ONCE = 200
"""People whom one turn of the job forgets."""


def forget_contact(
    session: Session, people: Sequence[Person], *, by: Actor, now: datetime
) -> list[str]:
    """Take out how these people and their assistants are reached, wherever it stands.

    Return the Message-IDs of the e-mails that were emptied, for copies in files.
    """
    for person in people:
        person.email, person.phone = None, ""
        person.assistant_name, person.assistant_email, person.assistant_phone = "", "", ""
    numbers = [person.id for person in people]
    session.flush()
    forget_fields(session, "contributors", numbers, CONTACT)
    for person in people:
        about = Object("contributors", person.id, person.full_name, person.event_id)
        record(session, "contact-erased", about, by=by, now=now)
    return mail.forget(session, "person", numbers)


def forget_contacts(session: Session, *, now: datetime) -> None:
    """Do so for some of the people of events that ended long enough ago."""
    reached = or_(
        Person.email.is_not(None),
        *(getattr(Person, name) != "" for name in CONTACT if name != "email"),
    )
    people = (
        select(Person)
        .join(Event, Event.id == Person.event_id)
        .where(Event.ends_at < now - KEPT, reached)
        .order_by(Person.id)
        .limit(AT_ONCE)
    )
    if persons := session.scalars(people).all():
        forget_contact(session, persons, by=SYSTEM, now=now)
