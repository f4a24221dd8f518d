"""Who comes to a contributor's own pages, and by which link or address they are known.

Two links lead there. The one of the assistant does everything but consent; the one that only the
person is sent does that, too. A signed-in account, or a participant, is the person whose address
it has: its own one, where mail to it was opened.
"""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.agenda.models import ContributorState, SessionRole
from eventapp.events.models import Event
from eventapp.people import queries as people
from eventapp.people.models import Person
from eventapp.speakers.models import AnsweredAs, Contributor, SpeakingLink


@dataclass(frozen=True, slots=True)
class Visitor:
    """A contributor's pages are open to this visitor, who is the person or acts for them."""

    contributor: Contributor
    acts_as: AnsweredAs

    @property
    def may_consent(self) -> bool:
        """Say whether the visitor may answer about recording and photographs: the person alone."""
        return self.acts_as is AnsweredAs.SELF

    @property
    def name(self) -> str:
        """Return what the activity log calls the visitor."""
        person = self.contributor.person
        assistant = self.acts_as is AnsweredAs.ASSISTANT
        return (assistant and person.assistant_name) or person.full_name

    @property
    def link(self) -> SpeakingLink:
        """Return which link is the visitor's own."""
        return SpeakingLink.SPEAKER if self.may_consent else SpeakingLink.ASSISTANT


def by_link(
    session: Session, event: Event, link: SpeakingLink, public_id: str, generation: int
) -> Visitor | None:
    """Return who comes by a link of ours; None where there is nobody, or the link was revoked."""
    person = people.person(session, event, public_id)
    contributor = of_person(session, person) if person else None
    if contributor is None or generation != contributor.generation_of(link):
        return None
    self = link is SpeakingLink.SPEAKER
    return Visitor(contributor, AnsweredAs.SELF if self else AnsweredAs.ASSISTANT)


def by_address(session: Session, event: Event, email: str) -> Visitor | None:
    """Return the contributor with that address, once its owner has proved to be it.

    Several with one address are reached by their links alone: nobody could say which is meant.
    Who is only named for a session (by a host, by another contributor) shuts nobody out who was
    asked.
    """
    asked = select(SessionRole.id).where(
        SessionRole.person_id == Person.id, SessionRole.state != ContributorState.DRAFT
    )
    named = select(SessionRole.id).where(SessionRole.person_id == Person.id)
    same = (
        select(Contributor)
        .join(Person, Person.id == Contributor.person_id)
        .where(Contributor.event_id == event.id, func.lower(Person.email) == email.lower())
        .limit(2)
    )
    reached = (
        session.scalars(same.where(asked.exists())).all()
        or session.scalars(same.where(named.exists())).all()
    )
    return Visitor(reached[0], AnsweredAs.SELF) if len(reached) == 1 else None


def of_person(session: Session, person: Person) -> Contributor | None:
    """Return what was agreed with a person; None for one who never had a part."""
    statement = select(Contributor).where(Contributor.person_id == person.id)
    return session.scalars(statement).one_or_none()
