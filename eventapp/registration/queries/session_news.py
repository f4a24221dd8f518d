"""Whom a programme gives news of the sessions they are signed up for, and what news."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from eventapp.agenda import queries as agenda
from eventapp.agenda.changes import Change, ChangeKind, changes
from eventapp.agenda.models import AgendaSession
from eventapp.agenda.programme import Programme
from eventapp.agenda.snapshots import read
from eventapp.agenda.stored import StoredRelease
from eventapp.events.models import Event
from eventapp.orm import Translated
from eventapp.registration.models import Registration, SessionPlace

TOLD = frozenset(
    {
        *(ChangeKind.GONE, ChangeKind.CANCELLED, ChangeKind.RESTORED),
        *(ChangeKind.MOVED, ChangeKind.ROOM),
    }
)
"""What concerns the plans of who is signed up."""

MOVES = frozenset({ChangeKind.MOVED, ChangeKind.RESTORED})
"""What may bring a session beside another that somebody is signed up for."""

LOST = frozenset({ChangeKind.GONE, ChangeKind.CANCELLED})
"""What takes a session away from who is signed up."""


@dataclass(frozen=True, slots=True)
class PlaceNews:
    """What becomes of one place at a session."""

    place: SessionPlace
    changes: tuple[Change, ...]
    beside: tuple[Translated, ...] = ()
    """Titles of other sessions they are signed up for, which are at the same time then."""

    @property
    def is_lost(self) -> bool:
        """Say whether the session does not take place."""
        return any(change.what in LOST for change in self.changes)


@dataclass(frozen=True, slots=True)
class News:
    """What one participant learns: one e-mail, whatever number of sessions."""

    registration: Registration
    places: tuple[PlaceNews, ...]

    @property
    def changes(self) -> tuple[Change, ...]:
        """All that changes for them."""
        return tuple(change for news in self.places for change in news.changes)


def news_of_sessions(session: Session, event: Event, programme: StoredRelease) -> list[News]:
    """Return who learns what once the public sees this programme, by family name.

    Each is told what differs from the release they know, so nothing twice and nothing left out.
    """
    news: dict[int, list[PlaceNews]] = {}
    names: dict[int, Registration] = {}
    for number in _known(session, event):
        before = agenda.release(session, event, number)
        differing = _by_session(before.programme, programme) if before else {}
        for place in _places(session, event, number, differing) if differing else ():
            place_news = PlaceNews(place, tuple(differing[place.session.public_id]))
            news.setdefault(place.registration_id, []).append(place_news)
            names[place.registration_id] = place.registration
    _look_beside(session, programme, news)
    order = sorted(
        names.values(), key=lambda registration: (registration.family_key, registration.id)
    )
    return [
        News(registration, tuple(sorted(news[registration.id], key=_begins)))
        for registration in order
    ]


def _look_beside(
    session: Session, programme: StoredRelease, news: dict[int, list[PlaceNews]]
) -> None:
    """Add to sessions that move what else their people are signed up for at that time."""
    moving = {
        number
        for number, places in news.items()
        if any(MOVES.intersection(change.what for change in place.changes) for place in places)
    }
    if not moving:
        return
    after = read(programme)
    own = _signed_up(session, moving)
    for number in moving:
        news[number] = [
            replace(entry, beside=_beside(after, entry, own[number])) for entry in news[number]
        ]


def _beside(
    programme: Programme, news: PlaceNews, public_ids: Collection[str]
) -> tuple[Translated, ...]:
    item = programme.item(news.place.session.public_id)
    if item is None or not MOVES.intersection(change.what for change in news.changes):
        return ()
    return tuple(other.title for other in programme.beside(item) if other.id in public_ids)


def _signed_up(session: Session, numbers: Collection[int]) -> dict[int, set[str]]:
    """Return the public ids of the sessions these registrations are signed up for."""
    statement = (
        select(SessionPlace.registration_id, AgendaSession.public_id)
        .join(AgendaSession, AgendaSession.id == SessionPlace.session_id)
        .where(SessionPlace.registration_id.in_(numbers))
    )
    signed_up: dict[int, set[str]] = {number: set() for number in numbers}
    for number, public_id in session.execute(statement):
        signed_up[number].add(public_id)
    return signed_up


def _begins(news: PlaceNews) -> tuple[Any, int]:
    return news.changes[0].stands.starts_at, news.place.id


def _known(session: Session, event: Event) -> Sequence[int]:
    """Return the releases that people who are signed up know."""
    statement = (
        select(SessionPlace.release_no)
        .join(AgendaSession, AgendaSession.id == SessionPlace.session_id)
        .where(AgendaSession.event_id == event.id)
        .distinct()
    )
    return session.scalars(statement.order_by(SessionPlace.release_no)).all()


def _by_session(before: StoredRelease, after: StoredRelease) -> dict[str, list[Change]]:
    by_session: dict[str, list[Change]] = {}
    for change in changes(before, after):
        back = change
        if change.what is ChangeKind.NEW:
            back = replace(change, what=ChangeKind.RESTORED)
        if back.what in TOLD:
            by_session.setdefault(back.session, []).append(back)
    return by_session


def _places(
    session: Session, event: Event, number: int, public_ids: Iterable[str]
) -> Sequence[SessionPlace]:
    statement = (
        select(SessionPlace)
        .join(AgendaSession, AgendaSession.id == SessionPlace.session_id)
        .where(
            AgendaSession.event_id == event.id,
            AgendaSession.public_id.in_(list(public_ids)),
            SessionPlace.release_no == number,
        )
        .options(joinedload(SessionPlace.session), joinedload(SessionPlace.registration))
    )
    return session.scalars(statement).all()
