"""Invitations sent again: to all who have not answered, to one of them, or to another address."""

from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventapp import changes
from eventapp.accounts.addresses import checked, key_of
from eventapp.events.models import Event
from eventapp.journal.services import Actor, Object, record
from eventapp.mail import queries as mail_queries
from eventapp.mail import services as mail
from eventapp.orm import lock_row
from eventapp.people.models import Organisation
from eventapp.registration import queries
from eventapp.registration.emails.invitation import registered
from eventapp.registration.errors import (
    AlreadyRegistered,
    InvitationOver,
    InvitedAlready,
    RemindedAlready,
    WantsNoInvitations,
)
from eventapp.registration.models import Invitation, InvitationState
from eventapp.registration.services.invitations import InvitationChange, email_to, thing

PAUSE = timedelta(days=1)
"""Nobody is reminded again within it."""

AT_ONCE = 50
"""Reminders of one transaction: other writers wait for them."""


def remind(
    session: Session, event: Event, host: Organisation | None = None, *, by: Actor, now: datetime
) -> int:
    """Write again to the next who have not answered, AT_ONCE at most; return to how many.

    Not to who was reminded within a day, is registered by now, or wants no reminders. `host`: to
    its delegation alone.
    """
    due = [
        Invitation.event_id == event.id,
        Invitation.state == InvitationState.OPEN,
        or_(Invitation.reminded_at.is_(None), Invitation.reminded_at <= now - PAUSE),
        ~registered(),
        *([] if host is None else [Invitation.delegation_id == host.id]),
    ]
    refusing = mail_queries.unsubscribed(session, event.id)
    every = session.execute(select(Invitation.id, Invitation.email).where(*due))
    willing = sorted(
        number for number, email in every if mail_queries.address_key(email) not in refusing
    )
    some = select(Invitation).where(*due, Invitation.id.in_(willing[:AT_ONCE]))
    rows = session.scalars(some.order_by(Invitation.id).with_for_update(of=Invitation)).all()
    for invitation in rows:
        invitation.reminded_at = now
    mail.post_all(session, [email_to(session, row, event) for row in rows], now=now)
    if rows:
        target = Object("event", event.id, event.slug, event.id, host.id if host else None)
        record(session, "reminded", target, by=by, now=now, changes={"emails": len(rows)})
    return len(rows)


def send_again(
    session: Session, invitation: Invitation, event: Event, *, by: Actor, now: datetime
) -> None:
    """Write again to one who has not answered; raises InvitationOver, RemindedAlready within a day.

    Raises WantsNoInvitations where they unsubscribed.
    """
    lock_row(session, invitation)
    _check_open(session, invitation, event)
    if invitation.reminded_at is not None and invitation.reminded_at > now - PAUSE:
        raise RemindedAlready
    _post(session, invitation, event, now=now)
    record(session, "reminded", thing(invitation), by=by, now=now)


def change_invitation(
    session: Session,
    invitation: Invitation,
    event: Event,
    change: InvitationChange,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Correct whom an invitation goes to, while it waits for an answer, and send it again.

    With another address, the link that went to the former one ends. Raises InvitationOver,
    AlreadyRegistered, InvitedAlready, BadAddress, WantsNoInvitations.
    """
    lock_row(session, invitation)
    before = InvitationChange.of(invitation)
    if change == before:
        return
    address = checked(change.email)
    if queries.live_keys(session, event, [key_of(address)]):
        raise AlreadyRegistered
    try:
        with session.begin_nested():
            if key_of(address) != invitation.email_key:
                invitation.generation += 1
            invitation.email, invitation.email_key = address, key_of(address)
            invitation.title, invitation.given_name = change.title, change.given_name
            invitation.family_name, invitation.language = change.family_name, change.language
            invitation.organisation_name = change.organisation
    except IntegrityError as clash:
        raise InvitedAlready from clash
    _check_open(session, invitation, event)
    _post(session, invitation, event, now=now)
    facts = changes.differences(before, change)
    record(session, "changed-invitation", thing(invitation), by=by, now=now, changes=facts)


def _check_open(session: Session, invitation: Invitation, event: Event) -> None:
    if invitation.state is not InvitationState.OPEN:
        raise InvitationOver
    if mail_queries.address_key(invitation.email) in mail_queries.unsubscribed(session, event.id):
        raise WantsNoInvitations


def _post(session: Session, invitation: Invitation, event: Event, *, now: datetime) -> None:
    invitation.reminded_at = now
    mail.post_all(session, [email_to(session, invitation, event)], now=now)
