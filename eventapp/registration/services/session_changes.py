"""What a release or more seats do to those signed up for sessions; the clock looks after it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, joinedload

from eventapp.agenda import queries as agenda
from eventapp.agenda.changes import Change, changes
from eventapp.agenda.models import AgendaSession, Release
from eventapp.agenda.services import lines_of
from eventapp.events.models import Event
from eventapp.registration.letters.sessions import SessionsLetter
from eventapp.registration.models import Registration, SessionPlace, SessionPlaceState
from eventapp.registration.services import places, session_places
from eventapp.registration.services.telling import post_letter

TOLD = frozenset({"gone", "cancelled", "restored", "moved", "room"})
"""What concerns the plans of who is signed up."""


def due(session: Session, *, now: datetime) -> Sequence[Event]:
    """Return events where somebody does not know the newest release, or waits before the end."""
    newest = (
        select(func.max(Release.number))
        .where(Release.event_id == AgendaSession.event_id)
        .scalar_subquery()
    )
    ahead = or_(Event.ends_at.is_(None), Event.ends_at > now)
    waits = and_(SessionPlace.state == SessionPlaceState.WAITING, ahead)
    those = (
        select(AgendaSession.event_id)
        .join(SessionPlace, SessionPlace.session_id == AgendaSession.id)
        .join(Event, Event.id == AgendaSession.event_id)
        .where(or_(SessionPlace.release_no < newest, waits))
    )
    return session.scalars(select(Event).where(Event.id.in_(those)).order_by(Event.id)).all()


def follow(session: Session, event: Event, *, now: datetime) -> int:
    """Tell everybody signed up what the releases since did to their sessions, then fill places.

    One letter a person, whatever number of sessions. Return how many letters that were.
    """
    places.lock(session, event)
    told = _tell(session, event, now=now)
    for row in _with_queue(session, event):
        session_places.serve(session, event, row, now=now)
    return told


def _tell(session: Session, event: Event, *, now: datetime) -> int:
    newest = agenda.latest_release(session, event)
    if newest is None:
        return 0
    news: dict[int, tuple[Registration, list[Change]]] = {}
    known: dict[int, dict[str, list[Change]]] = {}
    for place in _behind(session, event, newest.number):
        if place.release_no not in known:
            before = agenda.release(session, event, place.release_no)
            stood = before.programme if before else newest.programme
            known[place.release_no] = _by_session(stood, newest.programme)
        found = known[place.release_no].get(place.session.public_id, [])
        news.setdefault(place.registration_id, (place.registration, []))[1].extend(found)
        place.release_no = newest.number
    letters = [(one, found) for one, found in news.values() if found]
    for registration, found in letters:
        lines = lines_of(found, registration.language)
        released_at = newest.released_at.isoformat()
        letter = SessionsLetter.of(registration, event, lines=lines, released_at=released_at)
        post_letter(session, registration, letter, now=now)
    session.flush()
    return len(letters)


def _by_session(before: dict[str, Any], after: dict[str, Any]) -> dict[str, list[Change]]:
    found: dict[str, list[Change]] = {}
    for change in changes(before, after):
        back = replace(change, what="restored") if change.what == "new" else change
        if back.what in TOLD:
            found.setdefault(back.session, []).append(back)
    return found


def _behind(session: Session, event: Event, number: int) -> Sequence[SessionPlace]:
    wanted = (
        select(SessionPlace)
        .join(AgendaSession, AgendaSession.id == SessionPlace.session_id)
        .where(AgendaSession.event_id == event.id, SessionPlace.release_no < number)
        .options(joinedload(SessionPlace.session), joinedload(SessionPlace.registration))
        .order_by(SessionPlace.registration_id, AgendaSession.starts_at, SessionPlace.id)
    )
    return session.scalars(wanted).all()


def _with_queue(session: Session, event: Event) -> Iterator[AgendaSession]:
    waited_for = select(SessionPlace.session_id).where(
        SessionPlace.state == SessionPlaceState.WAITING
    )
    wanted = select(AgendaSession).where(
        AgendaSession.event_id == event.id, AgendaSession.id.in_(waited_for)
    )
    yield from session.scalars(wanted.order_by(AgendaSession.starts_at, AgendaSession.id)).all()
