"""Inviting into a host's delegation, one by one or a list: all of it, or nobody."""

from collections.abc import Sequence

from eventapp import clock
from eventapp.backoffice.member import actor
from eventapp.errors import Refusal
from eventapp.events.models import Category, Event
from eventapp.extensions import db
from eventapp.people.models import Host
from eventapp.registration.queries import delegations
from eventapp.registration.services import invitations
from eventapp.registration.services.invitations import InvitationChange


def invited_into(event: Event, host: Host) -> dict[str, Category]:
    """Return the categories into which a host invites, by key; the first one is meant."""
    offered = delegations.categories_for(db.session(), event, host.organisation)
    return {category.key: category for category in offered}


def invite_listed(
    event: Event, host: Host, category: Category, guests: Sequence[InvitationChange]
) -> dict[int, Refusal]:
    """Invite all of a list and commit, or nobody; return why not, by place in the list."""
    session, now = db.session(), clock.now()
    try:
        written = invitations.written_to(event, category, guests, host.organisation, now=now)
        refused = invitations.invite_all(session, event, written, by=actor(), now=now)
    except Refusal as refusal:
        refused = {0: refusal}
    if refused:
        session.rollback()
    else:
        session.commit()
    return refused
