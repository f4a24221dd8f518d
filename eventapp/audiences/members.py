"""Whose event a page is about, and what the person before it may do there."""

from flask import g

from eventapp.events import queries
from eventapp.events.models import Event, Role
from eventapp.extensions import db
from eventapp.scope import Scope
from eventapp.web import access
from eventapp.web.access import Member


def visit(event: Event) -> None:
    """Answer as a page of this event: its name above, its zone."""
    g.event = event
    g.zone = event.zone


SEES_EVERYBODY = frozenset([Role.ORGANISER, Role.DESK, Role.CARE])
"""Who may see the rows of all participants; a representative sees those of one organisation."""


def member_of(event: Event) -> Member | None:
    """Return what the signed-in user may do at the event, None for everybody else."""
    viewer = access.viewer_or_none()
    if viewer is None:
        return None
    memberships = queries.memberships(db.session(), event.id, viewer.id)
    if not memberships:
        return None
    roles = frozenset(membership.role for membership in memberships)
    own = frozenset(
        membership.organisation_id
        for membership in memberships
        if membership.organisation_id is not None
    )
    return Member(
        roles=frozenset(role.value for role in roles),
        scope=Scope(event.id, None if roles & SEES_EVERYBODY else own),
        acts_for=Scope(event.id, None if Role.ORGANISER in roles else own),
    )


def zone_elsewhere() -> str:
    """Return the zone for a page of no event: that of the reader's own event, or the next one."""
    viewer = access.viewer_or_none()
    own = [event for event, _role in queries.events_of(db.session(), viewer.id)] if viewer else []
    event = next(iter(own or queries.published(db.session())), None)
    return event.zone if event else "UTC"
