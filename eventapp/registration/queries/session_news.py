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
        return tuple(change for one in self.places for change in one.changes)


def news_of_sessions(session: Session, event: Event, programme: StoredRelease) -> list[News]:
    """Return who learns what once the public sees this programme, by family name.

    Each is told what differs from the release they know, so nothing twice and nothing left out.
    """
    found: dict[int, list[PlaceNews]] = {}
    names: dict[int, Registration] = {}
    for number in _known(session, event):
        before = agenda.release(session, event, number)
        differing = _by_session(before.programme, programme) if before else {}
        for place in _places(session, event, number, differing) if differing else ():
            told = PlaceNews(place, tuple(differing[place.session.public_id]))
            found.setdefault(place.registration_id, []).append(told)
            names[place.registration_id] = place.registration
    _look_beside(session, programme, found)
    order = sorted(names.values(), key=lambda one: (one.family_key, one.id))
    return [News(one, tuple(sorted(found[one.id], key=_begins))) for one in order]


def _look_beside(
    session: Session, programme: StoredRelease, found: dict[int, list[PlaceNews]]
) -> None:
    """Add to sessions that move what else their people are signed up for at that time."""
    moving = {
        number
        for number, places in found.items()
        if any(MOVES.intersection(change.what for change in one.changes) for one in places)
    }
    if not moving:
        return
    after = read(programme)
    own = _signed_up(session, moving)
    for number in moving:
        found[number] = [
            replace(one, beside=_beside(after, one, own[number])) for one in found[number]
        ]


def _beside(
    programme: Programme, told: PlaceNews, public_ids: Collection[str]
) -> tuple[Translated, ...]:
    item = programme.item(told.place.session.public_id)
    if item is None or not MOVES.intersection(change.what for change in told.changes):
        return ()
    return tuple(one.title for one in programme.beside(item) if one.id in public_ids)


def _signed_up(session: Session, numbers: Collection[int]) -> dict[int, set[str]]:
    """Return the public ids of the sessions these registrations are signed up for."""
    wanted = (
        select(SessionPlace.registration_id, AgendaSession.public_id)
        .join(AgendaSession, AgendaSession.id == SessionPlace.session_id)
        .where(SessionPlace.registration_id.in_(numbers))
    )
    found: dict[int, set[str]] = {number: set() for number in numbers}
    for number, public_id in session.execute(wanted):
        found[number].add(public_id)
    return found


def _begins(told: PlaceNews) -> tuple[Any, int]:
    return told.changes[0].stands.starts_at, told.place.id


def _known(session: Session, event: Event) -> Sequence[int]:
    """Return the releases that people who are signed up know."""
    wanted = (
        select(SessionPlace.release_no)
        .join(AgendaSession, AgendaSession.id == SessionPlace.session_id)
        .where(AgendaSession.event_id == event.id)
        .distinct()
    )
    return session.scalars(wanted.order_by(SessionPlace.release_no)).all()


def _by_session(before: StoredRelease, after: StoredRelease) -> dict[str, list[Change]]:
    found: dict[str, list[Change]] = {}
    for change in changes(before, after):
        back = change
        if change.what is ChangeKind.NEW:
            back = replace(change, what=ChangeKind.RESTORED)
        if back.what in TOLD:
            found.setdefault(back.session, []).append(back)
    return found


def _places(
    session: Session, event: Event, number: int, public_ids: Iterable[str]
) -> Sequence[SessionPlace]:
    wanted = (
        select(SessionPlace)
        .join(AgendaSession, AgendaSession.id == SessionPlace.session_id)
        .where(
            AgendaSession.event_id == event.id,
            AgendaSession.public_id.in_(list(public_ids)),
            SessionPlace.release_no == number,
        )
        .options(joinedload(SessionPlace.session), joinedload(SessionPlace.registration))
    )
    return session.scalars(wanted).all()
