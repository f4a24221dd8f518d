"""What every e-mail to a participant states."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Self

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.emails import days_of, facts_of
from eventapp.events.models import Event
from eventapp.moments import utc_text
from eventapp.registration.models import Registration, State


@dataclass(frozen=True, slots=True, kw_only=True)
class ToParticipant:
    """What every e-mail to a participant states."""

    states: ClassVar[tuple[State, ...]] = ()
    reference: str
    generation: int
    title: str
    given_name: str
    family_name: str
    event: str
    to_event: str = ""
    """The name as it follows “we invite you …”; empty where the organisers wrote none."""
    slug: str
    starts_at: str
    ends_at: str
    zone: str
    venue: str
    address: str
    entry_note: str
    signed_by: str
    contact: str
    notice: str
    position: int = 0
    answer_by: str = ""
    code_id: str = ""
    purpose: str = ""
    reason: str = ""
    to_answer: int = 0
    """How much the participant was not asked yet: somebody else wrote them down."""
    sequence: int = 0
    revised_at: str = ""
    brought_by: str = ""
    """Who registered the participant in their stead."""
    waited: int = 0
    """How many others have waited so far; 0: nothing is said about it."""
    served: int = 0
    proved: bool = False
    """Whether somebody opened the link mailed to this address: the reader is who they say."""

    @classmethod
    def of(
        cls,
        registration: Registration,
        event: Event,
        *,
        position: int = 0,
        answer_by: datetime | None = None,
        **more: Any,
    ) -> Self:
        """Take the facts down, texts of the event in the participant's language."""
        language = registration.language
        return cls(
            reference=registration.reference,
            generation=registration.link_generation,
            title=registration.title,
            given_name=registration.given_name,
            family_name=registration.family_name,
            proved=registration.link_opened_at is not None,
            address=event.address,
            entry_note=event.entry_note.into(language),
            position=position,
            answer_by=utc_text(answer_by) or "",
            sequence=event.calendar_no + registration.calendar_ahead,
            revised_at=utc_text(event.revised_at or event.created_at),
            to_event=event.name_in_sentence.as_dict().get(language, ""),
            **facts_of(event, language),
            **days_of(event),
            **more,
        )

    def still_holds(self, session: Session) -> bool:
        """Say whether the registration is still in the state the e-mail tells of."""
        statement = select(Registration.state).where(Registration.reference == self.reference)
        return session.scalar(statement) in self.states
