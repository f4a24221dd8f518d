"""Erasing a person from every feature in one transaction; numbers and days survive."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.accounts.services import users as accounts
from eventapp.badges import services as badges
from eventapp.checkin import queries as checkin
from eventapp.events.models import Event
from eventapp.idempotency import services
from eventapp.journal import services as journal
from eventapp.journal.services import Actor
from eventapp.mail import services as mail
from eventapp.people.services.retention import forget_contact
from eventapp.podium import making as podium
from eventapp.privacy.errors import StillNeeded
from eventapp.registration.models import ENDED, Registration
from eventapp.registration.queries import persons_of
from eventapp.registration.services import changes, erasure, places
from eventapp.registration.services.notifications import thing
from eventapp.speakers.services.proposal_retention import delete_of_address
from eventapp.speakers.services.retention import forget_person


@dataclass(frozen=True, slots=True)
class Erased:
    """What was found and taken out; all zero where nothing was left."""

    registrations: int = 0
    answers: int = 0
    sessions: int = 0
    invitations: int = 0
    badges: int = 0
    journal_entries: int = 0
    browsers: int = 0
    kept_answers: int = 0
    emails: list[str] = field(default_factory=list)
    """Message-IDs: copies of e-mails in files go after the commit, see `sweeping.sweep`."""

    def counted(self) -> dict[str, int]:
        """Return how much was taken out, by kind."""
        facts = {
            "registrations": self.registrations,
            "answers": self.answers,
            "sessions": self.sessions,
            "invitations": self.invitations,
            "badges": self.badges,
            "journal_entries": self.journal_entries,
            "browsers": self.browsers,
            "kept_answers": self.kept_answers,
        }
        return {**facts, "emails": len(self.emails)}


def check_may_erase_oneself(
    session: Session, registration: Registration, event: Event, *, now: datetime
) -> None:
    """Refuse a participant who was let in until the event is over: the doors still need the row."""
    if not event.is_over(now) and checkin.has_arrived(session, event, registration.id):
        raise StillNeeded


def erase(
    session: Session, registration: Registration, event: Event, *, by: Actor, now: datetime
) -> Erased:
    """Take the person out of everything that is held; a place that is still ahead is given up.

    That is every registration of the same address at the event. Doing it twice finds nothing.
    After the commit call `sweeping.sweep` with the result.
    """
    places.hold(session, event, registration)
    if registration.erased_at is not None:
        return Erased()
    if registration.state not in ENDED and not event.is_over(now):
        changes.cancel(session, registration, event, by=by, now=now)
        session.flush()
    every = erasure.registrations_of_person(session, registration)
    for each in every:
        journal.record(session, "erased", thing(each), by=by, now=now)
    session.flush()
    erased = _forget(session, every, now=now)
    erased.emails.extend(_forget_in_directory(session, every, by=by, now=now))
    for each in every:
        erasure.forget_person(each, now=now)
    session.flush()
    return erased


def _forget(session: Session, every: list[Registration], *, now: datetime) -> Erased:
    """Let every feature forget what it holds beside the registrations' own rows."""
    ids = [registration.id for registration in every]
    invited = {
        made.id: made
        for registration in every
        for made in erasure.invitations_of(session, registration)
    }
    for made in invited.values():
        erasure.forget_invitation(made)
    entries = journal.forget_texts(session, "registration", ids)
    entries += journal.forget_texts(session, "invitation", invited.keys())
    return Erased(
        registrations=len(every),
        answers=sum(
            erasure.forget_answers(session, registration, now=now) for registration in every
        ),
        sessions=sum(erasure.forget_sessions(session, registration) for registration in every),
        invitations=len(invited),
        badges=sum(badges.forget(session, registration, now=now) for registration in every),
        journal_entries=entries,
        browsers=sum(
            accounts.forget_participant(session, registration.id) for registration in every
        ),
        kept_answers=sum(
            services.forget_about(session, registration.reference) for registration in every
        ),
        emails=_forget_emails(session, every, invited.keys()),
    )


def _forget_in_directory(
    session: Session, every: list[Registration], *, by: Actor, now: datetime
) -> list[str]:
    """Forget how the person is reached as a contributor, and what they proposed.

    The programme names them on.
    """
    emails: list[str] = []
    for registration in every:
        people = persons_of(session, registration)
        if people:
            emails += forget_contact(session, people, by=by, now=now)
            forget_person(session, people, by=by, now=now)
            erasure.forget_reasons(session, people)
            podium.forget(session, registration.event_id)
        if registration.email is not None:
            emails += delete_of_address(session, registration.event_id, registration.email)
    return emails


def _forget_emails(
    session: Session, every: list[Registration], invitations: Collection[int]
) -> list[str]:
    """Empty the person's e-mails, and their name in e-mails to those they brought."""
    addresses = mail.forget(session, "registration", [each.id for each in every])
    addresses += mail.forget(session, "invitation", invitations)
    for registration in every:
        if registration.email is not None:
            addresses += mail.forget_reader(session, registration.event_id, registration.email)
        brought = erasure.forget_party(session, registration)
        for guest in brought:
            addresses += mail.forget_elsewhere(session, "registration", guest.id, guest.email)
        guests = [guest.id for guest in brought]
        addresses += mail.forget_fact(session, "registration", guests, "brought_by")
    return addresses
