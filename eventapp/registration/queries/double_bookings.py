"""People with a part in one session and a place at another at the same time."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.items import Item, overlap
from eventapp.agenda.models import AgendaSession
from eventapp.agenda.snapshots import read
from eventapp.agenda.stored import StoredRelease
from eventapp.events.models import Event
from eventapp.people.models import Person
from eventapp.registration.models import Registration, SessionPlace
from eventapp.registration.queries.contributors import is_person


@dataclass(frozen=True, slots=True)
class Torn:
    """Somebody who would have to be in two rooms."""

    registration: Registration
    part: Item
    """The session they do something in."""
    place: Item
    """The session they are signed up for."""


def torn(session: Session, event: Event, programme: StoredRelease) -> list[Torn]:
    """Return who would be torn by this programme, by family name.

    Nobody signs up beside their own part; but a part may come later, or a session move.
    """
    held = [stored for stored in programme["sessions"] if not stored.get("cancelled")]
    signed_up = {stored["id"] for stored in held if stored.get("sign_up")}
    concerned = {part["person"] for stored in held for part in stored["parts"]}
    if not signed_up or not concerned:
        return []
    statement = (
        select(Person.public_id, Registration, AgendaSession.public_id)
        .join(Registration, is_person(event.id))
        .join(SessionPlace, SessionPlace.registration_id == Registration.id)
        .join(AgendaSession, AgendaSession.id == SessionPlace.session_id)
        .where(
            Person.event_id == event.id,
            Person.public_id.in_(concerned),
            AgendaSession.public_id.in_(signed_up),
        )
        .order_by(Registration.family_key, Registration.id, AgendaSession.starts_at)
    )
    both = session.execute(statement).all()
    return _at_once(programme, both) if both else []


def _at_once(programme: StoredRelease, both: Iterable[Any]) -> list[Torn]:
    """Return who of those with a part and a place would have to be in two rooms."""
    after = {item.id: item for item in read(programme).held}
    parts: dict[str, list[Item]] = {}
    for item in after.values():
        for part in item.parts if not item.is_pause else ():
            parts.setdefault(part.person.id, []).append(item)
    return [
        Torn(registration, part, after[place])
        for person, registration, place in both
        for part in parts.get(person, ())
        if part.id != place and overlap(part, after[place])
    ]
