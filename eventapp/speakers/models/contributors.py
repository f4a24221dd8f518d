"""Contributors: what was agreed with a person who has a part in the programme."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.languages import FIRST
from eventapp.orm import Base
from eventapp.people.models import Person


class AnsweredAs(StrEnum):
    """Who answered an invitation."""

    SELF = "self"
    ASSISTANT = "assistant"
    ORGANISER = "organiser"
    """The organisers noted what they were told, on the telephone for example."""


class SpeakingLink(StrEnum):
    """Which of a contributor's links it is: the purpose of its token, see `mail.links`."""

    ASSISTANT = "speaking"
    """Whoever answers for the person."""
    SPEAKER = "speaking-consent"
    """The person alone."""


class Contributor(Base):
    """One person who contributes to an event; what each part has come to is the role's state."""

    __tablename__ = "contributor"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), init=False, unique=True)
    person: Mapped[Person] = relationship(lazy="joined")
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    language: Mapped[str] = mapped_column(String(2), default=FIRST)
    """In which the person and the assistant are written to."""
    answer_by: Mapped[date | None] = mapped_column(default=None)
    """Last day for an answer to the invitation."""
    details_by: Mapped[date | None] = mapped_column(default=None)
    """Last day for biography, portrait and everything else that is asked for."""
    message: Mapped[str] = mapped_column(String(2000), default="")
    """The organisers' own words in the invitation."""
    invited_at: Mapped[datetime | None] = mapped_column(default=None)
    invited_by: Mapped[str] = mapped_column(String(160), default="")
    """Who signs the invitation."""
    reminded_at: Mapped[datetime | None] = mapped_column(default=None)
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
    answered_by: Mapped[str] = mapped_column(String(160), default="")
    answered_as: Mapped[AnsweredAs | None] = mapped_column(default=None)
    copies: Mapped[bool] = mapped_column(default=True)
    """Whether the person gets a copy of what is written to the assistant."""
    decline_reason: Mapped[str] = mapped_column(String(1000), default="")
    decline_proposal: Mapped[str] = mapped_column(String(300), default="")
    """Who could come instead."""
    link_generation: Mapped[int] = mapped_column(default=1)
    """Raised to revoke the link that the assistant has."""
    consent_generation: Mapped[int] = mapped_column(default=1)
    """Raised to revoke the link that the person alone has, and with which consents are given."""
    link_used_at: Mapped[datetime | None] = mapped_column(default=None)
    recording: Mapped[bool | None] = mapped_column(default=None)
    """Whether the session may be recorded; None: not answered yet."""
    photographs: Mapped[bool | None] = mapped_column(default=None)
    consented_at: Mapped[datetime | None] = mapped_column(default=None)
    """When the person answered about recording and photographs."""
    technical_needs: Mapped[str | None] = mapped_column(String(1000), default=None)
    """What is needed on stage; empty: nothing, None: not answered yet."""
    without_slides: Mapped[bool] = mapped_column(default=False)
    """Whether the person said that nothing will be shown."""
    travel: Mapped[str] = mapped_column(String(2000), default="")
    access_needs: Mapped[str] = mapped_column(String(1000), default="")
    """What the person needs to take part; for the care team alone."""
    translate_into: Mapped[list[str]] = mapped_column(default_factory=list)
    """Languages into which the team translates the person's texts."""
    team_note: Mapped[str] = mapped_column(String(2000), default="")
    version: Mapped[int] = mapped_column(init=False, default=1)
    __mapper_args__ = {"version_id_col": version}

    def generation_of(self, link: SpeakingLink) -> int:
        """Return which generation of a link is good."""
        return self.consent_generation if link is SpeakingLink.SPEAKER else self.link_generation
