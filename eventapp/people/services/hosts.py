"""Organisations behind the event: added, changed, and their place in the order."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventapp import changes
from eventapp.events.models import Event
from eventapp.events.revision import hold, raise_revision
from eventapp.journal.services import Actor, Object, note_change
from eventapp.orm import Translated, lock_row
from eventapp.people.errors import HostAlready
from eventapp.people.models import Host, HostLevel
from eventapp.people.services.host_tokens import end_tokens
from eventapp.people.services.organisations import organisation_called
from eventapp.people.services.representatives import follow_organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class HostChange:
    """What is edited of a host."""

    organisation: str = ""
    """By name: one that the directory lacks is added to it."""
    level: HostLevel = HostLevel.COHOST
    position: int = 0
    text: Translated = Translated()

    @classmethod
    def of(cls, host: Host) -> "HostChange":
        """Return a host as it stands."""
        return cls(
            organisation=host.organisation.name,
            level=host.level,
            position=host.position,
            text=host.text,
        )


def add_host(
    session: Session, event: Event, change: HostChange, *, by: Actor, now: datetime
) -> Host:
    """Name an organisation as one behind the event; raises HostAlready where it is named."""
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
    """Write what is new of a host; its team acts for the organisation that it is now.

    Raises HostAlready, ChangedByBoth (`changes.merged`).
    """
    event = session.get_one(Event, host.event_id)
    hold(session, event.id)
    lock_row(session, host)
    before = HostChange.of(host)
    after = changes.merged(before, change, seen)
    if after == before:
        return
    organisation = former = host.organisation
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
    session.flush()
    if organisation is not former:
        end_tokens(session, event.id, former.id, by=by, now=now)
    follow_organisation(session, host, by=by, now=now)
    note_change(session, _about(host), before, after, by=by, now=now)
    raise_revision(session, event.id)


def _about(host: Host) -> Object:
    named = host.organisation
    return Object("hosts", host.id, named.name, host.event_id, named.id)
