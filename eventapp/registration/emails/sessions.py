"""The e-mail to who is signed up for sessions: a place is free, or a release changed one."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Self

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.changes import news_of
from eventapp.agenda.emails import SessionLine
from eventapp.agenda.items import Item
from eventapp.agenda.models import AgendaSession
from eventapp.agenda.services import lines_of
from eventapp.errors import Sentence
from eventapp.events.models import Event
from eventapp.moments import utc_text
from eventapp.registration.emails.participant import ToParticipant
from eventapp.registration.models import Registration, SessionPlace, SessionPlaceState, State


class PlaceChange(StrEnum):
    """What may become of a participant's place at a session."""

    FREE = "free"
    """One became free and is theirs."""
    SIGNED_UP = "signed_up"
    WAITS = "waits"
    TAKEN_OUT = "taken_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionsEmail(ToParticipant):
    """What became of sessions the participant is signed up for."""

    template: ClassVar[str] = "emails/registration/sessions"
    named: ClassVar[Sentence] = Sentence("changes to booked sessions")
    states: ClassVar[tuple[State, ...]] = (State.CONFIRMED,)
    lines: list[SessionLine] = field(default_factory=list)
    """One a session."""
    released_at: str = ""
    """When the release was made that says so: the calendar file's own stamp."""

    @classmethod
    def about_places(
        cls,
        registration: Registration,
        event: Event,
        what: PlaceChange,
        items: Iterable[Item],
        *,
        now: datetime,
    ) -> Self:
        """Take down what became of places at these sessions."""
        lines = lines_of([news_of(what, item) for item in items], registration.language)
        for line in lines:
            line["cancelled"] = line["cancelled"] or what is PlaceChange.TAKEN_OUT
            line["waits"] = what is PlaceChange.WAITS
        return cls.of(registration, event, lines=lines, released_at=utc_text(now))

    def still_holds(self, session: Session) -> bool:
        """Say whether the participant comes, and what the e-mail says of places is still so."""
        statement = (
            select(AgendaSession.public_id, SessionPlace.state)
            .join(SessionPlace, SessionPlace.session_id == AgendaSession.id)
            .join(Registration, Registration.id == SessionPlace.registration_id)
            .where(Registration.reference == self.reference)
        )
        said = [(line["page"], what) for line in self.lines for what in line["what"]]
        places = {page: state for page, state in session.execute(statement)}  # noqa: C416  (a Result is no mapping)
        return super(SessionsEmail, self).still_holds(session) and all(
            places.get(page) is HOLDS[what] for page, what in said if what in HOLDS
        )


HOLDS: dict[str, SessionPlaceState | None] = {
    PlaceChange.FREE: SessionPlaceState.CONFIRMED,
    PlaceChange.SIGNED_UP: SessionPlaceState.CONFIRMED,
    PlaceChange.WAITS: SessionPlaceState.WAITING,
    PlaceChange.TAKEN_OUT: None,
}
"""What an e-mail says of a place -> how the place stands while that is true."""
