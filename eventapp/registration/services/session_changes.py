"""What a release or more seats do to those signed up for sessions; the clock looks after it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, update
from sqlalchemy.orm import Session

from eventapp.agenda import queries as agenda
from eventapp.agenda.emails import InsteadOf
from eventapp.agenda.items import Item
from eventapp.agenda.models import AgendaSession, Release
from eventapp.agenda.programme import EMPTY, Programme
from eventapp.agenda.services import lines_of
from eventapp.agenda.snapshots import read
from eventapp.events.models import Event
from eventapp.mail import services as mail
from eventapp.moments import utc_text
from eventapp.registration import queries
from eventapp.registration.emails.sessions import SessionsEmail
from eventapp.registration.models import Registration, SessionPlace, SessionPlaceState
from eventapp.registration.services import places, session_places
from eventapp.registration.services.notifications import ready_for


def behind(session: Session) -> Sequence[int]:
    """Return the events, by number, where somebody does not know the newest release."""
    newest = (
        select(Release.event_id, func.max(Release.number).label("number"))
        .group_by(Release.event_id)
        .subquery()
    )
    theirs = (
        select(SessionPlace.id)
        .join(AgendaSession, AgendaSession.id == SessionPlace.session_id)
        .where(
            AgendaSession.event_id == newest.c.event_id,
            SessionPlace.release_no < newest.c.number,
        )
    )
    statement = select(newest.c.event_id).where(theirs.exists()).order_by(newest.c.event_id)
    return session.scalars(statement).all()


def waited_for(session: Session, *, now: datetime) -> Sequence[int]:
    """Return the events ahead, by number, where a session that is waited for may have places.

    Sessions that are full by their own number are known by one count each.
    """
    statement = (
        select(AgendaSession.event_id)
        .join(Event, Event.id == AgendaSession.event_id)
        .where(_QUEUED, or_(Event.ends_at.is_(None), Event.ends_at > now))
    )
    return session.scalars(statement.distinct().order_by(AgendaSession.event_id)).all()


@dataclass(frozen=True, slots=True)
class Telling:
    """What one participant is to be told, and what stood in the database when it was made."""

    registration_id: int
    made_of: tuple[object, ...]
    email: mail.Ready | None
    """None: there is no address to write to."""


@dataclass(frozen=True, slots=True)
class Following:
    """What is left to do after a release, as somebody saw who only reads."""

    number: int
    """The release that everybody is to know."""
    tellings: list[Telling]
    """One for each participant who learns something, by family name."""
    others: list[int]
    """Places whose people know an older release, and for whom this one changes nothing."""


def left_to_do(session: Session, event: Event, *, now: datetime) -> Following | None:
    """Make ready what tells everybody signed up what the releases since did to their sessions.

    One e-mail a person, whatever number of sessions. Nothing is written: nobody waits for it.
    """
    newest = agenda.latest_release(session, event)
    if newest is None:
        return None
    behind = _behind(session, event, newest.number)
    news = queries.news_of_sessions(session, event, newest.programme)
    stands = _stands(session, {entry.registration.id for entry in news})
    instead = _Instead(session, event, now=now)
    released_at = utc_text(newest.released_at)
    tellings = [
        Telling(
            entry.registration.id,
            stands[entry.registration.id],
            _email(event, entry, instead, released_at=released_at),
        )
        for entry in news
    ]
    informed = {telling.registration_id for telling in tellings}
    others = [place for place, registration in behind if registration not in informed]
    return Following(newest.number, tellings, others)


def tell(
    session: Session, event: Event, number: int, some: Sequence[Telling], *, now: datetime
) -> None:
    """Post these e-mails and note that their people know the release; commit both together.

    Who changed since is left for the next time, and everybody when there is a newer release.
    """
    places.lock(session, event)
    if agenda.release_number(session, event) != number:
        return
    stands = _stands(session, {telling.registration_id for telling in some})
    same = [telling for telling in some if stands.get(telling.registration_id) == telling.made_of]
    mail.post_all(
        session, [telling.email for telling in same if telling.email is not None], now=now
    )
    theirs = SessionPlace.registration_id.in_([telling.registration_id for telling in same])
    _know(session, number, theirs)


def note_known(session: Session, number: int, some: Sequence[int]) -> None:
    """Note that the release changes nothing for who has these places."""
    _know(session, number, SessionPlace.id.in_(some))


def with_places_to_give(
    session: Session, event: Event, *, now: datetime
) -> Iterator[AgendaSession]:
    """Yield the sessions where somebody who waits could have a place now; nothing is written."""
    for row in _with_queue(session, event):
        if session_places.next_ones(session, event, row, now=now):
            yield row


def _behind(session: Session, event: Event, number: int) -> list[tuple[int, int]]:
    """Return the places, and whose they are, of those who know an older release."""
    statement = (
        select(SessionPlace.id, SessionPlace.registration_id)
        .join(AgendaSession, AgendaSession.id == SessionPlace.session_id)
        .where(AgendaSession.event_id == event.id, SessionPlace.release_no < number)
        .order_by(SessionPlace.id)
    )
    return [(row.id, row.registration_id) for row in session.execute(statement)]


def _stands(session: Session, registrations: Collection[int]) -> dict[int, tuple[object, ...]]:
    """Return what an e-mail about sessions is made of, by registration: its places, its version."""
    statement = (
        select(
            Registration.id,
            Registration.version,
            SessionPlace.session_id,
            SessionPlace.state,
            SessionPlace.release_no,
        )
        .join(SessionPlace, SessionPlace.registration_id == Registration.id)
        .where(Registration.id.in_(registrations))
        .order_by(SessionPlace.id)
    )
    by_registration: dict[int, tuple[object, ...]] = {}
    for number, *stands in session.execute(statement):
        by_registration[number] = (*by_registration.get(number, ()), *stands)
    return by_registration


def _know(session: Session, number: int, whose: ColumnElement[bool]) -> None:
    session.execute(
        update(SessionPlace)
        .where(whose, SessionPlace.release_no < number)
        .values(release_no=number)
        .execution_options(synchronize_session="fetch")
    )


def _email(
    event: Event, news: queries.News, instead: "_Instead", *, released_at: str
) -> mail.Ready | None:
    registration = news.registration
    if registration.reached_at is None:
        return None
    lines = lines_of(news.changes, registration.language)
    for line, place in zip(lines, news.places, strict=True):
        line["waits"] = place.place.state is SessionPlaceState.WAITING
        line["beside"] = [title.into(registration.language) for title in place.beside]
        line["instead"] = instead.of(registration, place) if place.is_lost else []
    email = SessionsEmail.of(registration, event, lines=lines, released_at=released_at)
    return ready_for(registration, registration.reached_at, email)


class _Instead:
    """What people who lose a session could go to, as plain values for an e-mail."""

    def __init__(self, session: Session, event: Event, *, now: datetime) -> None:
        self.session, self.event, self.now = session, event, now
        self.known: dict[int, Programme] = {}
        self.board: queries.Board | None = None

    def of(self, registration: Registration, lost: queries.PlaceNews) -> list[InsteadOf]:
        """Return what has places left and suits the participant; often nothing."""
        item = self._known(lost.place.release_no).item(lost.place.session.public_id)
        if item is None:
            return []
        if self.board is None:
            self.board = queries.Board(self.session, self.event, now=self.now)
        offers = queries.alternatives(self.board.offered_to(registration), item)
        return [_named(offered.item, registration.language) for offered in offers]

    def _known(self, number: int) -> Programme:
        if number not in self.known:
            stored = agenda.release(self.session, self.event, number)
            self.known[number] = read(stored.programme) if stored else EMPTY
        return self.known[number]


def _named(item: Item, language: str) -> InsteadOf:
    return {
        "title": item.title.into(language),
        "page": item.id,
        "starts_at": utc_text(item.starts_at),
        "ends_at": utc_text(item.ends_at) or "",
        "room": item.room_names.into(language),
    }


def _at(state: SessionPlaceState) -> Select[int]:
    """Return what asks for the places of that state at a session."""
    return select(SessionPlace.id).where(
        SessionPlace.session_id == AgendaSession.id, SessionPlace.state == state
    )


_HELD = _at(SessionPlaceState.CONFIRMED).with_only_columns(func.count()).scalar_subquery()
_QUEUED = and_(
    _at(SessionPlaceState.WAITING).exists(),
    or_(AgendaSession.places.is_(None), AgendaSession.places > _HELD),
)
"""Whether somebody waits at a session, and it is not full by its own number."""


def _with_queue(session: Session, event: Event) -> Iterator[AgendaSession]:
    statement = select(AgendaSession).where(AgendaSession.event_id == event.id, _QUEUED)
    yield from session.scalars(statement.order_by(AgendaSession.starts_at, AgendaSession.id)).all()
