"""A contributor proposes somebody beside them: a part in draft, which the organisers decide on."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession, ContributorState
from eventapp.agenda.services import RoleChange, SessionChange
from eventapp.events.models import Event
from eventapp.events.revision import hold
from eventapp.journal.services import Actor, Object, record
from eventapp.people.models import Person, PublicBasis
from eventapp.people.queries import persons_reached_at
from eventapp.people.services import PersonChange, add_person
from eventapp.speakers.errors import TooManyProposals
from eventapp.workflows.session_changes import change_session

MOST_OPEN = 3
"""People proposed for a session whom the organisers have not invited yet."""


@dataclass(frozen=True, slots=True)
class ProposedPerson:
    """Whom a contributor would like to have beside them."""

    given_name: str
    family_name: str
    organisation: str
    email: str


def propose_co_speaker(
    session: Session,
    event: Event,
    item: AgendaSession,
    proposed: ProposedPerson,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Give the proposed person a part in draft: nobody is written to and nothing is public.

    Somebody whom the directory knows by that address stays as they are. Raises TooManyProposals,
    BadAddress.
    """
    hold(session, event.id)
    held = SessionChange.of(session, item)
    drafts = [role for role in held.people if role.state is ContributorState.DRAFT]
    if len(drafts) >= MOST_OPEN:
        raise TooManyProposals
    person = _person(session, event, proposed, by=by, now=now)
    if any(role.person is person for role in held.people):
        return
    role = replace(RoleChange.new(person), state=ContributorState.DRAFT)
    change_session(session, item, replace(held, people=(*held.people, role)), by=by, now=now)
    about = Object("contributors", person.id, person.full_name, event.id)
    record(session, "co-speaker-proposed", about, by=by, now=now)


def _person(
    session: Session, event: Event, proposed: ProposedPerson, *, by: Actor, now: datetime
) -> Person:
    known = persons_reached_at(session, event.id, proposed.email)
    if known:
        return known[0]
    change = PersonChange(
        given_name=proposed.given_name,
        family_name=proposed.family_name,
        organisation=proposed.organisation,
        email=proposed.email,
        basis=PublicBasis.NONE,
    )
    return add_person(session, event, change, by=by, now=now)
