"""Signing up for a session and giving that up; who waits gets the place that frees.

Whoever gives or counts places holds the event's lock, as for the places of the event itself.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from eventapp.agenda import queries as agenda
from eventapp.agenda.errors import NoSuchSession
from eventapp.agenda.items import overlap
from eventapp.agenda.models import AgendaSession
from eventapp.events.models import Event
from eventapp.journal.services import SYSTEM, Actor, record
from eventapp.registration import queries
from eventapp.registration.emails.sessions import PlaceChange, SessionsEmail
from eventapp.registration.errors.sessions import NotSignedUp, WithoutSignUp
from eventapp.registration.models import Registration, SessionPlace, SessionPlaceState
from eventapp.registration.queries.session_places import Offered
from eventapp.registration.services import places
from eventapp.registration.services.notifications import post_email, thing


def sign_up(
    session: Session,
    registration: Registration,
    event: Event,
    item_id: str,
    *,
    by: Actor,
    now: datetime,
) -> SessionPlace:
    """Take a place at a session, or one on its waiting list when none is free.

    Who is signed up already stays where they are.
    """
    offered = _offered(session, registration, event, item_id, now=now)
    if offered.place is not None:
        return offered.place
    row = _open(offered)
    state = SessionPlaceState.WAITING if offered.full else SessionPlaceState.CONFIRMED
    place = _add(session, registration, event, row, state, now=now)
    _note(session, registration, "signed-up", row, state, by=by, now=now)
    return place


def sign_up_beyond(
    session: Session,
    registration: Registration,
    event: Event,
    item_id: str,
    *,
    by: Actor,
    now: datetime,
) -> SessionPlace:
    """Give somebody a place at a session that is full, or before their turn on its waiting list.

    All else that stands against a sign-up refuses this one too.
    """
    offered = _offered(session, registration, event, item_id, now=now)
    if offered.confirmed_here and offered.place is not None:
        return offered.place
    row = _open(offered)
    state = SessionPlaceState.CONFIRMED
    place = offered.place or _add(session, registration, event, row, state, now=now)
    place.state = state
    session.flush()
    _note(session, registration, "signed-up-beyond", row, state, by=by, now=now)
    return place


def _add(
    session: Session,
    registration: Registration,
    event: Event,
    row: AgendaSession,
    state: SessionPlaceState,
    *,
    now: datetime,
) -> SessionPlace:
    place = SessionPlace(
        registration=registration,
        session=row,
        state=state,
        queue_no=_next_in_queue(session, row),
        signed_up_at=now,
        release_no=agenda.release_number(session, event),
    )
    session.add(place)
    session.flush()
    return place


def _offered(
    session: Session, registration: Registration, event: Event, item_id: str, *, now: datetime
) -> Offered:
    """Return the session as it is offered to somebody, under the lock until the commit."""
    places.hold(session, event, registration)
    every = queries.offered(session, registration, event, now=now)
    offered = next((offer for offer in every if offer.item.id == item_id), None)
    if offered is not None:
        return offered
    if agenda.released(session, event).item(item_id) is None:
        raise NoSuchSession
    raise WithoutSignUp


def _open(offered: Offered) -> AgendaSession:
    """Return the session's row where nothing stands against a sign-up."""
    if offered.refusal is not None or offered.row is None:
        raise offered.refusal or WithoutSignUp
    return offered.row


def _next_in_queue(session: Session, row: AgendaSession) -> int:
    last = session.scalar(
        select(func.max(SessionPlace.queue_no)).where(SessionPlace.session_id == row.id)
    )
    return (last or 0) + 1


def _note(
    session: Session,
    registration: Registration,
    action: str,
    row: AgendaSession,
    state: SessionPlaceState,
    *,
    by: Actor,
    now: datetime,
) -> None:
    changes = {"session": row.public_id, "state": state.value}
    record(session, action, thing(registration), by=by, now=now, changes=changes)


def give_up(
    session: Session,
    registration: Registration,
    event: Event,
    item_id: str,
    *,
    by: Actor,
    now: datetime,
) -> SessionPlaceState:
    """Give up the place at a session, or the one on its waiting list; the next one moves up.

    Return which of the two it was.
    """
    places.lock(session, event)
    place = queries.own_places(session, registration).get(item_id)
    if place is None:
        raise NotSignedUp
    held = place.state
    _free(session, registration, event, [place], by=by, now=now)
    return held


def give_up_all(
    session: Session, registration: Registration, event: Event, *, by: Actor, now: datetime
) -> None:
    """Give up whatever sessions somebody is signed up for; call it under the lock."""
    own = queries.own_places(session, registration).values()
    _free(session, registration, event, own, by=by, now=now)


def _free(
    session: Session,
    registration: Registration,
    event: Event,
    given_up: Iterable[SessionPlace],
    *,
    by: Actor,
    now: datetime,
) -> None:
    rows = []
    for place in given_up:
        rows.append(place.session)
        _note(session, registration, "gave-up-session", rows[-1], place.state, by=by, now=now)
        session.delete(place)
    session.flush()
    for row in rows:
        serve(session, event, row, now=now)


AT_ONCE = 25
"""Places one transaction gives at a session: each is an e-mail, and other writers wait for it."""


def serve(
    session: Session, event: Event, row: AgendaSession, *, now: datetime
) -> list[SessionPlace]:
    """Give the free places of a session to those who wait; call it under the lock.

    Of many places the first are given now, a job goes on with the others.
    """
    item = agenda.released(session, event).item(row.public_id)
    if item is None:
        return []
    served = [*next_ones(session, event, row, now=now)][:AT_ONCE]
    for place in served:
        place.state = SessionPlaceState.CONFIRMED
        registration = place.registration
        _note(session, registration, "moved-up", row, place.state, by=SYSTEM, now=now)
        became = PlaceChange.FREE
        email = SessionsEmail.about_places(registration, event, became, [item], now=now)
        post_email(session, registration, email, now=now)
    session.flush()
    return served


def next_ones(
    session: Session, event: Event, row: AgendaSession, *, now: datetime
) -> Sequence[SessionPlace]:
    """Return who waits at a session and can have a free place now, in their order.

    Nobody gets a place at a session that has begun or falls through, and nobody one while they
    have a place, or a part, elsewhere at the same time: they keep their number.
    """
    programme = agenda.released(session, event)
    item = programme.item(row.public_id)
    if item is None or item.cancelled or item.starts_at <= now:
        return []
    waiting = _queue(session, row)
    if not waiting:
        return []
    confirmed, _ = queries.counted_at(session, row)
    most = queries.most_of(session, event, row)
    free = len(waiting) if most is None else most - confirmed
    meanwhile = {held.id for held in programme.held if held.id != item.id and overlap(held, item)}
    elsewhere = set[int]()
    if free > 0:
        at_work = [held.id for held in programme.held if held.id in meanwhile and not held.is_pause]
        elsewhere = _holding(session, meanwhile) | queries.doing(session, event.id, at_work)
    return [booking for booking in waiting if booking.registration_id not in elsewhere][
        : max(0, free)
    ]


def _queue(session: Session, row: AgendaSession) -> Sequence[SessionPlace]:
    statement = (
        select(SessionPlace)
        .where(SessionPlace.session_id == row.id, SessionPlace.state == SessionPlaceState.WAITING)
        .options(joinedload(SessionPlace.registration))
        .order_by(SessionPlace.queue_no, SessionPlace.id)
    )
    return session.scalars(statement).all()


def _holding(session: Session, public_ids: Iterable[str]) -> set[int]:
    """Return the registrations with a place at one of these sessions."""
    statement = (
        select(SessionPlace.registration_id)
        .join(AgendaSession, AgendaSession.id == SessionPlace.session_id)
        .where(
            AgendaSession.public_id.in_(list(public_ids)),
            SessionPlace.state == SessionPlaceState.CONFIRMED,
        )
    )
    return set(session.scalars(statement))
