"""The event in addresses, and who passes the gates of audiences that depend on it."""

from collections.abc import Mapping
from typing import Any

from werkzeug.routing import BaseConverter, ValidationError

from eventapp.audiences.members import member_of, visit
from eventapp.events import queries
from eventapp.events.errors import NoSuchEvent
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.web import access
from eventapp.web.access import Admission, NotForYou, SignInNeeded

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
