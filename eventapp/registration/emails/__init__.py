"""Emails to participants. Facts only: names and days as they were when the e-mail was posted."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import ClassVar, Self

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.errors import Sentence
from eventapp.events.models import Event
from eventapp.mail.models import Urgency
from eventapp.moments import utc_text
from eventapp.registration.emails.participant import ToParticipant
from eventapp.registration.models import Reconfirming, Registration, State

LIVE_STATES = (State.PENDING, State.WAITING, State.OFFERED, State.CONFIRMED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmedEmail(ToParticipant):
    """The place is confirmed."""

    template: ClassVar[str] = "emails/registration/confirmed"
    named: ClassVar[Sentence] = Sentence("place confirmed")
    states: ClassVar[tuple[State, ...]] = (State.CONFIRMED,)
    category: str = ""
    answers: list[tuple[str, str | bool | None]] = field(default_factory=list)
    """Question and answer, in their order; True: ticked, None: a lure that no e-mail repeats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributorEmail(ConfirmedEmail):
    """A part in the programme brings a place with it."""

    template: ClassVar[str] = "emails/registration/contributor"
    named: ClassVar[Sentence] = Sentence("place for a contribution")


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOverEmail(ConfirmedEmail):
    """To the new holder: somebody passed the place on."""

    template: ClassVar[str] = "emails/registration/taken_over"
    named: ClassVar[Sentence] = Sentence("place taken over")
    passed_on_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartedEmail(ConfirmedEmail):
    """To who was registered by somebody else: the place, or the number, is their own now."""

    template: ClassVar[str] = "emails/registration/parted"
    named: ClassVar[Sentence] = Sentence("registration made independent")
    states: ClassVar[tuple[State, ...]] = LIVE_STATES
    confirmed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class EventChangedEmail(ToParticipant):
    """Day, time, place or name changed: from what to what, with the calendar file again."""

    template: ClassVar[str] = "emails/registration/event_changed"
    named: ClassVar[Sentence] = Sentence("changes to the event")
    urgency: ClassVar[Urgency] = Urgency.MAILING
    states: ClassVar[tuple[State, ...]] = (State.CONFIRMED,)
    matters: list[str] = field(default_factory=list)
    was_event: str = ""
    was_starts_at: str = ""
    was_ends_at: str = ""
    was_venue: str = ""
    was_address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingEmail(ToParticipant):
    """The participant is on the waiting list."""

    template: ClassVar[str] = "emails/registration/waiting"
    named: ClassVar[Sentence] = Sentence("waiting list")
    states: ClassVar[tuple[State, ...]] = (State.WAITING,)


@dataclass(frozen=True, slots=True, kw_only=True)
class PromotedEmail(ConfirmedEmail):
    """A place became free and is the participant's now."""

    template: ClassVar[str] = "emails/registration/promoted"
    named: ClassVar[Sentence] = Sentence("got a place from the waiting list")


@dataclass(frozen=True, slots=True, kw_only=True)
class _EndsPlace(ToParticipant):
    """The reader's place is gone: what stands in their calendar is taken out again."""

    takes_back: bool = False
    """Whether the reader holds a calendar file."""

    @classmethod
    def ending(cls, registration: Registration, event: Event, *, held: bool, now: datetime) -> Self:
        """Take the facts down; the file that takes the day back has the next number."""
        email = cls.of(registration, event)
        if not held:
            return email
        number = email.sequence + 1
        return replace(email, takes_back=True, sequence=number, revised_at=utc_text(now))


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelledEmail(_EndsPlace):
    """The registration was cancelled."""

    template: ClassVar[str] = "emails/registration/cancelled"
    named: ClassVar[Sentence] = Sentence("cancelled")
    states: ClassVar[tuple[State, ...]] = (State.CANCELLED,)


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingEmail(ToParticipant):
    """The request was received; an organiser decides."""

    template: ClassVar[str] = "emails/registration/pending"
    named: ClassVar[Sentence] = Sentence("request received")
    states: ClassVar[tuple[State, ...]] = (State.PENDING,)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclinedEmail(ToParticipant):
    """The request was turned down, with the reason as the organiser wrote it."""

    template: ClassVar[str] = "emails/registration/declined"
    named: ClassVar[Sentence] = Sentence("declined")
    states: ClassVar[tuple[State, ...]] = (State.DECLINED,)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeEmail(ToParticipant):
    """Six digits, written at the moment of sending, for one act on the own page."""

    template: ClassVar[str] = "emails/registration/code"
    named: ClassVar[Sentence] = Sentence("confirmation code")
    urgency: ClassVar[Urgency] = Urgency.AWAITED
    states: ClassVar[tuple[State, ...]] = LIVE_STATES


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOverEmail(_EndsPlace):
    """To the former holder: the place is somebody else's now."""

    template: ClassVar[str] = "emails/registration/handed_over"
    named: ClassVar[Sentence] = Sentence("place transferred")
    states: ClassVar[tuple[State, ...]] = tuple(State)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressChangedEmail(ToParticipant):
    """To the former address: e-mails go elsewhere now."""

    template: ClassVar[str] = "emails/registration/address_changed"
    named: ClassVar[Sentence] = Sentence("address changed")
    states: ClassVar[tuple[State, ...]] = tuple(State)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAddressEmail(ToParticipant):
    """To the new address: e-mails come here now, and here is the way to the own page."""

    template: ClassVar[str] = "emails/registration/new_address"
    named: ClassVar[Sentence] = Sentence("link to the new address")
    urgency: ClassVar[Urgency] = Urgency.AWAITED
    states: ClassVar[tuple[State, ...]] = LIVE_STATES


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedEmail(ToParticipant):
    """A place is held for the participant until a deadline."""

    template: ClassVar[str] = "emails/registration/offered"
    named: ClassVar[Sentence] = Sentence("place offered")
    states: ClassVar[tuple[State, ...]] = (State.OFFERED,)


@dataclass(frozen=True, slots=True, kw_only=True)
class LapsedEmail(ToParticipant):
    """The deadline passed, the place went on, the participant waits again."""

    template: ClassVar[str] = "emails/registration/lapsed"
    named: ClassVar[Sentence] = Sentence("offer expired")
    states: ClassVar[tuple[State, ...]] = (State.WAITING,)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderEmail(ToParticipant):
    """Somebody filled in the form again with this address: here is the way to the own page."""

    template: ClassVar[str] = "emails/registration/reminder"
    named: ClassVar[Sentence] = Sentence("link sent again")
    urgency: ClassVar[Urgency] = Urgency.AWAITED
    states: ClassVar[tuple[State, ...]] = LIVE_STATES


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkEmail(ToParticipant):
    """The organisers send the way to the own page again."""

    template: ClassVar[str] = "emails/registration/link"
    named: ClassVar[Sentence] = Sentence("link sent by the organisers")
    urgency: ClassVar[Urgency] = Urgency.AWAITED
    states: ClassVar[tuple[State, ...]] = LIVE_STATES


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconfirmationEmail(ToParticipant):
    """Do you still come? Asked of who holds a place, with a date to answer by."""

    template: ClassVar[str] = "emails/registration/reconfirmation"
    named: ClassVar[Sentence] = Sentence("reconfirmation")
    urgency: ClassVar[Urgency] = Urgency.MAILING

    def still_holds(self, session: Session) -> bool:
        """Say whether the question still waits for this person's answer."""
        statement = (
            select(Reconfirming.id)
            .join(Registration, Registration.id == Reconfirming.registration_id)
            .where(
                Registration.reference == self.reference,
                Registration.link_generation == self.generation,
                Registration.holder_no == Reconfirming.holder_no,
                Registration.state == State.CONFIRMED,
                Reconfirming.answered_at.is_(None),
            )
        )
        return session.scalar(statement) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconfirmationReminder(ReconfirmationEmail):
    """We asked, and have no answer yet."""

    template: ClassVar[str] = "emails/registration/reconfirmation_reminder"
    named: ClassVar[Sentence] = Sentence("reminder: reconfirmation")
    refusable: ClassVar[bool] = True


CONFIRMING = (ConfirmedEmail, ContributorEmail, PromotedEmail, TakenOverEmail, PartedEmail)
"""Emails to who holds a place, with the code for the entrance."""

WITH_CALENDAR = (*CONFIRMING, EventChangedEmail)
"""Emails that bring the calendar file."""

ENDS_CALENDAR = (CancelledEmail, HandedOverEmail)
"""Emails that take the day out of the calendar again."""
