"""What e-mails to contributors, and to who answers for them, state."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Self

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import i18n
from eventapp.agenda.models import ContributorState, SessionRole
from eventapp.agenda.render import PARTS
from eventapp.errors import Sentence
from eventapp.events.emails import days_of, facts_of
from eventapp.events.models import Event
from eventapp.mail.models import Urgency
from eventapp.moments import utc_text
from eventapp.people.models import Person
from eventapp.people.queries import goes_by
from eventapp.speakers.models import Contributor, SpeakingLink

PartFacts = Mapping[str, object]
"""A part as an e-mail holds it: `title within starts_at ends_at room part languages
interpretation moderators expected meeting_point`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToContributor:
    """What every e-mail to a contributor states; `name` is who reads it."""

    template: ClassVar[str]
    named: ClassVar[Sentence]
    states: ClassVar[tuple[ContributorState, ...]] = ()
    """While the person has a part in one of these, the e-mail holds."""
    proved: ClassVar[bool] = True
    """The organisers wrote the names down, no stranger did."""
    says_where_to_be: ClassVar[bool] = False
    """Whether it tells where who takes part is met."""
    person: str
    """Public id."""
    link: str
    """Purpose of the link in it."""
    generation: int
    name: str
    speaker: str
    """Whom it is about."""
    to_assistant: bool
    parts: Sequence[PartFacts] = ()
    event: str
    to_event: str = ""
    slug: str
    starts_at: str
    ends_at: str
    zone: str
    venue: str
    city: str = ""
    signed_by: str
    contact: str
    notice: str

    @classmethod
    def of(
        cls,
        contributor: Contributor,
        event: Event,
        *,
        link: str,
        generation: int,
        to_assistant: bool,
        parts: Sequence[PartFacts] = (),
        **more: Any,
    ) -> Self:
        """Take the facts down in the language in which the contributor is written to."""
        language, person = contributor.language, contributor.person
        return cls(
            person=person.public_id,
            link=link,
            generation=generation,
            name=person.assistant_name if to_assistant else person.salutation or person.full_name,
            speaker=person.full_name,
            to_assistant=to_assistant,
            parts=parts,
            to_event=event.name_in_sentence.as_dict().get(language, ""),
            city=event.city.into(language),
            **facts_of(event, language),
            **days_of(event),
            **more,
        )

    def still_holds(self, session: Session) -> bool:
        """Say whether the person still has a part that is as far as the e-mail says."""
        states = (
            select(SessionRole.state)
            .join(Person, Person.id == SessionRole.person_id)
            .where(goes_by(self.person))
        )
        return any(state in self.states for state in session.scalars(states))

    def link_works(self, session: Session, *, now: datetime) -> bool:  # noqa: ARG002  (as every e-mail)
        """Say whether the reader's link is the one that opens the person's page."""
        rows = select(Contributor).join(Person, Person.id == Contributor.person_id)
        contributor = session.scalars(rows.where(goes_by(self.person))).one_or_none()
        link = SpeakingLink(self.link)
        return contributor is not None and self.generation == contributor.generation_of(link)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakingInvitation(ToContributor):
    """Will you speak? The link leads to the page with both answers."""

    template: ClassVar[str] = "emails/speakers/invitation"
    named: ClassVar[Sentence] = Sentence("invitation to contribute")
    states: ClassVar[tuple[ContributorState, ...]] = (ContributorState.INVITED,)
    message: str = ""
    invited_by: str = ""
    answer_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakingReminder(ToContributor):
    """These things are still missing, and nothing else is said to be."""

    template: ClassVar[str] = "emails/speakers/reminder"
    named: ClassVar[Sentence] = Sentence("reminder of what is missing")
    urgency: ClassVar[Urgency] = Urgency.MAILING
    states: ClassVar[tuple[ContributorState, ...]] = (
        ContributorState.INVITED,
        ContributorState.ACCEPTED,
        ContributorState.CONFIRMED,
    )
    missing: Sequence[str] = ()
    """In words of the reader's language."""
    due: str = ""
    is_late: bool = False
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakingAnswer(ToContributor):
    """Your answer arrived, or: somebody has answered for you."""

    template: ClassVar[str] = "emails/speakers/answer"
    named: ClassVar[Sentence] = Sentence("answer of a contributor received")
    states: ClassVar[tuple[ContributorState, ...]] = (
        ContributorState.ACCEPTED,
        ContributorState.DECLINED,
    )
    accepted: bool
    is_copy: bool = False
    """Whether the person reads what the assistant answered."""
    answered_by: str = ""
    details_by: str = ""
    missing: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakingConfirmed(ToContributor):
    """It is settled: place and time, and how to come to one's own page."""

    template: ClassVar[str] = "emails/speakers/confirmed"
    says_where_to_be: ClassVar[bool] = True
    named: ClassVar[Sentence] = Sentence("contributor confirmed")
    states: ClassVar[tuple[ContributorState, ...]] = (ContributorState.CONFIRMED,)
    missing: Sequence[str] = ()
    details_by: str = ""


def day_text(day: date | None) -> str:
    """Return a day as an e-mail holds it."""
    return day.isoformat() if day else ""


def part_facts(role: SessionRole, language: str, *, moderators: Sequence[str] = ()) -> PartFacts:
    """Return a part as an e-mail holds it; session, room and block are loaded."""
    item = role.session
    with i18n.speaking(language, "UTC"):
        words = i18n.render(PARTS[role.part.value])
    return {
        "title": item.title.into(language),
        "within": item.block.title.into(language) if item.block else "",
        "starts_at": utc_text(item.starts_at) or "",
        "ends_at": utc_text(item.ends_at) or "",
        "room": item.room.name.into(language) if item.room else "",
        "part": words,
        "languages": list(item.languages),
        "interpretation": list(item.interpretation),
        "moderators": list(moderators),
        "expected": item.expected or (item.block.expected if item.block else None),
        "meeting_point": item.met_at.into(language),
    }
