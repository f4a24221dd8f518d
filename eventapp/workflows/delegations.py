"""A host's delegation as its representatives see it: who comes, who was asked, who speaks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from eventapp.accounts.addresses import key_of
from eventapp.agenda.models import ContributorState, SessionRole
from eventapp.events.models import Event
from eventapp.people.models import Organisation, Person
from eventapp.registration import queries
from eventapp.registration.models import Invitation, InvitationState, Registration, State
from eventapp.registration.queries import Search, delegations
from eventapp.scope import Scope
from eventapp.speakers.models import Contributor
from eventapp.speakers.open_points import Point
from eventapp.speakers.queries.points import points_of
from eventapp.speakers.queries.roles import roles_of


class DelegateState(StrEnum):
    """How somebody of a delegation stands; what asks for an act comes first."""

    RETURNED = "returned"
    """The e-mail came back."""
    PENDING = "pending"
    """Waits for the word of the host or the organisers."""
    SILENT = "silent"
    """Was invited and has not answered."""
    WAITING = "waiting"
    OFFERED = "offered"
    REGISTERED = "registered"
    SPEAKER = "speaker"
    """Has a part in the programme and no registration yet."""
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"

    @property
    def asks_for_an_act(self) -> bool:
        """Say whether somebody has to do something."""
        return self in (DelegateState.RETURNED, DelegateState.PENDING, DelegateState.SILENT)


OF_REGISTRATION = {
    State.PENDING: DelegateState.PENDING,
    State.WAITING: DelegateState.WAITING,
    State.OFFERED: DelegateState.OFFERED,
    State.CONFIRMED: DelegateState.REGISTERED,
    State.DECLINED: DelegateState.DECLINED,
    State.CANCELLED: DelegateState.CANCELLED,
}
OF_INVITATION = {
    InvitationState.OPEN: DelegateState.SILENT,
    InvitationState.DECLINED: DelegateState.DECLINED,
    InvitationState.WITHDRAWN: DelegateState.WITHDRAWN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegate:
    """Somebody of a delegation."""

    family_name: str
    given_name: str
    organisation: str
    email: str
    state: DelegateState
    since: datetime | None
    speaks: bool = False
    """Has a part in the programme: listed with the host, outside of its places."""
    registration: Registration | None = None
    invitation: Invitation | None = None
    person: Person | None = None

    @property
    def name(self) -> str:
        """The name, or the address where there is none."""
        return f"{self.given_name} {self.family_name}".strip() or self.email

    @property
    def key(self) -> str:
        """What names the row in an address."""
        if self.registration is not None:
            return self.registration.reference
        thing = self.invitation or self.person
        return thing.public_id if thing is not None else ""


def delegates(session: Session, event: Event, host: Organisation) -> list[Delegate]:
    """Return everybody of a host's delegation, who asks for an act first, then by name."""
    speaking = speakers(session, host)
    rows = list(_registered(session, event, host, speaking))
    here = {row.person.id for row in rows if row.person is not None}
    rows += _invited(session, host)
    rows += [_speaker(person) for person in speaking if person.id not in here]
    order = list(DelegateState)
    return sorted(rows, key=lambda row: (order.index(row.state), row.family_name, row.given_name))


def speakers(session: Session, host: Organisation) -> list[Person]:
    """Return a host's people with a part in the programme, who did not decline it."""
    parts = (
        select(SessionRole.person_id)
        .join(Person, Person.id == SessionRole.person_id)
        .where(
            Person.event_id == host.event_id,
            or_(
                Person.organisation_id == host.id,
                SessionRole.organisation_id == host.id,
            ),
            SessionRole.state != ContributorState.DECLINED,
        )
    )
    statement = select(Person).where(Person.id.in_(parts)).order_by(Person.folded, Person.id)
    return list(session.scalars(statement))


def missing_of_speakers(
    session: Session, event: Event, host: Organisation, *, now: datetime
) -> list[tuple[Person, Sequence[Point]]]:
    """Return what a host's people in the programme still owe, who owes nothing left out."""
    numbers = [person.id for person in speakers(session, host)]
    statement = select(Contributor).where(Contributor.person_id.in_(numbers))
    contributors = session.scalars(statement).all()
    owed = points_of(session, event, contributors, roles_of(session, numbers), now=now)
    theirs = [
        (contributor.person, [point for point in owed[contributor.person_id] if _theirs(point)])
        for contributor in contributors
    ]
    return [(person, points) for person, points in theirs if points]


def _theirs(point: Point) -> bool:
    """Say whether the host can do something about it: what the team does is not its business."""
    return not point.for_the_team


def _registered(
    session: Session, event: Event, host: Organisation, speaking: Sequence[Person]
) -> Iterator[Delegate]:
    by_number = {person.id: person for person in speaking}
    by_address = {key_of(person.email): person for person in speaking if person.email}
    scope = Scope(event.id, frozenset([host.id]))
    people = queries.everything(session, scope, Search(sort="name"))
    came_back = queries.returned(session, scope, [person.id for person in people])
    for person in people:
        state = OF_REGISTRATION[person.state]
        if person.id in came_back and state is DelegateState.REGISTERED:
            state = DelegateState.RETURNED
        if person.person_id is not None:
            speaker = by_number.get(person.person_id)
        else:
            speaker = by_address.get(person.email_key or "")
        yield Delegate(
            family_name=person.family_name,
            given_name=person.given_name,
            organisation=person.organisation_name,
            email=person.email or "",
            state=state,
            since=person.cancelled_at or person.registered_at,
            speaks=person.contributes or speaker is not None,
            registration=person,
            person=speaker,
        )


def _invited(session: Session, host: Organisation) -> Iterator[Delegate]:
    invitations = delegations.invitations_of(session, host)
    came_back = delegations.returned_invitations(session, invitations)
    for invitation in invitations:
        state = OF_INVITATION[invitation.state]
        if invitation.id in came_back and state is DelegateState.SILENT:
            state = DelegateState.RETURNED
        yield Delegate(
            family_name=invitation.family_name,
            given_name=invitation.given_name,
            organisation=invitation.organisation_name,
            email=invitation.email,
            state=state,
            since=invitation.answered_at or invitation.reminded_at or invitation.sent_at,
            invitation=invitation,
        )


def _speaker(person: Person) -> Delegate:
    return Delegate(
        family_name=person.family_name,
        given_name=person.given_name,
        organisation=person.organisation.name if person.organisation is not None else "",
        email=person.email or "",
        state=DelegateState.SPEAKER,
        since=None,
        speaks=True,
        person=person,
    )
