"""The parts that contributors have, with session, room and organisation."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from eventapp.agenda.models import AgendaSession, ContributorState, SessionPart, SessionRole
from eventapp.people.models import Person


def roles_of(session: Session, persons: Collection[int]) -> dict[int, list[SessionRole]]:
    """Return the parts of these persons in the order of the programme, all by one statement."""
    statement = (
        select(SessionRole)
        .join(AgendaSession, AgendaSession.id == SessionRole.session_id)
        .where(SessionRole.person_id.in_(persons))
        .options(
            joinedload(SessionRole.session).options(
                joinedload(AgendaSession.room), joinedload(AgendaSession.block)
            ),
            joinedload(SessionRole.organisation),
        )
        .order_by(AgendaSession.starts_at, AgendaSession.number, SessionRole.id)
    )
    roles: dict[int, list[SessionRole]] = {number: [] for number in persons}
    for role in session.scalars(statement):
        if role.person_id is not None:
            roles[role.person_id].append(role)
    return roles


def moderators_of(session: Session, items: Collection[AgendaSession]) -> dict[int, list[Person]]:
    """Return who moderates these sessions, or else the blocks they are talks of."""
    numbers = {item.id for item in items} | {item.block_id for item in items if item.block_id}
    statement = (
        select(SessionRole.session_id, Person)
        .join(Person, Person.id == SessionRole.person_id)
        .where(SessionRole.session_id.in_(numbers), SessionRole.part == SessionPart.MODERATOR)
        .where(SessionRole.state != ContributorState.DECLINED)
        .order_by(SessionRole.position, SessionRole.id)
    )
    by_session: dict[int, list[Person]] = {}
    for number, person in session.execute(statement):
        by_session.setdefault(number, []).append(person)
    return {
        item.id: by_session.get(item.id) or by_session.get(item.block_id or 0, []) for item in items
    }


def names_of(persons: Sequence[Person]) -> list[str]:
    """Return names as they are said, each with the organisation."""
    return [
        f"{person.full_name}, {person.organisation.name}"
        if person.organisation
        else person.full_name
        for person in persons
    ]
