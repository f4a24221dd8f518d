"""All that one person is at an event: in sessions, for a host, at a desk, as a participant."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from eventapp.accounts.addresses import key_of
from eventapp.accounts.models import User
from eventapp.agenda.models import AgendaSession, SessionRole
from eventapp.people.models import Desk, DeskExpert, Host, HostMember, Person
from eventapp.registration.models import Registration


@dataclass(frozen=True, slots=True)
class PersonParts:
    """Where else a person is found."""

    roles: Sequence[tuple[AgendaSession, str]]
    """Sessions in their order, and the part in each."""
    hosts: Sequence[Host]
    """Those the person represents, recognised by the e-mail address."""
    desks: Sequence[Desk]
    """Information desks of the person's organisation, or where the person can be asked."""
    registrations: Sequence[Registration]
    """Those with the person's e-mail address."""

    def __bool__(self) -> bool:
        return bool(self.roles or self.hosts or self.desks or self.registrations)


def parts_of(session: Session, person: Person) -> PersonParts:
    """Return all parts of a person at the event."""
    roles = (
        select(AgendaSession, SessionRole.part)
        .join(SessionRole, SessionRole.session_id == AgendaSession.id)
        .where(SessionRole.person_id == person.id)
        .order_by(AgendaSession.starts_at, AgendaSession.number)
    )
    asked = select(DeskExpert.desk_id).where(DeskExpert.person_id == person.id)
    at: list[ColumnElement[bool]] = [Desk.id.in_(asked)]
    if person.organisation_id is not None:
        at.append(Desk.organisation_id == person.organisation_id)
    desks = select(Desk).where(Desk.event_id == person.event_id, or_(*at))
    return PersonParts(
        [(item, part.value) for item, part in session.execute(roles)],
        _hosts(session, person),
        session.scalars(desks.order_by(Desk.position, Desk.id)).all(),
        _registrations(session, person),
    )


def _hosts(session: Session, person: Person) -> Sequence[Host]:
    if person.email is None:
        return ()
    hosts = select(Host).join(Host.members).join(User, User.id == HostMember.user_id)
    hosts = hosts.where(Host.event_id == person.event_id, User.email_key == key_of(person.email))
    return session.scalars(hosts.order_by(Host.position, Host.id)).all()


def _registrations(session: Session, person: Person) -> Sequence[Registration]:
    if person.email is None:
        return ()
    same = select(Registration).where(
        Registration.event_id == person.event_id, Registration.email_key == key_of(person.email)
    )
    return session.scalars(same.order_by(Registration.id)).all()
