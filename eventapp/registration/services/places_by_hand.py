"""Places at sessions that organisers give and take: by the same rules, and an e-mail says so."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.agenda import queries as agenda
from eventapp.events.models import Event
from eventapp.journal.services import Actor
from eventapp.registration import queries
from eventapp.registration.emails.sessions import PlaceChange, SessionsEmail
from eventapp.registration.models import Registration, SessionPlaceState
from eventapp.registration.services import places, session_places
from eventapp.registration.services.notifications import post_email


def sign_up_for(
    session: Session,
    registration: Registration,
    event: Event,
    item_id: str,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Sign somebody up, or put them on the waiting list of a full session, and tell them."""
    places.lock(session, event)
    before = queries.own_places(session, registration).get(item_id)
    place = session_places.sign_up(session, registration, event, item_id, by=by, now=now)
    if before is None:
        waits = place.state is SessionPlaceState.WAITING
        what = PlaceChange.WAITS if waits else PlaceChange.SIGNED_UP
        tell(session, registration, event, [item_id], what, now=now)


def sign_up_beyond(
    session: Session,
    registration: Registration,
    event: Event,
    item_id: str,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Give somebody a place beyond those a session has, and tell them."""
    places.lock(session, event)
    before = queries.own_places(session, registration).get(item_id)
    had = before is not None and before.state is SessionPlaceState.CONFIRMED
    session_places.sign_up_beyond(session, registration, event, item_id, by=by, now=now)
    if not had:
        tell(session, registration, event, [item_id], PlaceChange.SIGNED_UP, now=now)


def take_out(
    session: Session,
    registration: Registration,
    event: Event,
    item_id: str,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Take somebody out of a session or off its waiting list, and tell them."""
    session_places.give_up(session, registration, event, item_id, by=by, now=now)
    tell(session, registration, event, [item_id], PlaceChange.TAKEN_OUT, now=now)


def leave_closed(
    session: Session, registration: Registration, event: Event, *, by: Actor, now: datetime
) -> None:
    """Give up what sessions are not open to the category somebody is in now; one e-mail says so.

    Call it under the lock. What has begun stays as it was.
    """
    session.flush()
    closed = [
        booking
        for booking, categories in queries.places_of_categories(session, registration)
        if all(group.id != registration.category_id for group in categories)
        and (booking.session.starts_at is None or booking.session.starts_at > now)
    ]
    ids = [booking.session.public_id for booking in closed]
    for item_id in ids:
        session_places.give_up(session, registration, event, item_id, by=by, now=now)
    tell(session, registration, event, ids, PlaceChange.TAKEN_OUT, now=now)


def tell(
    session: Session,
    registration: Registration,
    event: Event,
    item_ids: Iterable[str],
    what: PlaceChange,
    *,
    now: datetime,
) -> None:
    """Post what became of places; of sessions that left the programme they were told already."""
    programme = agenda.released(session, event)
    items = [item for item in map(programme.item, item_ids) if item is not None]
    if items:
        email = SessionsEmail.about_places(registration, event, what, items, now=now)
        post_email(session, registration, email, now=now)
