"""Contributors as participants: whose registration it is, what they do, where they would be torn.

A registration is that of the person noted with it, else of whoever has its address in the
directory.
"""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import Session

from eventapp.accounts.addresses import key_of
from eventapp.agenda.models import AgendaSession, ContributorState, SessionPart, SessionRole
from eventapp.agenda.programme import Programme
from eventapp.events.models import Event
from eventapp.people.models import Person
from eventapp.registration.models import ENDED, Registration, SessionPlace, SessionPlaceState
from eventapp.text_search import fold

SETTLED = (ContributorState.ACCEPTED, ContributorState.CONFIRMED)
"""How far a part is settled when a place follows from it: the person said that they come."""


def is_person(event_id: int) -> ColumnElement[bool]:
    """Return what ties registrations of an event to its directory where both are joined."""
    same_address = Registration.email_key == func.lower(Person.email)
    unnoted = and_(Registration.person_id.is_(None), same_address)
    return and_(
        Registration.event_id == event_id, or_(Registration.person_id == Person.id, unnoted)
    )


def of_person(session: Session, person: Person) -> Registration | None:
    """Return the registration of somebody of the directory that has not ended."""
    address: ColumnElement[bool] = false()
    if person.email:
        unnoted = Registration.person_id.is_(None)
        address = and_(unnoted, Registration.email_key == key_of(person.email))
    statement = (
        select(Registration)
        .where(Registration.event_id == person.event_id, Registration.state.not_in(ENDED))
        .where(or_(Registration.person_id == person.id, address))
        .order_by(Registration.person_id.is_(None))
    )
    return session.scalars(statement.limit(1)).first()


def persons_of(session: Session, registration: Registration) -> Sequence[Person]:
    """Return who a participant is in the directory."""
    if registration.person_id is not None:
        noted = select(Person).where(Person.id == registration.person_id)
        return session.scalars(noted).all()
    if registration.email_key is None:
        return ()
    statement = select(Person).where(
        Person.event_id == registration.event_id,
        func.lower(Person.email) == registration.email_key,
    )
    return session.scalars(statement.order_by(Person.id)).all()


def own_parts(session: Session, registration: Registration, programme: Programme) -> frozenset[str]:
    """Return the public ids of the programme's sessions in which a participant does something.

    What the programme names them in, and what the team alone knows.
    """
    persons = persons_of(session, registration)
    if not persons:
        return frozenset()
    names, numbers = {person.public_id for person in persons}, [person.id for person in persons]
    named = {
        item.id for item in programme.held if any(part.person.id in names for part in item.parts)
    }
    statement = (
        select(AgendaSession.public_id)
        .join(SessionRole, SessionRole.session_id == AgendaSession.id)
        .where(SessionRole.person_id.in_(numbers), SessionRole.state.in_(SETTLED))
    )
    return frozenset(named.union(session.scalars(statement)))


def settled_roles(session: Session, person: Person) -> Sequence[tuple[int, SessionPart]]:
    """Return what somebody does at the event, as far as it is settled: session number and part.

    What is cancelled is nobody's part any more.
    """
    statement = (
        select(SessionRole.session_id, SessionRole.part)
        .join(AgendaSession, AgendaSession.id == SessionRole.session_id)
        .where(
            SessionRole.person_id == person.id,
            SessionRole.state.in_(SETTLED),
            AgendaSession.event_id == person.event_id,
            ~AgendaSession.cancelled,
        )
    )
    return [(row.session_id, row.part) for row in session.execute(statement)]


def taking_part_in(
    session: Session, item: AgendaSession, *, but: Collection[int | None]
) -> list[Person]:
    """Return whose part in a session is settled, each once, but for these numbers."""
    statement = (
        select(Person)
        .join(SessionRole, SessionRole.person_id == Person.id)
        .where(SessionRole.session_id == item.id, SessionRole.state.in_(SETTLED))
        .order_by(SessionRole.position, SessionRole.id)
    )
    persons = session.scalars(statement).unique().all()
    return [person for person in dict.fromkeys(persons) if person.id not in but]


def taking_part(event_id: int) -> Select[int | None]:
    """Return what asks for the numbers of everybody whose part at the event is settled."""
    return (
        select(SessionRole.person_id)
        .join(AgendaSession, AgendaSession.id == SessionRole.session_id)
        .where(
            AgendaSession.event_id == event_id,
            ~AgendaSession.cancelled,
            SessionRole.state.in_(SETTLED),
            SessionRole.person_id.is_not(None),
        )
    )


def without_place(session: Session, event: Event) -> Sequence[Person]:
    """Return whose part is settled and who has no place as a contributor yet, by family name."""
    admitted = (
        select(Registration.id)
        .where(is_person(event.id), Registration.contributes)
        .where(Registration.state.not_in(ENDED))
        .exists()
    )
    statement = select(Person).where(
        Person.event_id == event.id, Person.id.in_(taking_part(event.id)), ~admitted
    )
    return session.scalars(statement.order_by(Person.folded, Person.id)).unique().all()


def without_part(session: Session, event: Event) -> Sequence[Registration]:
    """Return who has a place as a contributor and no part any more, by family name."""
    statement = select(Registration).where(_left_over(event))
    return session.scalars(statement.order_by(Registration.family_key, Registration.id)).all()


def number_without_part(session: Session, event: Event) -> int:
    """Return how many have a place as a contributor and no part any more."""
    return session.scalar(select(func.count(Registration.id)).where(_left_over(event))) or 0


def _left_over(event: Event) -> ColumnElement[bool]:
    """Return what is true of a contributor's place whose parts have all ended."""
    theirs = (
        select(Person.id)
        .where(is_person(event.id), Person.id.in_(taking_part(event.id)))
        .correlate(Registration)
        .exists()
    )
    return and_(
        Registration.event_id == event.id,
        Registration.contributes,
        Registration.state.not_in(ENDED),
        ~theirs,
    )


def booked_meanwhile(
    session: Session, item: AgendaSession, persons: Collection[int]
) -> dict[int, AgendaSession]:
    """Return the session at which each of these persons has a place while this one is on.

    A session, its block and its talks are one thing.
    """
    begins, ends = item.starts_at, item.ends_at
    if begins is None or ends is None or not persons:
        return {}
    statement = (
        select(Person.id, AgendaSession)
        .join(Registration, is_person(item.event_id))
        .join(SessionPlace, SessionPlace.registration_id == Registration.id)
        .join(AgendaSession, AgendaSession.id == SessionPlace.session_id)
        .where(Person.id.in_(persons), AgendaSession.id != item.id, ~AgendaSession.cancelled)
        .where(SessionPlace.state == SessionPlaceState.CONFIRMED)
        .where(AgendaSession.starts_at < ends, AgendaSession.ends_at > begins)
        .order_by(AgendaSession.starts_at.desc(), AgendaSession.id)
    )
    return {
        person: other
        for person, other in session.execute(statement)
        if other.block_id != item.id and item.block_id != other.id
    }


def doing(session: Session, event_id: int, public_ids: Collection[str]) -> set[int]:
    """Return the registrations whose people do something in one of these sessions."""
    statement = (
        select(Registration.id)
        .join(Person, is_person(event_id))
        .join(SessionRole, SessionRole.person_id == Person.id)
        .join(AgendaSession, AgendaSession.id == SessionRole.session_id)
        .where(AgendaSession.public_id.in_(public_ids), SessionRole.state.in_(SETTLED))
    )
    return set(session.scalars(statement)) if public_ids else set()


def placed(session: Session, event: Event, numbers: Collection[int]) -> frozenset[int]:
    """Return which of these people have a place as a contributor."""
    statement = (
        select(Person.id)
        .join(Registration, is_person(event.id))
        .where(Person.id.in_(numbers), Registration.contributes)
        .where(Registration.state.not_in(ENDED))
    )
    return frozenset(session.scalars(statement)) if numbers else frozenset()


def contributing(session: Session, event: Event) -> Sequence[Registration]:
    """Return who has a place as a contributor, by family name."""
    statement = select(Registration).where(
        Registration.event_id == event.id,
        Registration.contributes,
        Registration.state.not_in(ENDED),
    )
    return session.scalars(statement.order_by(Registration.family_key, Registration.id)).all()


def namesakes(
    session: Session, event: Event, persons: Sequence[Person]
) -> dict[int, list[Registration]]:
    """Return the registrations under each person's name that are noted with nobody yet."""
    keys = {person.id: fold(f"{person.family_name} {person.given_name}") for person in persons}
    statement = select(Registration).where(
        Registration.event_id == event.id,
        Registration.family_key.in_(keys.values()),
        Registration.person_id.is_(None),
        Registration.state.not_in(ENDED),
    )
    rows = session.scalars(statement.order_by(Registration.id)).all() if keys else ()
    return {number: [row for row in rows if row.family_key == key] for number, key in keys.items()}
