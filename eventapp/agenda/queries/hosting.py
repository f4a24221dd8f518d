"""Which sessions a host looks after, and the times it proposed for them."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from eventapp.agenda.models import (
    AgendaSession,
    HostedSession,
    ProposalOfTime,
    ProposalOfTimeState,
)
from eventapp.agenda.queries.draft import IN_ORDER, WHOLE, WHOLE_OF_MANY
from eventapp.events.models import Event
from eventapp.people.models import Organisation


def hosted_sessions(session: Session, host: Organisation) -> Sequence[AgendaSession]:
    """Return the sessions of the draft that a host looks after, in order."""
    statement = (
        select(AgendaSession)
        .join(HostedSession, HostedSession.session_id == AgendaSession.id)
        .where(HostedSession.organisation_id == host.id)
        .options(*WHOLE_OF_MANY)
        .order_by(*IN_ORDER)
    )
    return session.scalars(statement).all()


def number_hosted(session: Session, host: Organisation) -> int:
    """Return how many sessions a host looks after."""
    statement = select(func.count()).where(HostedSession.organisation_id == host.id)
    return session.scalar(statement) or 0


def hosts_of(session: Session, items: Collection[AgendaSession]) -> dict[int, int]:
    """Return the organisation that looks after each of these sessions, both by internal number."""
    statement = select(HostedSession.session_id, HostedSession.organisation_id)
    chosen = HostedSession.session_id.in_([item.id for item in items])
    return {row.session_id: row.organisation_id for row in session.execute(statement.where(chosen))}


def ids_by_host(session: Session, event: Event) -> dict[int, list[str]]:
    """Return the public ids of the sessions that each organisation looks after, by its number."""
    statement = (
        select(HostedSession.organisation_id, AgendaSession.public_id)
        .join(AgendaSession, AgendaSession.id == HostedSession.session_id)
        .where(AgendaSession.event_id == event.id)
        .order_by(*IN_ORDER)
    )
    by_host: dict[int, list[str]] = {}
    for number, public_id in session.execute(statement):
        by_host.setdefault(number, []).append(public_id)
    return by_host


def hosted_session(session: Session, host: Organisation, public_id: str) -> AgendaSession | None:
    """Return one session that a host looks after; for others there is none."""
    statement = (
        select(AgendaSession)
        .join(HostedSession, HostedSession.session_id == AgendaSession.id)
        .where(HostedSession.organisation_id == host.id, AgendaSession.public_id == public_id)
        .options(*WHOLE)
    )
    return session.scalars(statement).one_or_none()


def unhosted(session: Session, event: Event) -> Sequence[AgendaSession]:
    """Return the sessions of the draft that no host looks after."""
    hosted = select(HostedSession.session_id)
    statement = select(AgendaSession).where(
        AgendaSession.event_id == event.id, AgendaSession.id.not_in(hosted)
    )
    return session.scalars(statement.options(*WHOLE_OF_MANY).order_by(*IN_ORDER)).all()


def newest_proposals(
    session: Session, items: Collection[AgendaSession]
) -> dict[int, ProposalOfTime]:
    """Return the newest proposal of a time for each session that has one, by internal number."""
    statement = select(ProposalOfTime).where(
        ProposalOfTime.session_id.in_([item.id for item in items])
    )
    rows = session.scalars(statement.order_by(ProposalOfTime.id))
    return {proposal.session_id: proposal for proposal in rows}


def open_proposals(session: Session, event: Event) -> Sequence[ProposalOfTime]:
    """Return the proposed times that wait for an editor, the oldest first."""
    return session.scalars(_open(event).order_by(ProposalOfTime.id)).all()


def number_of_open_proposals(session: Session, event: Event) -> int:
    """Return how many proposed times wait for an editor."""
    statement = select(func.count(ProposalOfTime.id)).where(
        ProposalOfTime.event_id == event.id, ProposalOfTime.state == ProposalOfTimeState.OPEN
    )
    return session.scalar(statement) or 0


def open_proposal(session: Session, event: Event, public_id: str) -> ProposalOfTime | None:
    """Return one proposed time that waits for an editor."""
    statement = _open(event).where(ProposalOfTime.public_id == public_id)
    return session.scalars(statement).one_or_none()


def _open(event: Event) -> Select[ProposalOfTime]:
    return select(ProposalOfTime).where(
        ProposalOfTime.event_id == event.id, ProposalOfTime.state == ProposalOfTimeState.OPEN
    )
