"""What becomes of an accepted proposal: a session of the draft with its people and its files."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from eventapp import i18n
from eventapp.agenda.models import AgendaSession, ContributorState
from eventapp.agenda.services import RoleChange, SessionChange, add_session
from eventapp.errors import Sentence
from eventapp.events.models import Event
from eventapp.journal.services import Actor
from eventapp.orm import Translated
from eventapp.people.models import Person, PublicBasis
from eventapp.people.queries import persons_reached_at
from eventapp.people.services import PersonChange, change_person, person_called
from eventapp.speakers.models.materials import Visibility
from eventapp.speakers.models.proposals import Proposal
from eventapp.speakers.queries import proposals as queries
from eventapp.speakers.services.materials import MaterialChange, add_material

AGREED = Sentence("agreed when submitting a proposal")
"""Why the public may read of somebody who proposed a session."""


def make_session(
    session: Session, event: Event, proposal: Proposal, *, by: Actor, now: datetime
) -> AgendaSession:
    """Add the session that a proposal became to the draft: its people, none of them confirmed.

    Its files become materials that only the team reads until their owner says otherwise.
    """
    people = list(dict.fromkeys(_people(session, event, proposal, by=by, now=now)))
    change = SessionChange(
        title=_in_its_language(proposal, proposal.headline),
        abstract=_in_its_language(proposal, proposal.abstract),
        kind=proposal.kind,
        languages=tuple(proposal.languages),
        notes=_in_its_language(proposal, proposal.remark),
        people=tuple(
            replace(RoleChange.new(person), state=ContributorState.DRAFT) for person in people
        ),
    )
    item = add_session(session, event, change, by=by, now=now)
    _hand_over_files(session, proposal, item, people[0], by=by, now=now)
    return item


def _hand_over_files(
    session: Session,
    proposal: Proposal,
    item: AgendaSession,
    author: Person,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Let the files belong to the session; the proposal's own end takes none of them along."""
    internal = MaterialChange(visibility=Visibility.INTERNAL)
    for kept in queries.files_of(session, proposal):
        material = add_material(session, item, internal, kept.file, person=author, by=by, now=now)
        material.newest.uploaded_by = proposal.full_name[:160]
        material.newest.uploaded_at = kept.file.created_at
        session.delete(kept)
    session.flush()


def _in_its_language(proposal: Proposal, text: str) -> Translated:
    return Translated.of({proposal.language: text})


def _people(
    session: Session, event: Event, proposal: Proposal, *, by: Actor, now: datetime
) -> list[Person]:
    """Return who contributes, from the directory or new in it: the author first."""
    author = _author(session, event, proposal, by=by, now=now)
    authors = queries.authors_of(session, [proposal]).get(proposal.id, ())
    others = [
        person_called(
            session,
            event,
            PersonChange(
                given_name=other.given_name,
                family_name=other.family_name,
                organisation=other.organisation,
            ),
            by=by,
            now=now,
        )
        for other in authors
    ]
    return [author, *others]


def _author(
    session: Session, event: Event, proposal: Proposal, *, by: Actor, now: datetime
) -> Person:
    """Return the author in the directory: known by the address, by the name, or new.

    What the directory says of them stays; of whoever has the same address, their word counts.
    """
    agreed = PersonChange(
        basis=PublicBasis.OWN_WORD if proposal.agrees else PublicBasis.NONE,
        basis_note=i18n.render(AGREED) if proposal.agrees else "",
    )
    reached = persons_reached_at(session, event.id, proposal.email)
    if not reached:
        return person_called(session, event, _new(proposal, agreed), by=by, now=now)
    person, held = reached[0], PersonChange.of(reached[0])
    if proposal.agrees and held.basis is PublicBasis.NONE:
        named = replace(held, basis=agreed.basis, basis_note=agreed.basis_note)
        change_person(session, person, named, by=by, now=now)
    return person


def _new(proposal: Proposal, agreed: PersonChange) -> PersonChange:
    return replace(
        agreed,
        title=proposal.title,
        given_name=proposal.given_name,
        family_name=proposal.family_name,
        organisation=proposal.organisation,
        email=proposal.email,
        languages=_spoken(proposal),
    )


def _spoken(proposal: Proposal) -> list[str]:
    """Return the languages the author speaks, the one of e-mails first."""
    return list(dict.fromkeys((proposal.language, *proposal.languages)))
