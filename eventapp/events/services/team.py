"""The people who work on an event: invited, given roles, blocked."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventapp import changes
from eventapp.accounts.emails import InvitationEmail
from eventapp.accounts.models import LinkPurpose, OneUseLink, User
from eventapp.accounts.services import blocking
from eventapp.accounts.services import users as accounts
from eventapp.events import queries
from eventapp.events.errors import (
    HasThatRole,
    LastOrganiser,
    OwnAccount,
    WorksElsewhere,
)
from eventapp.events.models import Event, Membership, Role
from eventapp.events.revision import hold
from eventapp.journal.services import Actor, Object, record
from eventapp.mail import services as mail
from eventapp.orm import lock_row

INVITATION_LIFE = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipChange:
    """What is edited of somebody's task at an event."""

    role: Role
    organisation_id: int | None = None
    """Of the host for which a representative acts."""

    @classmethod
    def of(cls, membership: Membership) -> "MembershipChange":
        """Return a task as it stands."""
        return changes.read(cls, membership)


def give_role(
    session: Session,
    event: Event,
    user: User,
    role: Role,
    *,
    now: datetime,
    organisation_id: int | None = None,
) -> Membership:
    """Give a user a role; having it already changes nothing."""
    statement = select(Membership).where(
        Membership.event_id == event.id, Membership.user_id == user.id, Membership.role == role
    )
    former = session.scalars(statement).one_or_none()
    if former is not None:
        return former
    membership = Membership(
        event=event, user=user, role=role, organisation_id=organisation_id, created_at=now
    )
    session.add(membership)
    session.flush()
    return membership


def change_membership(
    session: Session,
    membership: Membership,
    change: MembershipChange,
    *,
    seen: changes.Seen | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Give a member another task in place of this one, at once; an invitation sent stays good.

    Raises LastOrganiser, HasThatRole where the member has that task beside this one, ChangedByBoth
    (`changes.merged`).
    """
    hold(session, membership.event_id)
    lock_row(session, membership)
    before = MembershipChange.of(membership)
    after = changes.merged(before, change, seen)
    if after == before:
        return
    if after.role is not before.role:
        _keep_an_organiser(session, membership)
    try:
        with session.begin_nested():
            changes.write(membership, after)
    except IntegrityError as clash:
        raise HasThatRole from clash
    user = membership.user
    thing = Object("user", user.id, user.name, membership.event_id)
    facts = changes.differences(before, after)
    record(session, "role-changed", thing, by=by, now=now, changes=facts)


def _keep_an_organiser(session: Session, membership: Membership) -> None:
    """Refuse to take the last organiser's role, or nobody could give one again."""
    if membership.role is not Role.ORGANISER:
        return
    event_id = membership.event_id
    hold(session, event_id)
    if queries.number_with_role(session, event_id, Role.ORGANISER) == 1:
        raise LastOrganiser


def take_role(session: Session, membership: Membership, *, by: Actor, now: datetime) -> None:
    """End a role at once; the last organiser's stays, or nobody could give one again."""
    event_id, user = membership.event_id, membership.user
    _keep_an_organiser(session, membership)
    goes_to = invited_to(session.get_one(Event, event_id))
    accounts.end_links(session, user.id, goes_to, now=now)
    session.delete(membership)
    left = Object("user", user.id, user.name, event_id, membership.organisation_id)
    record(session, "removed", left, by=by, now=now)


def block_account(session: Session, membership: Membership, *, by: Actor, now: datetime) -> None:
    """Block a member's account at every event, at once; their roles stay for when they return.

    Raises OwnAccount, and WorksElsewhere where `by` does not organise all they work on.
    """
    _may_block(session, membership, by)
    blocking.block(session, membership.user, event_id=membership.event_id, by=by, now=now)


def unblock_account(session: Session, membership: Membership, *, by: Actor, now: datetime) -> None:
    """Let a member sign in again; raises WorksElsewhere as `block_account` does."""
    _may_block(session, membership, by)
    blocking.unblock(session, membership.user, event_id=membership.event_id, by=by, now=now)


def _may_block(session: Session, membership: Membership, by: Actor) -> None:
    if membership.user_id == by.id:
        raise OwnAccount
    if queries.works_elsewhere(session, membership.user_id, by.id):
        raise WorksElsewhere


def invited_to(event: Event) -> str:
    """Return the page an invitation to the team leads to: where the role's work is."""
    return f"{accounts.START}?event={event.slug}"


def invite_again(
    session: Session, event: Event, membership: Membership, *, host: str, by: Actor, now: datetime
) -> None:
    """Send a member a new link in place of the former one; `host` as for `send_invitation`."""
    user = membership.user
    accounts.end_links(session, user.id, invited_to(event), now=now)
    send_invitation(
        session,
        event,
        user,
        membership.role,
        host=host,
        organisation_id=membership.organisation_id,
        by=by,
        now=now,
    )


def invite(
    session: Session,
    event: Event,
    email: str,
    role: Role,
    *,
    name: str,
    language: str,
    by: Actor,
    now: datetime,
) -> OneUseLink:
    """Give somebody a role and send the link that lets them in.

    The e-mail is in their language; `language` is that of who is new.
    """
    user = accounts.add_user(session, email, name=name, language=language, now=now)
    give_role(session, event, user, role, now=now)
    return send_invitation(session, event, user, role, by=by, now=now)


def send_invitation(
    session: Session,
    event: Event,
    user: User,
    role: Role,
    *,
    host: str = "",
    organisation_id: int | None = None,
    by: Actor,
    now: datetime,
) -> OneUseLink:
    """Send a member the link that lets them in, with their task.

    `host` is the organisation for which a co-host's representative acts, by name and number.
    """
    link = accounts.make_link(
        session,
        user,
        purpose=LinkPurpose.INVITATION,
        goes_to=invited_to(event),
        life=INVITATION_LIFE,
        now=now,
    )
    unnamed = user.email.startswith(f"{user.name}@")  # an account made by its address alone
    email = InvitationEmail(
        link_id=link.public_id,
        name="" if unnamed else user.name,
        event=event.label.into(user.language),
        invited_by=by.label,
        days=INVITATION_LIFE.days,
        role=role.value,
        host=host,
        contact=event.contact_email,
    )
    about = mail.About("user", user.id, event.id, organisation_id)
    mail.post(session, user.email, email, language=user.language, about=about, now=now)
    invited = Object("user", user.id, user.name, event.id, organisation_id)
    record(session, "invited", invited, by=by, now=now)
    return link
