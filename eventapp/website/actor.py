"""Participants and contributors, as the activity log names them."""

from eventapp.journal.services import Actor
from eventapp.registration.models import Registration
from eventapp.speakers.queries.visitors import Visitor


def actor_of(registration: Registration) -> Actor:
    """Return the participant as the journal names them: by reference."""
    return Actor("participant", registration.id, registration.reference)


def contributor_actor(visitor: Visitor) -> Actor:
    """Return who acts on a contributor's pages: the person, or who answers for them."""
    return Actor("contributor", visitor.contributor.person_id, visitor.name)
