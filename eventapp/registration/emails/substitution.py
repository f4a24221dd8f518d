"""Emails about a contributor in another's place: to who booked the session, and to colleagues."""

from dataclasses import dataclass, field
from typing import ClassVar, Self, TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.items import Item
from eventapp.errors import Sentence
from eventapp.events.emails import facts_of
from eventapp.events.models import Event
from eventapp.mail.models import Urgency
from eventapp.moments import utc_text
from eventapp.people.models import Person
from eventapp.people.queries import goes_by
from eventapp.registration.emails.participant import ToParticipant
from eventapp.registration.models import State, Substitution


class Replaced(TypedDict):
    """Who takes whose part in which session, in the reader's language."""

    session: str
    page: str
    begins: str
    ends: str
    room: str
    was: str
    """Who had the part as far as the reader was told; empty: nobody."""
    stands: str
    """Who has the part now; empty: it is open, or not public yet."""
    undone: bool
    """Whether an earlier e-mail said the contrary."""


def replaced(substitution: Substitution, item: Item, language: str, *, undone: bool) -> Replaced:
    """Take down what a substitution, or undoing it, did to a session of the programme."""
    named = substitution.successor if substitution.named else None
    names = (substitution.former.full_name, named.full_name if named else "")
    was, stands = reversed(names) if undone else names
    return {
        "session": item.title.into(language),
        "page": item.id,
        "begins": utc_text(item.starts_at),
        "ends": utc_text(item.ends_at) or "",
        "room": item.room_names.into(language),
        "was": was,
        "stands": stands,
        "undone": undone,
    }


def nothing() -> Replaced:
    """Return what an e-mail is told that says nothing yet."""
    return {
        "session": "",
        "page": "",
        "begins": "",
        "ends": "",
        "room": "",
        "was": "",
        "stands": "",
        "undone": False,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstitutedEmail(ToParticipant):
    """To who booked a session: somebody else speaks."""

    template: ClassVar[str] = "emails/registration/substituted"
    named: ClassVar[Sentence] = Sentence("contributor replaced")
    urgency: ClassVar[Urgency] = Urgency.MAILING
    states: ClassVar[tuple[State, ...]] = (State.CONFIRMED,)
    replaced: Replaced = field(default_factory=nothing)


@dataclass(frozen=True, slots=True, kw_only=True)
class ColleagueEmail:
    """To who takes part in the session: somebody else is with them."""

    template: ClassVar[str] = "emails/registration/colleague"
    named: ClassVar[Sentence] = Sentence("contributor of the same session replaced")
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
    replaced: Replaced = field(default_factory=nothing)

    @classmethod
    def to(cls, person: Person, event: Event, language: str, said: Replaced) -> Self:
        """Take the facts down."""
        return cls(
            person=person.public_id,
            title=person.title,
            given_name=person.given_name,
            family_name=person.family_name,
            replaced=said,
            **facts_of(event, language),
        )

    def still_holds(self, session: Session) -> bool:
        """Say whether the person is still in the event's directory."""
        statement = select(Person.id).where(goes_by(self.person))
        return session.scalar(statement) is not None
