"""Who does what in a session, and how far that is settled."""

from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.agenda.models.sessions import AgendaSession
from eventapp.orm import Base, Translated
from eventapp.people.models import Organisation, Person


class SessionPart(StrEnum):
    """What a person does in a session."""

    SPEAKER = "speaker"
    MODERATOR = "moderator"
    PANELLIST = "panellist"
    OPENING = "opening"
    CLOSING = "closing"
    INTERPRETER = "interpreter"
    TECHNICIAN = "technician"


BEHIND_THE_SCENES = frozenset({SessionPart.INTERPRETER, SessionPart.TECHNICIAN})
"""Parts that the programme does not name unless the organisers say so."""


class ContributorState(StrEnum):
    """How far it is settled that somebody takes a part."""

    DRAFT = "draft"
    INVITED = "invited"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    CONFIRMED = "confirmed"


class SessionRole(Base):
    """One person's part in one session, or a part that nobody has been found for yet."""

    __tablename__ = "session_role"
    __table_args__ = (UniqueConstraint("session_id", "person_id", "part"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("agenda_session.id"), init=False)
    session: Mapped[AgendaSession] = relationship(lazy="raise")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), init=False, index=True)
    person: Mapped[Person | None] = relationship(lazy="raise", default=None)
    """Nobody: the part is still open (N. N.)."""
    part: Mapped[SessionPart] = mapped_column(default=SessionPart.SPEAKER)
    position: Mapped[int] = mapped_column(default=0)
    state: Mapped[ContributorState] = mapped_column(default=ContributorState.CONFIRMED)
    internal: Mapped[bool] = mapped_column(default=False)
    """Whether only the team knows of it."""
    announced: Mapped[bool] = mapped_column(default=False)
    """Whether the organisers name the person though nothing is confirmed."""
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), init=False)
    organisation: Mapped[Organisation | None] = relationship(lazy="raise", default=None)
    """For which organisation; none: the person's own."""
    function: Mapped[Translated] = mapped_column(default_factory=Translated)
    """In which position; empty: the person's own."""

    @property
    def is_public(self) -> bool:
        """Say whether the next release names the person in this part; the person is loaded."""
        settled = self.state is ContributorState.CONFIRMED or (
            self.announced and self.state is not ContributorState.DECLINED
        )
        named = self.person is not None and self.person.is_public
        return named and not self.internal and settled
