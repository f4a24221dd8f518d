"""Personal invitations: sent, answered with yes or no, reminded, withdrawn."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventapp.accounts.addresses import checked, key_of
from eventapp.errors import Refusal
from eventapp.events.models import Category, Event
from eventapp.events.queries import registration_is_open
from eventapp.journal.services import Actor, Object, record, record_all
from eventapp.languages import FIRST
from eventapp.mail import queries as mail_queries
from eventapp.mail import services as mail
from eventapp.orm import lock_row
from eventapp.people.models import Organisation
from eventapp.registration import queries
from eventapp.registration.emails.invitation import PersonalInvitation
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
from eventapp.registration.services.registrations import RegistrationChange
from eventapp.registration.services.sign_up import Way


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationChange:
    """Whom an organiser invites; once sent, an invitation is answered or taken back."""

    email: str
    title: str = ""
    given_name: str = ""
    family_name: str = ""
    organisation: str = ""
    language: str = FIRST
    always: bool = False
    """Let in although registration is closed or every place is taken."""

    @classmethod
    def of(cls, invitation: Invitation) -> "InvitationChange":
        """Return whom an invitation is written to."""
        return cls(
            organisation=invitation.organisation_name,
            **{name: getattr(invitation, name) for name in SAME},
        )


def invite(
    session: Session,
    event: Event,
    category: Category,
    guest: InvitationChange,
    *,
    by: Actor,
    now: datetime,
) -> Invitation:
    """Invite one person by e-mail; an address is invited once."""
    written = written_to(event, category, [guest], now=now)
    for refusal in invite_all(session, event, written, by=by, now=now).values():
        raise refusal
    statement = select(Invitation).where(Invitation.public_id == written[0].invitation.public_id)
    return session.scalars(statement).one()


@dataclass(frozen=True, slots=True)
class Written:
    """An invitation as it is stored, with its e-mail, before anything is stored."""

    invitation: Invitation
    """Not in any session: it is stored with all others of its list at once."""
    email: PersonalInvitation

    @property
    def row(self) -> dict[str, object]:
        """Return the columns that are stored."""
        made = self.invitation
        numbers = {"event_id": made.event.id, "category_id": made.category.id}
        return {**numbers, **{name: getattr(made, name) for name in STORED}}


SAME = ("email", "title", "given_name", "family_name", "language", "always")
"""What an invitation and whom it is written to have by the same names."""
STORED = (
    *("public_id", "state", "generation", "email_key", "organisation_name", "sent_at"),
    *("delegation_id", *SAME),
)
"""What is stored of an invitation that is new."""


def written_to(
    event: Event,
    category: Category,
    guests: Sequence[InvitationChange],
    host: Organisation | None = None,
    *,
    now: datetime,
) -> list[Written]:
    """Write the e-mails to the guests of a list; nothing is stored, so that nobody waits.

    `host` is the organisation into whose delegation they are invited: it promises no place.
    """
    written = []
    for guest in guests:
        same = {name: getattr(guest, name) for name in SAME if name != "email"}
        same["always"] = guest.always and host is None
        made = Invitation(
            event=event,
            category=category,
            email=(address := checked(guest.email)),
            email_key=key_of(address),
            organisation_name=guest.organisation,
            delegation_id=None if host is None else host.id,
            **same,
            sent_at=now,
        )
        written.append(Written(made, PersonalInvitation.of_invitation(made, event, host)))
    return written


def invite_all(
    session: Session, event: Event, written: Sequence[Written], *, by: Actor, now: datetime
) -> dict[int, Refusal]:
    """Invite everybody of a list, or nobody; an address is invited once.

    Return why not whom, by place in the list; nobody: all are invited. A list costs a few
    statements, whatever its length, for others who write wait for them.
    """
    if no := refused(session, event, written):
        return no
    try:
        with session.begin_nested():
            session.execute(insert(Invitation), [guest.row for guest in written])
    except IntegrityError:  # somebody else invited one of them, this very moment
        return refused(session, event, written)
    keys = [guest.invitation.public_id for guest in written]
    stored = select(Invitation.public_id, Invitation.id).where(Invitation.public_id.in_(keys))
    numbers = {key: number for key, number in session.execute(stored)}  # noqa: C416  (a Result is no mapping)
    emails, things = [], []
    for key, guest in zip(keys, written, strict=True):
        of = guest.invitation.delegation_id
        about = mail.About("invitation", numbers[key], event.id, of)
        to, language = guest.invitation.email, guest.invitation.language
        emails.append(mail.ready(to, guest.email, language=language, about=about))
        things.append(Object("invitation", numbers[key], key, event.id, of))
    mail.post_all(session, emails, now=now)
    record_all(session, "invited-guest", things, by=by, now=now)
    return {}


def refused(session: Session, event: Event, written: Sequence[Written]) -> dict[int, Refusal]:
    """Return who cannot be invited, by place in the list: registered, unwilling, or invited."""
    keys = [guest.invitation.email_key for guest in written]
    here = queries.live_keys(session, event, keys)
    invited = select(Invitation.email_key).where(
        Invitation.event_id == event.id, Invitation.email_key.in_(keys)
    )
    taken = set(session.scalars(invited))
    unwilling = mail_queries.unsubscribed(session, event.id)
    refusals: dict[int, Refusal] = {}
    for place, (key, guest) in enumerate(zip(keys, written, strict=True)):
        if key in here:
            refusals[place] = AlreadyRegistered()
        elif mail_queries.address_key(guest.invitation.email) in unwilling:
            refusals[place] = WantsNoInvitations()
        elif key in taken:
            refusals[place] = InvitedAlready()
        taken.add(key)
    return refusals


def accept(
    session: Session,
    invitation: Invitation,
    event: Event,
    change: RegistrationChange,
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
        way = Way(
            Source.INVITATION, beyond=invitation.always, delegation_id=invitation.delegation_id
        )
        category = invitation.category
        known = sign_up.register(session, event, category, change, way, by=by, now=now)
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


def of_event(session: Session, event: Event) -> Sequence[Invitation]:
    """Return the event's invitations, the youngest first."""
    statement = select(Invitation).where(Invitation.event_id == event.id)
    return session.scalars(statement.order_by(Invitation.id.desc())).all()


def by_ids(session: Session, event: Event, ids: Collection[int]) -> dict[int, Invitation]:
    """Return those of the event's invitations, by internal number."""
    if not ids:
        return {}
    statement = select(Invitation).where(Invitation.event_id == event.id, Invitation.id.in_(ids))
    return {invitation.id: invitation for invitation in session.scalars(statement)}


def by_public_id(session: Session, event: Event, public_id: str) -> Invitation | None:
    """Return one invitation of the event."""
    statement = select(Invitation).where(
        Invitation.event_id == event.id, Invitation.public_id == public_id
    )
    return session.scalars(statement).one_or_none()


def thing(invitation: Invitation) -> Object:
    """Return the invitation as the journal knows it."""
    return Object(
        "invitation",
        invitation.id,
        invitation.public_id,
        invitation.event_id,
        invitation.delegation_id,
    )


def email_to(session: Session, invitation: Invitation, event: Event) -> mail.Ready:
    """Return the e-mail of an invitation, ready to be posted."""
    of = invitation.delegation_id
    about = mail.About("invitation", invitation.id, event.id, of)
    host = None if of is None else session.get(Organisation, of)
    email = PersonalInvitation.of_invitation(invitation, event, host)
    return mail.ready(invitation.email, email, language=invitation.language, about=about)
