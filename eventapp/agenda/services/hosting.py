"""Whose session it is: given to a host to look after, and the times a host proposes for it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from eventapp.accounts.models import User
from eventapp.agenda.emails import TimeAnsweredEmail
from eventapp.agenda.errors import EndsBeforeStart, ProposalOver
from eventapp.agenda.models import (
    AgendaSession,
    HostedSession,
    ProposalOfTime,
    ProposalOfTimeState,
)
from eventapp.events.models import Event
from eventapp.events.revision import hold, raise_revision
from eventapp.journal.services import Actor, Object, record
from eventapp.mail import services as mail
from eventapp.orm import lock_row
from eventapp.people.models import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWanted:
    """The time a host asks for, and why."""

    starts_at: datetime
    ends_at: datetime
    note: str = ""


def give_to_host(
    session: Session, item: AgendaSession, host: Organisation, *, by: Actor, now: datetime
) -> None:
    """Let a host look after a session; whoever did so before no longer does."""
    hold(session, item.event_id)
    session.execute(delete(HostedSession).where(HostedSession.session_id == item.id))
    session.add(HostedSession(session_id=item.id, organisation_id=host.id))
    session.flush()
    record(session, "given-to-host", about(item, host.id), by=by, now=now)
    raise_revision(session, item.event_id)


def take_from_host(
    session: Session, item: AgendaSession, host: Organisation, *, by: Actor, now: datetime
) -> None:
    """Let no host look after a session any more; a time that was proposed for it is void."""
    hold(session, item.event_id)
    session.execute(delete(HostedSession).where(HostedSession.session_id == item.id))
    _withdraw(session, item, now=now)
    record(session, "taken-from-host", about(item, host.id), by=by, now=now)
    raise_revision(session, item.event_id)


def propose_time(
    session: Session,
    item: AgendaSession,
    host: Organisation,
    times: TimeWanted,
    *,
    by: Actor,
    now: datetime,
) -> ProposalOfTime:
    """Ask for another time for a session; a former proposal that nobody answered is replaced.

    The programme stays as it is until an editor accepts. Raises EndsBeforeStart.
    """
    if times.ends_at <= times.starts_at:
        raise EndsBeforeStart
    hold(session, item.event_id)
    _withdraw(session, item, now=now)
    proposal = ProposalOfTime(
        event_id=item.event_id,
        session=item,
        starts_at=times.starts_at,
        ends_at=times.ends_at,
        note=times.note,
        user_id=by.id or 0,
        proposed_at=now,
    )
    session.add(proposal)
    session.flush()
    facts = {"starts_at": times.starts_at.isoformat(), "ends_at": times.ends_at.isoformat()}
    record(session, "time-proposed", about(item, host.id), by=by, now=now, changes=facts)
    return proposal


def answer_proposal(
    session: Session,
    event: Event,
    proposal: ProposalOfTime,
    state: ProposalOfTimeState,
    *,
    answer: str,
    by: Actor,
    now: datetime,
) -> None:
    """Note what an editor decided, and write it to who asked; raises ProposalOver."""
    lock_row(session, proposal)
    if proposal.state is not ProposalOfTimeState.OPEN:
        raise ProposalOver
    proposal.state, proposal.answer, proposal.answered_at = state, answer, now
    item = proposal.session
    of = session.scalar(
        select(HostedSession.organisation_id).where(HostedSession.session_id == item.id)
    )
    user = session.get_one(User, proposal.user_id)
    email = TimeAnsweredEmail.of(proposal, event, user.language)
    about_session = mail.About("session", item.id, event.id, of)
    mail.post(session, user.email, email, language=user.language, about=about_session, now=now)
    deed = "time-accepted" if state is ProposalOfTimeState.ACCEPTED else "time-declined"
    record(session, deed, about(item, of), by=by, now=now)


def forget_host_of(session: Session, item: AgendaSession) -> None:
    """Delete who looks after a session, and the times proposed for it."""
    session.execute(delete(HostedSession).where(HostedSession.session_id == item.id))
    session.execute(delete(ProposalOfTime).where(ProposalOfTime.session_id == item.id))


def about(item: AgendaSession, organisation_id: int | None) -> Object:
    """Return a session of a host as the journal knows it: its representatives read of it."""
    return Object("session", item.id, item.title.into("en")[:160], item.event_id, organisation_id)


def _withdraw(session: Session, item: AgendaSession, *, now: datetime) -> None:
    session.execute(
        update(ProposalOfTime)
        .where(
            ProposalOfTime.session_id == item.id,
            ProposalOfTime.state == ProposalOfTimeState.OPEN,
        )
        .values(state=ProposalOfTimeState.WITHDRAWN, answered_at=now)
    )
