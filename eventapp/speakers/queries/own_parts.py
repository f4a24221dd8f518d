"""The sessions of a contributor as the draft holds them: when, where, before whom, with whom."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession, ContributorState, SessionPart, SessionRole
from eventapp.agenda.queries.draft import IN_ORDER, WHOLE, roles_of
from eventapp.people.models import Person
from eventapp.speakers.models import Contributor

ASKED = (ContributorState.INVITED, ContributorState.ACCEPTED, ContributorState.CONFIRMED)
"""States in which somebody knows of their part."""


@dataclass(frozen=True, slots=True)
class OwnPart:
    """A part that a contributor has in a session."""

    role: SessionRole
    session: AgendaSession
    moderators: tuple[Person, ...]
    """Who leads through it, the contributor aside; of a talk, through its session."""


def own_parts(session: Session, contributor: Contributor) -> list[OwnPart]:
    """Return the parts a contributor was asked for and has not declined, in order of time."""
    own = (
        select(SessionRole.session_id)
        .where(SessionRole.person_id == contributor.person_id)
        .where(SessionRole.state.in_(ASKED))
    )
    asked = select(AgendaSession).where(AgendaSession.id.in_(own), ~AgendaSession.cancelled)
    items = session.scalars(asked.options(*WHOLE).order_by(*IN_ORDER)).all()
    blocks = [item.block for item in items if item.block is not None]
    roles = roles_of(session, [*items, *blocks])
    return [
        OwnPart(role, item, _moderators(roles, item, contributor))
        for item in items
        for role in roles[item.id]
        if role.person_id == contributor.person_id and role.state in ASKED
    ]


def _moderators(
    roles: dict[int, list[SessionRole]], item: AgendaSession, contributor: Contributor
) -> tuple[Person, ...]:
    there: Sequence[SessionRole] = (*roles.get(item.id, ()), *roles.get(item.block_id or 0, ()))
    people = (
        role.person for role in there if role.part is SessionPart.MODERATOR and role.state in ASKED
    )
    return tuple(
        dict.fromkeys(person for person in people if person and person.id != contributor.person_id)
    )
