"""Reading the draft and the released programme."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from itertools import zip_longest
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, defer, joinedload

from eventapp.agenda import programme, withdrawn
from eventapp.agenda.changes import NOTHING, Change, changes
from eventapp.agenda.clashes import Clash, Slotted, clashes
from eventapp.agenda.models import (
    AgendaSession,
    Release,
    Room,
    SessionGroup,
    SessionRole,
    Track,
)
from eventapp.agenda.programme import Programme
from eventapp.events.models import Category, Event
from eventapp.orm import Translated
from eventapp.people.models import Person


def rooms(session: Session, event: Event) -> Sequence[Room]:
    """Return the rooms in the organisers' order."""
    wanted = select(Room).where(Room.event_id == event.id).order_by(Room.position, Room.id)
    return session.scalars(wanted).all()


def room(session: Session, event: Event, public_id: str) -> Room | None:
    """Return one room of the event."""
    wanted = select(Room).where(Room.event_id == event.id, Room.public_id == public_id)
    return session.scalars(wanted).one_or_none()


def tracks(session: Session, event: Event) -> Sequence[Track]:
    """Return the tracks in the organisers' order."""
    wanted = select(Track).where(Track.event_id == event.id).order_by(Track.position, Track.id)
    return session.scalars(wanted).all()


def draft(session: Session, event: Event) -> Sequence[AgendaSession]:
    """Return every session of the draft, those with a time first, in order."""
    wanted = (
        select(AgendaSession)
        .where(AgendaSession.event_id == event.id)
        .options(joinedload(AgendaSession.room), joinedload(AgendaSession.track))
        .order_by(AgendaSession.starts_at.is_(None), AgendaSession.starts_at, AgendaSession.number)
    )
    return session.scalars(wanted).all()


def titles(session: Session, event: Event, ids: Collection[int]) -> dict[int, Translated]:
    """Return the draft's titles of those of the event's sessions, by internal number."""
    if not ids:
        return {}
    wanted = select(AgendaSession.id, AgendaSession.title).where(
        AgendaSession.event_id == event.id, AgendaSession.id.in_(ids)
    )
    return {one.id: one.title for one in session.execute(wanted)}


def draft_session(session: Session, event: Event, public_id: str) -> AgendaSession | None:
    """Return one session of the draft."""
    wanted = (
        select(AgendaSession)
        .where(AgendaSession.event_id == event.id, AgendaSession.public_id == public_id)
        .options(joinedload(AgendaSession.room), joinedload(AgendaSession.track))
    )
    return session.scalars(wanted).one_or_none()


def sessions_after(
    session: Session, event: Event, cursor: int, most: int
) -> Sequence[AgendaSession]:
    """Return at most so many sessions of the draft made after the one of that number."""
    wanted = (
        select(AgendaSession)
        .where(AgendaSession.event_id == event.id, AgendaSession.id > cursor)
        .options(joinedload(AgendaSession.room), joinedload(AgendaSession.track))
        .order_by(AgendaSession.id)
    )
    return session.scalars(wanted.limit(most)).all()


def roles_of(session: Session, items: Iterable[AgendaSession]) -> dict[int, list[SessionRole]]:
    """Return who does what in these sessions, with persons, in their order."""
    wanted = (
        select(SessionRole)
        .where(SessionRole.session_id.in_([one.id for one in items]))
        .options(joinedload(SessionRole.person))
        .order_by(SessionRole.position, SessionRole.id)
    )
    found: dict[int, list[SessionRole]] = {}
    for role in session.scalars(wanted):
        found.setdefault(role.session_id, []).append(role)
    return found


def groups_of(session: Session, items: Iterable[AgendaSession]) -> dict[int, list[Category]]:
    """Return the groups that may sign up for these sessions; none of a session for everybody."""
    wanted = (
        select(SessionGroup.session_id, Category)
        .join(Category, Category.id == SessionGroup.category_id)
        .where(SessionGroup.session_id.in_([one.id for one in items]))
        .order_by(Category.position, Category.id)
    )
    found: dict[int, list[Category]] = {}
    for number, category in session.execute(wanted):
        found.setdefault(number, []).append(category)
    return found


def with_sign_up(session: Session, event: Event) -> Sequence[AgendaSession]:
    """Return the sessions of the draft that people sign up for."""
    wanted = select(AgendaSession).where(AgendaSession.event_id == event.id, AgendaSession.sign_up)
    return session.scalars(wanted).all()


def roles_by_session(session: Session, event: Event) -> dict[int, list[SessionRole]]:
    """Return who does what in each session of the draft, with persons and organisations."""
    wanted = (
        select(SessionRole)
        .join(AgendaSession)
        .where(AgendaSession.event_id == event.id)
        .options(joinedload(SessionRole.person).joinedload(Person.organisation))
        .order_by(SessionRole.position, SessionRole.id)
    )
    found: dict[int, list[SessionRole]] = {}
    for role in session.scalars(wanted):
        found.setdefault(role.session_id, []).append(role)
    return found


def clashes_of_draft(session: Session, event: Event) -> list[Clash]:
    """Return what cannot be at once in the draft: rooms and people taken twice."""
    slots = select(
        AgendaSession.id, AgendaSession.room_id, AgendaSession.starts_at, AgendaSession.ends_at
    ).where(
        AgendaSession.event_id == event.id,
        AgendaSession.starts_at.is_not(None),
        ~AgendaSession.cancelled,
    )
    parts = select(SessionRole.session_id, SessionRole.person_id).join(AgendaSession)
    people: dict[int, set[int]] = {}
    for item, person in session.execute(parts.where(AgendaSession.event_id == event.id)):
        people.setdefault(item, set()).add(person)
    slotted = [
        Slotted(
            id=item,
            room=room,
            people=frozenset(people.get(item, ())),
            starts_at=starts_at,
            ends_at=ends_at or starts_at,
        )
        for item, room, starts_at, ends_at in session.execute(
            slots.order_by(AgendaSession.starts_at, AgendaSession.number)
        )
        if starts_at is not None
    ]
    return list(clashes(slotted))


def clashing(
    session: Session, found: Sequence[Clash]
) -> tuple[dict[int, AgendaSession], dict[int, Person]]:
    """Return the sessions with their rooms and the persons that clashes name, by number."""
    numbers = {number for one in found for number in (one.first, one.second)}
    sessions = select(AgendaSession).where(AgendaSession.id.in_(numbers))
    persons = select(Person).where(Person.id.in_({one.person for one in found if one.person}))
    return (
        {one.id: one for one in session.scalars(sessions.options(joinedload(AgendaSession.room)))},
        {one.id: one for one in session.scalars(persons)},
    )


def latest_release(session: Session, event: Event) -> Release | None:
    """Return the release the public sees, its programme not yet loaded into values."""
    wanted = select(Release).where(Release.event_id == event.id).order_by(Release.number.desc())
    return session.scalars(wanted.limit(1)).first()


def revised_at(session: Session, event: Event) -> datetime:
    """Return when the public programme last changed: what its calendar files are stamped with."""
    newest = latest_release(session, event)
    return newest.released_at if newest else event.created_at


def release(session: Session, event: Event, number: int) -> Release | None:
    """Return the release of that number, its programme not yet loaded into values."""
    wanted = select(Release).where(Release.event_id == event.id, Release.number == number)
    return session.scalars(wanted).one_or_none()


@dataclass(frozen=True, slots=True)
class Logged:
    """One release in the history of the programme, and what it changed."""

    number: int
    name: str
    released_at: datetime
    released_by: str
    shows_again: int | None
    told: int | None
    sessions: int
    """How many sessions took place in it."""
    changes: tuple[Change, ...]


def history(session: Session, event: Event) -> list[Logged]:
    """Return all releases with their changes, newest first; each is compared once a process."""
    facts = (Release.released_at, Release.released_by, Release.shows_again, Release.told)
    wanted = select(Release.id, Release.number, Release.name, *facts).where(
        Release.event_id == event.id
    )
    found = session.execute(wanted.order_by(Release.number.desc())).all()
    log = []
    for row, older in zip_longest(found, found[1:]):
        known = _compared(row.id, event.public_id)
        if not known:
            now, was = (_stored(session, one.id if one else None) for one in (row, older))
            held = sum(not one.get("cancelled", False) for one in now["sessions"])
            known.append((held, tuple(changes(was, now))))
        sessions, changed = known[0]
        log.append(
            Logged(
                number=row.number,
                name=row.name,
                released_at=row.released_at,
                released_by=row.released_by,
                shows_again=row.shows_again,
                told=row.told,
                sessions=sessions,
                changes=changed,
            )
        )
    return log


def _stored(session: Session, release_id: int | None) -> dict[str, Any]:
    stored = session.scalar(select(Release.programme).where(Release.id == release_id))
    return stored or NOTHING


@lru_cache(maxsize=256)
def _compared(_release_id: int, _event_key: bytes) -> list[tuple[int, tuple[Change, ...]]]:
    """Return the cell that keeps what a release changed: neither it nor the one before changes."""
    return []


def releases_after(session: Session, event: Event, cursor: int, most: int) -> Sequence[Release]:
    """Return at most so many releases behind that number, oldest first, without programmes."""
    wanted = select(Release).where(Release.event_id == event.id, Release.number > cursor)
    wanted = wanted.options(defer(Release.programme, raiseload=True))
    return session.scalars(wanted.order_by(Release.number).limit(most)).all()


def release_number(session: Session, event: Event) -> int:
    """Return the number of the release the public sees, 0 before the first."""
    wanted = select(func.max(Release.number)).where(Release.event_id == event.id)
    return session.scalar(wanted) or 0


def released(session: Session, event: Event) -> Programme:
    """Return the programme the public sees; a release is parsed once a process."""
    wanted = select(Release.id).where(Release.event_id == event.id).order_by(Release.number.desc())
    newest = session.scalar(wanted.limit(1))
    if newest is None:
        return programme.EMPTY
    known = _cell(newest, event.public_id)
    if not known:
        stored = _stored(session, newest)
        known.append(replace(programme.read(stored), withdrawn=withdrawn.read(stored)))
    return known[0]


@lru_cache(maxsize=64)
def _cell(_release_id: int, _event_key: bytes) -> list[Programme]:
    """Return the cell that keeps a release's programme: a release never changes."""
    return []
