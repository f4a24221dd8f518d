"""Letters to participants. Facts only: names and days as they were when the letter was posted."""

from dataclasses import dataclass
from typing import ClassVar, Self

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.registration.models import Registration, State


@dataclass(frozen=True, slots=True, kw_only=True)
class _ToParticipant:
    """What every letter to a participant states."""

    states: ClassVar[tuple[State, ...]] = ()
    reference: str
    generation: int
    title: str
    given_name: str
    family_name: str
    event: str
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

    @classmethod
    def of(cls, registration: Registration, event: Event, *, position: int = 0) -> Self:
        """Take the facts down, texts of the event in the participant's language."""
        language = registration.language
        return cls(
            reference=registration.reference,
            generation=registration.link_generation,
            title=registration.title,
            given_name=registration.given_name,
            family_name=registration.family_name,
            event=event.label.into(language),
            slug=event.slug,
            starts_at=event.starts_at.isoformat() if event.starts_at else "",
            ends_at=event.ends_at.isoformat() if event.ends_at else "",
            zone=event.zone,
            venue=event.venue.into(language),
            address=event.address,
            entry_note=event.entry_note.into(language),
            signed_by=event.signed_by,
            contact=event.contact_email,
            notice=event.demo_notice.into(language),
            position=position,
        )

    def still_holds(self, session: Session) -> bool:
        """Say whether the registration is still in the state the letter tells of."""
        wanted = select(Registration.state).where(Registration.reference == self.reference)
        return session.scalar(wanted) in self.states


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmedLetter(_ToParticipant):
    """The place is confirmed."""

    template: ClassVar[str] = "registration/letters/confirmed"
    states: ClassVar[tuple[State, ...]] = (State.CONFIRMED,)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingLetter(_ToParticipant):
    """The participant is on the waiting list."""

    template: ClassVar[str] = "registration/letters/waiting"
    states: ClassVar[tuple[State, ...]] = (State.WAITING,)


@dataclass(frozen=True, slots=True, kw_only=True)
class PromotedLetter(_ToParticipant):
    """A place became free and is the participant's now."""

    template: ClassVar[str] = "registration/letters/promoted"
    states: ClassVar[tuple[State, ...]] = (State.CONFIRMED,)


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelledLetter(_ToParticipant):
    """The registration was cancelled."""

    template: ClassVar[str] = "registration/letters/cancelled"
    states: ClassVar[tuple[State, ...]] = (State.CANCELLED, State.DECLINED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderLetter(_ToParticipant):
    """Somebody filled in the form again with this address: here is the way to the own page."""

    template: ClassVar[str] = "registration/letters/reminder"
    states: ClassVar[tuple[State, ...]] = (
        State.PENDING,
        State.WAITING,
        State.OFFERED,
        State.CONFIRMED,
    )


LETTERS = (ConfirmedLetter, WaitingLetter, PromotedLetter, CancelledLetter, ReminderLetter)
"""Every kind of letter this feature sends."""
