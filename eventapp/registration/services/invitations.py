"""Personal invitations: sent, answered with yes or no, reminded, withdrawn."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventapp.accounts.addresses import checked, key_of
from eventapp.events.models import Category, Event
from eventapp.events.queries import registration_is_open
from eventapp.journal.services import Actor, Object, record
from eventapp.mail import queries as mail_queries
from eventapp.mail import services as mail
from eventapp.orm import lock_row
from eventapp.registration import queries
from eventapp.registration.emails.invitation import PersonalInvitation, registered
from eventapp.registration.errors import (
    AlreadyRegistered,
    InvitationOver,
    InvitedAlready,
    RegistrationClosed,
    WantsNoInvitations,
)
from eventapp.registration.models import (
    Invitation,
    InvitationState,
    Registration,
    Source,
    State,
)
from eventapp.registration.services import changes, places, sign_up
from eventapp.registration.services.sign_up import Details, Way

PAUSE = timedelta(days=1)
"""Nobody is reminded again within it."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Whom an organiser invites."""

    email: str
    title: str = ""
    given_name: str = ""
    family_name: str = ""
    organisation: str = ""
    language: str = "de"
    always: bool = False
    """Let in although registration is closed or every place is taken."""


def invite(
    session: Session, event: Event, category: Category, guest: Guest, *, by: Actor, now: datetime
) -> Invitation:
    """Invite one person by letter; an address is invited once."""
    address = checked(guest.email)
    if queries.live_by_email(session, event, address) is not None:
        raise AlreadyRegistered
    if mail_queries.unsubscribed_at(session, event.id, address) is not None:
        raise WantsNoInvitations
    invitation = Invitation(
        event=event,
        category=category,
        email=address,
        email_key=key_of(address),
        title=guest.title,
        given_name=guest.given_name,
        family_name=guest.family_name,
        organisation_name=guest.organisation,
        language=guest.language,
        always=guest.always,
        sent_at=now,
    )
    try:
        with session.begin_nested():
            session.add(invitation)
    except IntegrityError as clash:
        raise InvitedAlready from clash
    _send(session, invitation, event, now=now)
    record(session, "invited-guest", thing(invitation), by=by, now=now)
    return invitation


def accept(
    session: Session,
    invitation: Invitation,
    event: Event,
    details: Details,
    *,
    by: Actor,
    now: datetime,
) -> Registration:
    """Register the invited person; the address stays that of the invitation.

    Who waits already by other means gets the invitation's way in, not a second registration; who
    has a place gets the way to their page.
    """
    places.lock(session, event)  # before the invitation's row, as everybody who registers
    lock_row(session, invitation)
    if not may_answer(session, invitation, event):
        raise InvitationOver
    if not invitation.always and not registration_is_open(event, now):
        raise RegistrationClosed
    known = queries.live_by_email(session, event, invitation.email)
    if known is None:
        way = Way(Source.INVITATION, beyond=invitation.always)
        category = invitation.category
        known = sign_up.register(session, event, category, details, way, by=by, now=now)
    elif _is_owed(invitation, known):
        changes.confirm(session, known, event, by=by, now=now, reason="personal invitation")
    else:
        sign_up.remind(session, event, invitation.email, now=now)
    invitation.state, invitation.answered_at = InvitationState.ACCEPTED, now
    invitation.registration_id = known.id
    return known


def may_answer(session: Session, invitation: Invitation, event: Event) -> bool:
    """Say whether the invitation still takes a yes: it waits, or it promised more than came of it.

    Who was promised a place, and waits after registering by the form, has it by the invitation.
    """
    if invitation.state is InvitationState.ACCEPTED:
        known = queries.live_by_email(session, event, invitation.email)
        return known is not None and _is_owed(invitation, known)
    return invitation.state is InvitationState.OPEN


def _is_owed(invitation: Invitation, known: Registration) -> bool:
    return invitation.always and known.state in (State.WAITING, State.PENDING)


def decline(session: Session, invitation: Invitation, *, by: Actor, now: datetime) -> None:
    """Note that the person does not come; that is an answer, so nobody reminds them."""
    lock_row(session, invitation)
    if invitation.state is InvitationState.DECLINED:
        return
    if invitation.state is not InvitationState.OPEN:
        raise InvitationOver
    invitation.state, invitation.answered_at = InvitationState.DECLINED, now
    record(session, "declined-invitation", thing(invitation), by=by, now=now)


def withdraw(session: Session, invitation: Invitation, *, by: Actor, now: datetime) -> None:
    """Take an invitation back that nobody has answered; its link ends."""
    lock_row(session, invitation)
    if invitation.state is not InvitationState.OPEN:
        raise InvitationOver
    invitation.state, invitation.answered_at = InvitationState.WITHDRAWN, now
    invitation.generation += 1
    record(session, "withdrew-invitation", thing(invitation), by=by, now=now)


def remind(session: Session, event: Event, *, by: Actor, now: datetime) -> int:
    """Write again to everybody who has not answered; return how many.

    Not to who was reminded within a day, is registered by now, or wants no reminders.
    """
    wanted = select(Invitation).where(
        Invitation.event_id == event.id,
        Invitation.state == InvitationState.OPEN,
        or_(Invitation.reminded_at.is_(None), Invitation.reminded_at <= now - PAUSE),
        ~registered(),
    )
    rows = session.scalars(wanted.order_by(Invitation.id).with_for_update(of=Invitation)).all()
    refusing = mail_queries.unsubscribed(session, event.id)
    waiting = [one for one in rows if mail_queries.address_key(one.email) not in refusing]
    for invitation in waiting:
        invitation.reminded_at = now
        _send(session, invitation, event, now=now)
    if waiting:
        told = Object("event", event.id, event.slug, event.id)
        record(session, "reminded", told, by=by, now=now, changes={"letters": len(waiting)})
    return len(waiting)


def of_event(session: Session, event: Event) -> Sequence[Invitation]:
    """Return the event's invitations, the youngest first."""
    wanted = select(Invitation).where(Invitation.event_id == event.id)
    return session.scalars(wanted.order_by(Invitation.id.desc())).all()


def by_ids(session: Session, event: Event, ids: Collection[int]) -> dict[int, Invitation]:
    """Return those of the event's invitations, by internal number."""
    if not ids:
        return {}
    wanted = select(Invitation).where(Invitation.event_id == event.id, Invitation.id.in_(ids))
    return {one.id: one for one in session.scalars(wanted)}


def by_public_id(session: Session, event: Event, public_id: str) -> Invitation | None:
    """Return one invitation of the event."""
    wanted = select(Invitation).where(
        Invitation.event_id == event.id, Invitation.public_id == public_id
    )
    return session.scalars(wanted).one_or_none()


def thing(invitation: Invitation) -> Object:
    """Return the invitation as the journal knows it."""
    return Object("invitation", invitation.id, invitation.public_id, invitation.event_id)


def _send(session: Session, invitation: Invitation, event: Event, *, now: datetime) -> None:
    about = mail.About("invitation", invitation.id, event.id)
    letter = PersonalInvitation.of_invitation(invitation, event)
    mail.post(session, invitation.email, letter, language=invitation.language, about=about, now=now)
