"""The member of the team who asks: as the activity log names them, and whom they may see."""

from eventapp.events.models import Role
from eventapp.extensions import db
from eventapp.journal.services import Actor
from eventapp.registration import queries
from eventapp.registration.errors import NoSuchRegistration
from eventapp.registration.models import Registration
from eventapp.web import access

READERS = (Role.ORGANISER, Role.DESK, Role.COHOST)


def actor() -> Actor:
    """Return the signed-in member as the journal names them."""
    viewer = access.viewer()
    return Actor("user", viewer.id, viewer.name)


def visible(reference: str) -> Registration:
    """Return a registration the member may see; for everybody else there is none."""
    registration = queries.visible(db.session(), access.member().scope, reference)
    if registration is None:
        raise NoSuchRegistration
    return registration
