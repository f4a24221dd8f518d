"""The event in addresses, and the gates of audiences that depend on it."""

from collections.abc import Mapping
from typing import Any

from flask import g
from werkzeug.routing import BaseConverter, ValidationError

from eventapp.events import queries
from eventapp.events.errors import NoSuchEvent
from eventapp.events.models import Event, Role
from eventapp.extensions import db
from eventapp.scope import Scope
from eventapp.web import access
from eventapp.web.access import Admission, Member, NotForYou, SignInNeeded


def visit(event: Event) -> None:
    """Answer as a page of this event: its name above, its zone, its first language at last."""
    g.event = event
    g.zone = event.zone
    g.event_language = event.languages[0] if event.languages else "de"


SLUG = "[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])"


class EventConverter(BaseConverter):
    """`<event:event>` in an address: the slug outside, the Event inside. Unknown slugs are 404."""

    regex = SLUG

    def to_python(self, value: str) -> Event:
        """Return the event of that slug; whether the visitor may see it, the gate decides."""
        event = queries.by_slug(db.session(), value)
        if event is None:
            raise ValidationError
        visit(event)
        return event

    def to_url(self, value: Event | str) -> str:
        """Return the slug."""
        return value.slug if isinstance(value, Event) else value


def zone_elsewhere() -> str:
    """Return the zone for a page of no event: that of the reader's own event, or the next one."""
    viewer = access.viewer_or_none()
    own = [event for event, _role in queries.events_of(db.session(), viewer.id)] if viewer else []
    found = next(iter(own or queries.published(db.session())), None)
    return found.zone if found else "UTC"


SEES_EVERYBODY = frozenset([Role.ORGANISER, Role.DESK, Role.CARE])
"""Who may see the rows of all participants; an officer sees their own house's, others none."""


def member_of(event: Event) -> Member | None:
    """Return what the signed-in user may do at the event, None for everybody else."""
    viewer = access.viewer_or_none()
    if viewer is None:
        return None
    found = queries.memberships(db.session(), event.id, viewer.id)
    if not found:
        return None
    wide = any(one.role in SEES_EVERYBODY for one in found)
    own = frozenset(one.organisation_id for one in found if one.organisation_id is not None)
    return Member(
        roles=frozenset(one.role.value for one in found),
        scope=Scope(event.id, None if wide else own),
    )


def admit_public(_admission: Admission, arguments: Mapping[str, Any]) -> None:
    """Let everybody pass; an unpublished event exists for its members only."""
    event = arguments.get("event")
    if isinstance(event, Event) and not event.published:
        access.meet_viewer()
        if member_of(event) is None:
            raise NoSuchEvent


def admit_member(admission: Admission, arguments: Mapping[str, Any]) -> None:
    """Let members of the event with one of the named roles pass; no role is too little."""
    event = arguments["event"]
    access.meet_viewer()
    if access.viewer_or_none() is None:
        raise SignInNeeded
    member = member_of(event)
    if member is None:
        raise NoSuchEvent  # whoever has no role here need not know the back office exists
    if admission.needs and not member.roles.intersection(admission.needs):
        raise NotForYou
    access.remember_member(member)
