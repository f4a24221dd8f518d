"""The team of a host: each of it invited, invited again, dismissed; all see its part alone."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.accounts.models import User
from eventapp.accounts.services import users as accounts
from eventapp.events import queries as events
from eventapp.events import services as event_services
from eventapp.events.models import Event, Role
from eventapp.events.revision import hold
from eventapp.events.services import MembershipChange
from eventapp.journal.services import Actor
from eventapp.people.errors import RepresentativeElsewhere, RepresentsAlready
from eventapp.people.models import Host, HostMember
from eventapp.people.services.host_tokens import end_tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRepresentative:
    """Who is to act for a host, and how they are written to."""

    email: str
    name: str = ""
    language: str = ""
    """That of the invitation of somebody who has no account yet."""


def add_representative(
    session: Session, event: Event, host: Host, who: NewRepresentative, *, by: Actor, now: datetime
) -> HostMember:
    """Take somebody into the team of a host; an e-mail names the host and the task.

    Raises RepresentsAlready, RepresentativeElsewhere, AccountBlocked.
    """
    hold(session, event.id)
    user = accounts.add_user(session, who.email, name=who.name, language=who.language, now=now)
    role = events.role_of(session, event, user.id, Role.COHOST)
    if role is not None and role.organisation_id != host.organisation_id:
        raise RepresentativeElsewhere
    member = member_of(host, user.id)
    if member is not None:
        raise RepresentsAlready
    event_services.give_role(
        session, event, user, Role.COHOST, organisation_id=host.organisation_id, now=now
    )
    member = HostMember(host_id=host.id, user=user)
    host.members.append(member)
    session.flush()
    event_services.send_invitation(
        session,
        event,
        user,
        Role.COHOST,
        host=host.organisation.called(user.language),
        organisation_id=host.organisation_id,
        by=by,
        now=now,
    )
    return member


def invite_representative_again(
    session: Session, event: Event, host: Host, user: User, *, by: Actor, now: datetime
) -> None:
    """Send a representative a new link in place of the former one."""
    role = events.role_of(session, event, user.id, Role.COHOST)
    if role is not None:
        name = host.organisation.called(user.language)
        event_services.invite_again(session, event, role, host=name, by=by, now=now)


def dismiss_representative(
    session: Session, event: Event, host: Host, user: User, *, by: Actor, now: datetime
) -> None:
    """End somebody's task for a host; they see nothing from now on. Nobody's: nothing is done."""
    member = member_of(host, user.id)
    if member is None:
        return
    role = events.role_of(session, event, user.id, Role.COHOST)
    if role is not None:
        event_services.take_role(session, role, by=by, now=now)
    host.members.remove(member)
    session.flush()


def dismiss_team(session: Session, event: Event, host: Host, *, by: Actor, now: datetime) -> None:
    """End the tasks of all who act for a host, and the tokens that read its part."""
    end_tokens(session, event.id, host.organisation_id, by=by, now=now)
    for member in list(host.members):
        dismiss_representative(session, event, host, member.user, by=by, now=now)


def follow_organisation(session: Session, host: Host, *, by: Actor, now: datetime) -> None:
    """Let the team act for the organisation that the host is now."""
    event = session.get_one(Event, host.event_id)
    for member in host.members:
        role = events.role_of(session, event, member.user_id, Role.COHOST)
        if role is not None:
            task = replace(MembershipChange.of(role), organisation_id=host.organisation.id)
            event_services.change_membership(session, role, task, by=by, now=now)


def member_of(host: Host, user_id: int) -> HostMember | None:
    """Return somebody's place in the team of a host, None for who has none."""
    return next((member for member in host.members if member.user_id == user_id), None)
