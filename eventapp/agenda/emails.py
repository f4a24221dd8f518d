"""Emails to whoever has a part in the programme. Facts as they were when it was released."""

from dataclasses import dataclass, field
from typing import ClassVar, NotRequired, Self, TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import ProposalOfTime, ProposalOfTimeState
from eventapp.errors import Sentence
from eventapp.events.emails import facts_of
from eventapp.events.models import Event
from eventapp.mail.models import Urgency
from eventapp.moments import utc_text
from eventapp.people.models import Person
from eventapp.people.queries import goes_by


class InsteadOf(TypedDict):
    """A session with places left, named where another falls through."""

    title: str
    page: str
    starts_at: str
    ends_at: str
    room: str


class SessionLine(TypedDict):
    """What became of one of the reader's sessions: where it stands now, and where it stood."""

    what: list[str]
    """Kinds of change (`ChangeKind`), or what became of a place there (`PlaceChange`)."""
    title: str
    was_title: str
    page: str
    """Public id of the session; empty where it left the programme."""
    guid: str
    sequence: int
    cancelled: bool
    joins: bool
    leaves: bool
    starts_at: str
    ends_at: str
    room: str
    was_starts_at: str
    was_ends_at: str
    was_room: str
    waits: NotRequired[bool]
    """They only wait for a place there."""
    beside: NotRequired[list[str]]
    """What else they are signed up for at that time."""
    instead: NotRequired[list[InsteadOf]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeChangedEmail:
    """What a release changed in somebody's own sessions, with a calendar file of these."""

    template: ClassVar[str] = "emails/agenda/programme_changed"
    named: ClassVar[Sentence] = Sentence("own sessions changed")
    urgency: ClassVar[Urgency] = Urgency.MAILING
    person: str
    """Public id."""
    title: str
    given_name: str
    family_name: str
    event: str
    slug: str
    zone: str
    venue: str
    signed_by: str
    contact: str
    notice: str
    released_at: str
    lines: list[SessionLine] = field(default_factory=list)
    """One a session."""

    def still_holds(self, session: Session) -> bool:
        """Say whether the person is still in the event's directory, with an address."""
        statement = select(Person.email).where(goes_by(self.person))
        return bool(session.scalar(statement))


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeAnsweredEmail:
    """What editors decided about the time a host proposed for its session."""

    template: ClassVar[str] = "emails/agenda/time_answered"
    named: ClassVar[Sentence] = Sentence("answer to a proposed time")
    proposal: str
    """Public id."""
    accepted: bool
    title: str
    starts_at: str
    ends_at: str
    answer: str
    event: str
    slug: str
    zone: str
    venue: str
    signed_by: str
    contact: str
    notice: str

    @classmethod
    def of(cls, proposal: ProposalOfTime, event: Event, language: str) -> Self:
        """Take the facts down in the language of who asked."""
        return cls(
            proposal=proposal.public_id,
            accepted=proposal.state is ProposalOfTimeState.ACCEPTED,
            title=proposal.session.title.into(language),
            starts_at=utc_text(proposal.starts_at) or "",
            ends_at=utc_text(proposal.ends_at) or "",
            answer=proposal.answer,
            **facts_of(event, language),
        )

    def still_holds(self, session: Session) -> bool:
        """Say whether the session is still there."""
        statement = select(ProposalOfTime.id).where(ProposalOfTime.public_id == self.proposal)
        return session.scalar(statement) is not None
