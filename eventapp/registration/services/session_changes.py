"""What a release or more seats do to those signed up for sessions; the clock looks after it."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.orm import Session

from eventapp.agenda import queries as agenda
from eventapp.agenda.items import Item
from eventapp.agenda.models import AgendaSession, Release
from eventapp.agenda.programme import EMPTY, Programme
from eventapp.agenda.services import lines_of
from eventapp.agenda.snapshots import read
from eventapp.events.models import Event
from eventapp.moments import utc_text
from eventapp.registration import queries
from eventapp.registration.letters.sessions import SessionsLetter
from eventapp.registration.models import Registration, SessionPlace, SessionPlaceState
from eventapp.registration.services import places, session_places
from eventapp.registration.services.telling import post_letter


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
    told = queries.news_of_sessions(session, event, newest.programme)
    instead = _Instead(session, event, now=now)
    for one in told:
        lines = lines_of(one.changes, one.registration.language)
        for line, place in zip(lines, one.places, strict=True):
            line["waits"] = place.place.state is SessionPlaceState.WAITING
            line["beside"] = [title.into(one.registration.language) for title in place.beside]
            line["instead"] = instead.of(one.registration, place) if place.is_lost else []
        released_at = utc_text(newest.released_at)
        letter = SessionsLetter.of(one.registration, event, lines=lines, released_at=released_at)
        post_letter(session, one.registration, letter, now=now)
    here = select(AgendaSession.id).where(AgendaSession.event_id == event.id)
    session.flush()
    session.execute(
        update(SessionPlace)
        .where(SessionPlace.session_id.in_(here), SessionPlace.release_no < newest.number)
        .values(release_no=newest.number)
        .execution_options(synchronize_session="fetch")
    )
    return len(told)


class _Instead:
    """What people who lose a session could go to, as plain values for a letter."""

    def __init__(self, session: Session, event: Event, *, now: datetime) -> None:
        self.session, self.event, self.now = session, event, now
        self.known: dict[int, Programme] = {}
        self.board: queries.Board | None = None

    def of(self, registration: Registration, lost: queries.PlaceNews) -> list[dict[str, str]]:
        """Return what has places left and suits the participant; often nothing."""
        item = self._known(lost.place.release_no).item(lost.place.session.public_id)
        if item is None:
            return []
        if self.board is None:
            self.board = queries.Board(self.session, self.event, now=self.now)
        found = queries.alternatives(self.board.offered_to(registration), item)
        return [_named(one.item, registration.language) for one in found]

    def _known(self, number: int) -> Programme:
        if number not in self.known:
            stored = agenda.release(self.session, self.event, number)
            self.known[number] = read(stored.programme) if stored else EMPTY
        return self.known[number]


def _named(item: Item, language: str) -> dict[str, str]:
    return {
        "title": item.title.into(language),
        "page": item.id,
        "starts_at": utc_text(item.starts_at),
        "ends_at": utc_text(item.ends_at) or "",
        "room": item.room_names.into(language),
    }


def _with_queue(session: Session, event: Event) -> Iterator[AgendaSession]:
    waited_for = select(SessionPlace.session_id).where(
        SessionPlace.state == SessionPlaceState.WAITING
    )
    wanted = select(AgendaSession).where(
        AgendaSession.event_id == event.id, AgendaSession.id.in_(waited_for)
    )
    yield from session.scalars(wanted.order_by(AgendaSession.starts_at, AgendaSession.id)).all()
