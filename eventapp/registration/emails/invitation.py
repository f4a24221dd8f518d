"""The e-mail of a personal invitation."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Self

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from eventapp.errors import Sentence
from eventapp.events.emails import days_of, facts_of
from eventapp.events.models import Event
from eventapp.mail.models import Urgency
from eventapp.moments import utc_text
from eventapp.people.models import Organisation
from eventapp.registration.models import ENDED, Invitation, InvitationState, Registration


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalInvitation:
    """You are invited: the link registers, or says that you cannot come."""

    template: ClassVar[str] = "emails/registration/invitation"
    named: ClassVar[Sentence] = Sentence("personal invitation")
    urgency: ClassVar[Urgency] = Urgency.MAILING
    refusable: ClassVar[bool] = True
    public_id: str
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
    motto: str = ""
    """The event's title where e-mails call it by another name."""
    address: str = ""
    closes_at: str
    signed_by: str
    contact: str
    notice: str
    host: str = ""
    """The host in whose delegation the reader is invited."""

    @classmethod
    def of_invitation(
        cls, invitation: Invitation, event: Event, host: Organisation | None = None
    ) -> Self:
        """Take the facts down in the language of the invited; `host`: into whose delegation."""
        language = invitation.language
        closes = None if invitation.always else event.registration_closes_at
        return cls(
            public_id=invitation.public_id,
            generation=invitation.generation,
            title=invitation.title,
            given_name=invitation.given_name,
            family_name=invitation.family_name,
            motto=_motto(event, language),
            address=event.address,
            closes_at=utc_text(closes) or "",
            host=host.called(language) if host is not None else "",
            to_event=event.name_in_sentence.as_dict().get(language, ""),
            **facts_of(event, language),
            **days_of(event),
        )

    def still_holds(self, session: Session) -> bool:
        """Say whether the invitation waits for an answer, and nobody registered the person."""
        statement = select(Invitation.id).where(
            Invitation.public_id == self.public_id,
            Invitation.state == InvitationState.OPEN,
            ~registered(),
        )
        return session.scalar(statement) is not None

    def link_works(self, session: Session, *, now: datetime) -> bool:  # noqa: ARG002  (as every e-mail)
        """Say whether no newer link was sent, or this one ended with a mistyped address."""
        generation = select(Invitation.generation).where(Invitation.public_id == self.public_id)
        return session.scalar(generation) == self.generation


def registered() -> ColumnElement[bool]:
    """Return whether the invited address has a live registration, as a condition in SQL."""
    return exists().where(
        Registration.event_id == Invitation.event_id,
        Registration.email_key == Invitation.email_key,
        Registration.state.not_in(ENDED),
    )


def _motto(event: Event, language: str) -> str:
    title = event.title.into(language)
    return "" if title == event.label.into(language) else title
