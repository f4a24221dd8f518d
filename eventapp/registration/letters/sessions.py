"""The letter to who is signed up for sessions: a place is free, or a release changed one."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Self

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.changes import news_of
from eventapp.agenda.models import AgendaSession
from eventapp.agenda.programme import Item
from eventapp.agenda.services import lines_of
from eventapp.events.models import Event
from eventapp.registration.letters.participant import ToParticipant
from eventapp.registration.models import Registration, SessionPlace, SessionPlaceState, State


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionsLetter(ToParticipant):
    """What became of sessions the participant is signed up for."""

    template: ClassVar[str] = "registration/letters/sessions"
    states: ClassVar[tuple[State, ...]] = (State.CONFIRMED,)
    lines: list[dict[str, Any]] = field(default_factory=list)
    """One a session, as in `agenda.letters`; `what` may say `free`: a place is theirs now.

    Of one that falls through, `instead` names sessions with places left: `title`, `page`,
    `starts_at`, `ends_at`, `room`.
    """
    released_at: str = ""
    """When the release was made that says so: the calendar file's own stamp."""

    @classmethod
    def place_free(
        cls, registration: Registration, event: Event, item: Item, *, now: datetime
    ) -> Self:
        """Take down that somebody who waited has a place at a session."""
        lines = lines_of([news_of("free", item)], registration.language)
        return cls.of(registration, event, lines=lines, released_at=now.isoformat())

    def still_holds(self, session: Session) -> bool:
        """Say whether the participant comes and has not given up the place that became free."""
        free = [line["page"] for line in self.lines if line["what"] == ["free"]]
        wanted = (
            select(AgendaSession.public_id)
            .join(SessionPlace, SessionPlace.session_id == AgendaSession.id)
            .join(Registration, Registration.id == SessionPlace.registration_id)
            .where(
                Registration.reference == self.reference,
                SessionPlace.state == SessionPlaceState.CONFIRMED,
            )
        )
        kept = set(session.scalars(wanted)) if free else set()
        return super(SessionsLetter, self).still_holds(session) and kept.issuperset(free)
