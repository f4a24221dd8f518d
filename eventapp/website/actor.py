"""The participant, as the activity log names them."""

from eventapp.journal.services import Actor
from eventapp.registration.models import Registration


def actor_of(registration: Registration) -> Actor:
    """Return the participant as the journal names them: by reference."""
    return Actor("participant", registration.id, registration.reference)
