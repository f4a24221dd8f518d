"""Places at sessions that organisers give and take: by the same rules, and a letter says so."""

from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.agenda import queries as agenda
from eventapp.events.models import Event
from eventapp.journal.services import Actor
from eventapp.registration import queries
from eventapp.registration.letters.sessions import SessionsLetter
from eventapp.registration.models import Registration, SessionPlaceState
from eventapp.registration.services import places, session_places
from eventapp.registration.services.telling import post_letter


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
        what = "waits" if place.state is SessionPlaceState.WAITING else "signed_up"
        tell(session, registration, event, item_id, what, now=now)


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
        tell(session, registration, event, item_id, "signed_up", now=now)


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
    tell(session, registration, event, item_id, "taken_out", now=now)


def tell(
    session: Session,
    registration: Registration,
    event: Event,
    item_id: str,
    what: str,
    *,
    now: datetime,
) -> None:
    """Post what became of a place; of a session that left the programme they were told already."""
    item = agenda.released(session, event).item(item_id)
    if item is not None:
        letter = SessionsLetter.about_place(registration, event, what, item, now=now)
        post_letter(session, registration, letter, now=now)
