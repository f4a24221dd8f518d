"""A participant's own programme."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.programme import Programme
from eventapp.registration.models import KeptSession, Registration, SessionPlaceState
from eventapp.registration.queries.contributors import own_parts
from eventapp.registration.queries.session_places import own_places


def kept_sessions(session: Session, registration: Registration) -> frozenset[str]:
    """Return the public ids of the sessions that the place's present holder keeps."""
    statement = select(KeptSession.session).where(
        KeptSession.registration_id == registration.id,
        KeptSession.holder_no == registration.holder_no,
    )
    return frozenset(session.scalars(statement))


def own_sessions(
    session: Session, registration: Registration, programme: Programme
) -> frozenset[str]:
    """Return the public ids of the sessions somebody goes to: kept, booked, or their own."""
    parts = own_parts(session, registration, programme)
    places = places_at_sessions(session, registration)
    return kept_sessions(session, registration) | places | parts


def places_at_sessions(session: Session, registration: Registration) -> frozenset[str]:
    """Return the public ids of the sessions at which a participant holds a place."""
    return frozenset(
        public_id
        for public_id, place in own_places(session, registration).items()
        if place.state is SessionPlaceState.CONFIRMED
    )
