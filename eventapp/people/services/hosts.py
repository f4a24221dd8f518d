"""Hosts and co-hosts: added and changed, with the one representative each may have."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventapp import changes
from eventapp.accounts.services import users as accounts
from eventapp.events import queries as events
from eventapp.events import services as event_services
from eventapp.events.models import Event, Role
from eventapp.events.revision import hold, raise_revision
from eventapp.events.services import MembershipChange
from eventapp.journal.services import Actor, Object, note_change
from eventapp.orm import Translated, lock_row
from eventapp.people.errors import HostAlready, RepresentativeElsewhere
from eventapp.people.models import Host, HostLevel
from eventapp.people.services.organisations import organisation_called


@dataclass(frozen=True, slots=True, kw_only=True)
class HostChange:
    """What is edited of a host."""

    organisation: str = ""
    """By name: one that the directory lacks is added to it."""
    level: HostLevel = HostLevel.COHOST
    position: int = 0
    text: Translated = Translated()
    representative: str = ""
    """The representative's address; empty: nobody."""
    representative_language: str = ""
    """That of the invitation of somebody who has no account yet."""

    @classmethod
    def of(cls, host: Host) -> "HostChange":
        """Return a host as it stands."""
        return cls(
            organisation=host.organisation.name,
            level=host.level,
            position=host.position,
            text=host.text,
            representative=host.representative.email if host.representative else "",
            representative_language=host.representative.language if host.representative else "",
        )


def add_host(
    session: Session, event: Event, change: HostChange, *, by: Actor, now: datetime
) -> Host:
    """Name an organisation as one that gives the event; invite its representative.

    Raises HostAlready where it is named already, RepresentativeElsewhere.
    """
    hold(session, event.id)
    organisation = organisation_called(session, event, change.organisation, by=by, now=now)
    if organisation is None:
        raise ValueError("a host is an organisation")
    host = Host(
        event=event,
        organisation=organisation,
        level=change.level,
        position=change.position,
        text=change.text,
    )
    try:
        with session.begin_nested():
            session.add(host)
    except IntegrityError as clash:
        raise HostAlready from clash
    if change.representative:
        _name_representative(session, event, host, change, by=by, now=now)
    session.flush()
    note_change(session, _about(host), None, change, by=by, now=now)
    raise_revision(session, event.id)
    return host


def change_host(
    session: Session,
    host: Host,
    change: HostChange,
    *,
    seen: changes.Seen | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Write what is new of a host; another representative is invited, the former one dismissed.

    Raises HostAlready, RepresentativeElsewhere, ChangedByBoth (`changes.merged`).
    """
    event = session.get_one(Event, host.event_id)
    hold(session, event.id)
    lock_row(session, host)
    before = HostChange.of(host)
    after = changes.merged(before, change, seen)
    if after == before:
        return
    organisation = host.organisation
    if after.organisation != before.organisation:
        organisation = (
            organisation_called(session, event, after.organisation, by=by, now=now) or organisation
        )
    try:
        with session.begin_nested():
            host.organisation, host.level = organisation, after.level
            host.position, host.text = after.position, after.text
    except IntegrityError as clash:
        raise HostAlready from clash
    if not after.representative:
        dismiss_representative(session, event, host, by=by, now=now)
    else:
        _name_representative(session, event, host, after, by=by, now=now)
    session.flush()
    note_change(session, _about(host), before, after, by=by, now=now)
    raise_revision(session, event.id)


def _name_representative(
    session: Session, event: Event, host: Host, change: HostChange, *, by: Actor, now: datetime
) -> None:
    """Let one person look after a host's participants; whoever did so before no longer may.

    The representative gets an invitation.
    """
    user = accounts.add_user(
        session, change.representative, name="", language=change.representative_language, now=now
    )
    role = events.role_of(session, event, user.id, Role.COHOST)
    if role is not None and host.representative is not user:
        raise RepresentativeElsewhere
    if host.representative is not user:
        dismiss_representative(session, event, host, by=by, now=now)
    if role is not None:
        task = MembershipChange(role=Role.COHOST, organisation_id=host.organisation.id)
        event_services.change_membership(session, role, task, by=by, now=now)
    else:
        event_services.give_role(
            session, event, user, Role.COHOST, organisation_id=host.organisation.id, now=now
        )
        event_services.send_invitation(
            session, event, user, Role.COHOST, host=host.organisation.name, by=by, now=now
        )
    host.representative = user


def dismiss_representative(
    session: Session, event: Event, host: Host, *, by: Actor, now: datetime
) -> None:
    """End the task of a host's representative, if there is one; they see nothing from now on."""
    if host.representative is None:
        return
    left = events.role_of(session, event, host.representative.id, Role.COHOST)
    if left is not None:
        event_services.take_role(session, left, by=by, now=now)
    host.representative = None


def _about(host: Host) -> Object:
    return Object("hosts", host.id, host.organisation.name, host.event_id)
