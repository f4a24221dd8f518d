"""Contributors as participants: a place follows from a part that is settled, and ends with it.

A part is settled once the person has accepted it, or the organisers have confirmed it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession
from eventapp.agenda.services import RoleChange
from eventapp.badges import queries as badges
from eventapp.errors import Conflict, Sentence
from eventapp.events.models import Event
from eventapp.journal.services import Actor
from eventapp.people.models import Person
from eventapp.registration import queries
from eventapp.registration.models import PlaceAfter, Registration
from eventapp.registration.services import contributors


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
    """Give a place to everybody whose part is settled now; call it when the change is written.

    The place of whose last part ends stays as it is until somebody says what becomes of it: by
    `end_places`, or where the organisers see who has a place and no part.
    """
    stood, stands = settled(before), settled(after)
    for number in stands.keys() - stood.keys():
        admission = contributors.admit(session, event, stands[number], by=by, now=now)
        contributors.tell_admitted(session, event, admission, now=now)


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
    return None if queries.settled_roles(session, person) else registration


@dataclass(frozen=True, slots=True)
class PlaceAtStake:
    """The place of somebody whose last part is about to end, with what hangs on it."""

    person: Person
    registration: Registration
    printed_at: datetime | None
    """When the badge was printed last; None: it was not."""
    bookings: int
    """How many sessions are booked, or waited for."""


def losing_their_last_part(
    session: Session,
    item: AgendaSession,
    before: Iterable[RoleChange],
    after: Iterable[RoleChange] = (),
) -> list[PlaceAtStake]:
    """Return whose place has to be decided on if these parts of a session became those."""
    stood, stands = settled(before), settled(after)
    gone = [person for number, person in stood.items() if number not in stands]
    alone = [
        person
        for person in gone
        if all(number == item.id for number, _part in queries.settled_roles(session, person))
    ]
    return [stake for person in alone if (stake := at_stake(session, person))]


def at_stake(session: Session, person: Person) -> PlaceAtStake | None:
    """Return somebody's place as a contributor, with what hangs on it; None: there is none."""
    registration = queries.of_person(session, person)
    if registration is None or not registration.contributes:
        return None
    badge = badges.own(session, registration)
    return PlaceAtStake(
        person,
        registration,
        badge.printed_at if badge else None,
        len(queries.own_places(session, registration)),
    )


def check_decided(asked: Sequence[PlaceAtStake], answers: Mapping[str, PlaceAfter]) -> None:
    """Refuse while nobody said what becomes of somebody's place; answers by public id."""
    open_ones = [stake.person for stake in asked if stake.person.public_id not in answers]
    if open_ones:
        raise PlaceUndecided(open_ones)


def end_places(
    session: Session,
    event: Event,
    asked: Iterable[PlaceAtStake],
    answers: Mapping[str, PlaceAfter],
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Do with each place as was said of it; call it when the parts have ended."""
    for stake in asked:
        after = answers.get(stake.person.public_id)
        if after is not None:
            contributors.release(session, event, stake.registration, after, by=by, now=now)
