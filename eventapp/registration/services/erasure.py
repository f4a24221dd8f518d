"""Taking a person out of a registration: what is left says that somebody came, not who."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from eventapp.people.models import Person
from eventapp.registration.models import (
    Answer,
    ConsentGiven,
    Invitation,
    InvitationState,
    KeptSession,
    MailedCode,
    PartyMember,
    Registration,
    SessionPlace,
    Substitution,
)

GONE = "erased:"
"""Begins the address key of an erased invitation: no mail address has a colon there."""


def forget_person(registration: Registration, *, now: datetime) -> None:
    """Empty the row of everything personal; state, category, country and the days stay and count.

    Links to the own page end, and badges answer "replaced" from this moment on.
    """
    registration.title = registration.given_name = registration.family_name = ""
    registration.email = registration.email_key = registration.contact_email = None
    registration.organisation_name, registration.organisation = "", None
    registration.person = None
    registration.folded = registration.family_key = registration.organisation_key = ""
    registration.decline_reason = ""
    registration.holder_no += 1
    registration.link_generation += 1
    registration.link_opened_at = None
    registration.registered_at = _day(registration.registered_at)
    if registration.confirmed_at is not None:
        registration.confirmed_at = _day(registration.confirmed_at)
    if registration.cancelled_at is not None:
        registration.cancelled_at = _day(registration.cancelled_at)
    registration.changed_at = registration.erased_at = now


def registrations_of_person(session: Session, registration: Registration) -> list[Registration]:
    """Return the registration and every other one of the same address at the event, by number."""
    same = Registration.id == registration.id
    if registration.email_key is not None:
        same = or_(same, Registration.email_key == registration.email_key)
    statement = select(Registration).where(Registration.event_id == registration.event_id, same)
    return list(session.scalars(statement.order_by(Registration.id)))


def forget_party(session: Session, registration: Registration) -> list[Registration]:
    """Untie the registration from whom it brought and who brought it.

    Return those it brought: e-mails to them name their host, or went to the host's address.
    """
    hosted = PartyMember.host_id == registration.id
    statement = select(Registration).where(
        Registration.id.in_(select(PartyMember.registration_id).where(hosted))
    )
    brought = list(session.scalars(statement))
    for guest in brought:
        guest.contact_email = None
    session.execute(
        delete(PartyMember).where(or_(hosted, PartyMember.registration_id == registration.id))
    )
    return brought


def forget_reasons(session: Session, persons: Iterable[Person]) -> None:
    """Empty why these people were replaced; that they were, the programme's history tells on."""
    numbers = [person.id for person in persons]
    theirs = Substitution.former_id.in_(numbers)
    session.execute(update(Substitution).where(theirs).values(reason="", message=""))


def _day(moment: datetime) -> datetime:
    """Return the beginning of the UTC day: hours and minutes would find a person again."""
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def forget_answers(session: Session, registration: Registration, *, now: datetime) -> int:
    """Delete answers and codes; of consents stays that one was given and when it ended.

    Return how many answers there were.
    """
    held = Answer.registration_id == registration.id
    ids = session.scalars(select(Answer.id).where(held)).all()
    session.execute(delete(Answer).where(held))
    session.execute(delete(MailedCode).where(MailedCode.registration_id == registration.id))
    session.execute(
        update(ConsentGiven)
        .where(ConsentGiven.registration_id == registration.id, ConsentGiven.withdrawn_at.is_(None))
        .values(withdrawn_at=now)
    )
    return len(ids)


def forget_sessions(session: Session, registration: Registration) -> int:
    """Delete what somebody was signed up for, once it is over, and kept; return how many sessions.

    Only those signed up for are counted: what is kept is a wish and holds nothing.
    """
    held = SessionPlace.registration_id == registration.id
    ids = session.scalars(select(SessionPlace.id).where(held)).all()
    session.execute(delete(SessionPlace).where(held))
    session.execute(delete(KeptSession).where(KeptSession.registration_id == registration.id))
    return len(ids)


def invitations_of(session: Session, registration: Registration) -> Sequence[Invitation]:
    """Return the invitations that led to the registration or went to its address."""
    same = Invitation.registration_id == registration.id
    if registration.email_key is not None:
        same = or_(same, Invitation.email_key == registration.email_key)
    statement = select(Invitation).where(Invitation.event_id == registration.event_id, same)
    return session.scalars(statement).all()


def forget_invitation(invitation: Invitation) -> None:
    """Empty an invitation of its person; that one was sent, and what became of it, stays."""
    invitation.title = invitation.given_name = invitation.family_name = ""
    invitation.organisation_name = invitation.email = ""
    invitation.email_key = f"{GONE}{invitation.public_id}"
    invitation.generation += 1
    if invitation.state is InvitationState.OPEN:
        invitation.state = InvitationState.WITHDRAWN
