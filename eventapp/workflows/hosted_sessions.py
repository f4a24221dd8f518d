"""What a host does with its sessions, and what editors do with the times it proposes."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.agenda import queries
from eventapp.agenda.errors import NotYourPerson
from eventapp.agenda.models import (
    AgendaSession,
    ContributorState,
    ProposalOfTime,
    ProposalOfTimeState,
    SessionPart,
)
from eventapp.agenda.services import RoleChange, SessionChange
from eventapp.agenda.services.hosting import answer_proposal
from eventapp.events.models import Event
from eventapp.journal.services import Actor
from eventapp.people.models import Organisation, Person
from eventapp.people.services import PersonChange, add_person
from eventapp.registration.services import places
from eventapp.workflows.session_changes import change_session


def accept_time(
    session: Session, event: Event, proposal: ProposalOfTime, *, by: Actor, now: datetime
) -> None:
    """Move a session in the draft to the time its host proposed; raises what that raises."""
    places.lock(session, event)
    item = proposal.session
    queries.read_again(session, item)
    held = SessionChange.of(session, item)
    moved = replace(held, starts_at=proposal.starts_at, ends_at=proposal.ends_at)
    answer_proposal(
        session, event, proposal, ProposalOfTimeState.ACCEPTED, answer="", by=by, now=now
    )
    change_session(session, item, moved, by=by, now=now)


def name_somebody(
    session: Session,
    event: Event,
    item: AgendaSession,
    host: Organisation,
    person: Person | PersonChange,
    part: SessionPart,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Give a person of the host a part in its session, as a draft: editors confirm it.

    Somebody new is added to the directory as one of the host's people. Raises NotYourPerson.
    """
    places.lock(session, event)
    if isinstance(person, PersonChange):
        theirs = replace(person, organisation=host.name)
        person = add_person(session, event, theirs, by=by, now=now)
    if person.organisation_id != host.id:
        raise NotYourPerson
    role = replace(RoleChange.new(person, part), state=ContributorState.DRAFT)
    held = SessionChange.of(session, item)
    change_session(session, item, replace(held, people=(*held.people, role)), by=by, now=now)


def withdraw_somebody(
    session: Session,
    event: Event,
    item: AgendaSession,
    host: Organisation,
    person: Person,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Take one of the host's people out of its session; raises NotYourPerson."""
    places.lock(session, event)
    if person.organisation_id != host.id:
        raise NotYourPerson
    held = SessionChange.of(session, item)
    stays = tuple(role for role in held.people if role.person is not person)
    change_session(session, item, replace(held, people=stays), by=by, now=now)
