"""A host's delegation: its places, whom it invited, and what came of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from eventapp.events.models import Category, Event
from eventapp.events.queries import offered_categories
from eventapp.mail.models import Email, EmailState
from eventapp.people.models import Organisation
from eventapp.registration.emails.invitation import registered
from eventapp.registration.models import (
    HOLDING,
    Contingent,
    Invitation,
    InvitationState,
    Registration,
)


@dataclass(frozen=True, slots=True)
class Quota:
    """The places that are kept for a host, and how they stand."""

    places: int
    held: int
    invited: int
    """Invitations of its delegation that wait for an answer."""
    until: datetime | None
    """When what is unused is opened to all."""
    opened: bool
    """Whether that has happened."""

    @property
    def free(self) -> int:
        """How many more people can be invited without anybody having to wait."""
        return max(0, self.places - self.held - self.invited)

    @property
    def waiting(self) -> int:
        """How many of those invited would find no place left."""
        return max(0, self.held + self.invited - self.places)


def quota(session: Session, organisation: Organisation) -> Quota:
    """Return the places of a host's contingents as they stand; without any, there are none."""
    kept = contingents_of(session, organisation)
    held = select(func.count(Registration.id)).where(
        Registration.contingent_id.in_([contingent.id for contingent in kept]),
        Registration.state.in_(HOLDING),
    )
    asked = select(func.count(Invitation.id)).where(*_waits(organisation))
    ends = [contingent.release_at for contingent in kept if contingent.release_at is not None]
    return Quota(
        places=sum(contingent.places for contingent in kept),
        held=(session.scalar(held) or 0) if kept else 0,
        invited=session.scalar(asked) or 0,
        until=min(ends, default=None),
        opened=bool(kept) and all(contingent.released_at is not None for contingent in kept),
    )


def contingents_of(session: Session, organisation: Organisation) -> Sequence[Contingent]:
    """Return the contingents that keep places for a host's delegation."""
    statement = select(Contingent).where(Contingent.organisation_id == organisation.id)
    return session.scalars(statement.order_by(Contingent.id)).all()


def categories_for(session: Session, event: Event, organisation: Organisation) -> list[Category]:
    """Return the categories into which a host may invite: those its places are kept for."""
    kept = contingents_of(session, organisation)
    offered = list(offered_categories(session, event))
    if not kept or any(contingent.category_id is None for contingent in kept):
        return offered
    numbers = {contingent.category_id for contingent in kept}
    return [category for category in offered if category.id in numbers]


def invitations_of(session: Session, organisation: Organisation) -> Sequence[Invitation]:
    """Return the invitations of a host that no registration came of, by family name."""
    statement = select(Invitation).where(
        Invitation.delegation_id == organisation.id,
        Invitation.state != InvitationState.ACCEPTED,
        ~registered(),
    )
    return session.scalars(
        statement.order_by(Invitation.family_name, Invitation.email, Invitation.id)
    ).all()


def invitation_of(
    session: Session, organisation: Organisation, public_id: str
) -> Invitation | None:
    """Return one invitation of a host's delegation; for everybody else there is none."""
    statement = select(Invitation).where(
        Invitation.delegation_id == organisation.id, Invitation.public_id == public_id
    )
    return session.scalars(statement).one_or_none()


def returned_invitations(session: Session, invitations: Collection[Invitation]) -> set[int]:
    """Return which invitations came back from the address they go to, by internal number."""
    to = {invitation.id: invitation.email for invitation in invitations}
    statement = select(Email.about_id, Email.to_address, Email.state).where(
        Email.about_kind == "invitation", Email.about_id.in_(to)
    )
    rows = session.execute(statement.order_by(Email.id))
    newest = {number: state for number, address, state in rows if to.get(number or 0) == address}
    came_back = (EmailState.BOUNCED, EmailState.FAILED)
    return {number for number, state in newest.items() if number and state in came_back}


def _waits(organisation: Organisation) -> tuple[ColumnElement[bool], ...]:
    return (
        Invitation.delegation_id == organisation.id,
        Invitation.state == InvitationState.OPEN,
        ~registered(),
    )
