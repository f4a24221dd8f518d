"""Contributors as participants: a place follows from a part that is settled, and ends with it.

A part is settled once the person has accepted it, or the organisers have confirmed it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.agenda.services import RoleChange
from eventapp.errors import Conflict, Sentence
from eventapp.events.models import Event
from eventapp.journal.services import Actor
from eventapp.people.models import Person
from eventapp.registration import queries
from eventapp.registration.models import PlaceAfter, Registration
from eventapp.registration.services import changes, contributors


class PlaceUndecided(Conflict):
    """Somebody loses their last part, and nobody said what becomes of their place."""

    def __init__(self, persons: Sequence[Person]) -> None:
        names = ", ".join(person.full_name for person in persons)
        super().__init__(
            Sentence("Please say what becomes of the place of %(names)s.", names=names)
        )
        self.persons = persons


def follow(
    session: Session,
    event: Event,
    before: Iterable[RoleChange],
    after: Iterable[RoleChange],
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Give a place to everybody whose part is settled now; whose last one ends keeps it as a guest.

    Call it when the change is written. To cancel such a place is `end_places`'s.
    """
    stood, stands = settled(before), settled(after)
    for number in stands.keys() - stood.keys():
        admission = contributors.admit(session, event, stands[number], by=by, now=now)
        contributors.tell_admitted(session, event, admission, now=now)
    for number in stood.keys() - stands.keys():
        left = place_without_part(session, stood[number])
        if left is not None:
            contributors.release(session, event, left, PlaceAfter.KEPT, by=by, now=now)


def settled(roles: Iterable[RoleChange]) -> dict[int, Person]:
    """Return whose part among these is settled, by number."""
    return {
        role.person.id: role.person
        for role in roles
        if role.person is not None and role.state in queries.SETTLED
    }


def place_without_part(session: Session, person: Person) -> Registration | None:
    """Return the contributor's place of somebody who has no settled part at the event any more."""
    registration = queries.of_person(session, person)
    if registration is None or not registration.contributes:
        return None
    return None if queries.settled_parts(session, person) else registration


def losing_their_last_part(
    session: Session, before: Iterable[RoleChange], after: Iterable[RoleChange]
) -> list[Person]:
    """Return whose place has to be decided on if these parts of a session became those."""
    stood, stands = settled(before), settled(after)
    gone = [person for number, person in stood.items() if number not in stands]
    return [
        person
        for person in gone
        if queries.number_of_sessions(session, person) == 1
        and (registration := queries.of_person(session, person)) is not None
        and registration.contributes
    ]


def check_decided(persons: Sequence[Person], answers: Mapping[str, PlaceAfter]) -> None:
    """Refuse while nobody said what becomes of somebody's place; answers by public id."""
    open_ones = [person for person in persons if person.public_id not in answers]
    if open_ones:
        raise PlaceUndecided(open_ones)


def end_places(
    session: Session,
    event: Event,
    persons: Iterable[Person],
    answers: Mapping[str, PlaceAfter],
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Cancel the places of those of whom it was said; call it when their parts have ended."""
    for person in persons:
        registration = queries.of_person(session, person)
        if registration is not None and answers[person.public_id] is PlaceAfter.CANCELLED:
            changes.cancel(session, registration, event, by=by, now=now)
