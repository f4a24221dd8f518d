"""Emails to whoever has a part in the programme. Facts as they were when it was released."""

from dataclasses import dataclass, field
from typing import ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.errors import Sentence
from eventapp.mail.models import Urgency
from eventapp.people.models import Person


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
    lines: list[dict[str, object]] = field(default_factory=list)
    """One a session: `what` (list), `title`, `page`, `guid`, `sequence`, `cancelled`, `joins`,
    `leaves`, and where it stands (`starts_at`, `ends_at`, `room`) and stood (`was_...`)."""

    def still_holds(self, session: Session) -> bool:
        """Say whether the person is still in the event's directory, with an address."""
        statement = select(Person.email).where(Person.public_id == self.person)
        return bool(session.scalar(statement))
