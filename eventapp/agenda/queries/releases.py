"""Reading what was released: programmes, their history and what each release changed."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from itertools import zip_longest

from sqlalchemy import func, select
from sqlalchemy.orm import Session, defer

from eventapp.agenda import cancelled_entries, programme, snapshots
from eventapp.agenda.changes import NOTHING, Change, changes
from eventapp.agenda.models import Release
from eventapp.agenda.programme import Programme
from eventapp.agenda.queries.standing import Named, Standing
from eventapp.agenda.stored import StoredRelease
from eventapp.events.models import Event


def latest_release(session: Session, event: Event) -> Release | None:
    """Return the release the public sees, its programme not yet loaded into values."""
    statement = select(Release).where(Release.event_id == event.id).order_by(Release.number.desc())
    return session.scalars(statement.limit(1)).first()


def revised_at(session: Session, event: Event) -> datetime:
    """Return when the public programme last changed: what its calendar files are stamped with."""
    newest = latest_release(session, event)
    return newest.released_at if newest else event.created_at


def release(session: Session, event: Event, number: int) -> Release | None:
    """Return the release of that number, its programme not yet loaded into values."""
    statement = select(Release).where(Release.event_id == event.id, Release.number == number)
    return session.scalars(statement).one_or_none()


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
    statement = select(Release.id, Release.number, Release.name, *facts).where(
        Release.event_id == event.id
    )
    rows = session.execute(statement.order_by(Release.number.desc())).all()
    log, standing = [], Standing.of(session, event)
    for row, older in zip_longest(rows, rows[1:]):
        known = _compared(row.id, event.public_id, standing)
        if not known:
            now, was = (
                standing.applied(_stored(session, version.id if version else None))
                for version in (row, older)
            )
            held = sum(not stored.get("cancelled", False) for stored in now["sessions"])
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


def _stored(session: Session, release_id: int | None) -> StoredRelease:
    stored = session.scalar(select(Release.programme).where(Release.id == release_id))
    return stored or NOTHING


@lru_cache(maxsize=256)
def _compared(
    _release_id: int, _event_key: bytes, _standing: Standing
) -> list[tuple[int, tuple[Change, ...]]]:
    """Return the cell that keeps what a release changed: neither it nor the one before changes."""
    return []


def every_release(session: Session, event: Event) -> Sequence[Release]:
    """Return all releases, newest first, without programmes."""
    statement = select(Release).where(Release.event_id == event.id)
    statement = statement.options(defer(Release.programme, raiseload=True))
    return session.scalars(statement.order_by(Release.number.desc())).all()


def releases_after(session: Session, event: Event, cursor: int, most: int) -> Sequence[Release]:
    """Return at most so many releases behind that number, oldest first, without programmes."""
    statement = select(Release).where(Release.event_id == event.id, Release.number > cursor)
    statement = statement.options(defer(Release.programme, raiseload=True))
    return session.scalars(statement.order_by(Release.number).limit(most)).all()


def release_number(session: Session, event: Event) -> int:
    """Return the number of the release the public sees, 0 before the first."""
    statement = select(func.max(Release.number)).where(Release.event_id == event.id)
    return session.scalar(statement) or 0


def name_of_release(session: Session, event: Event, number: int) -> str:
    """Return the name of the release of that number."""
    statement = select(Release.name).where(Release.event_id == event.id, Release.number == number)
    return session.scalars(statement).one()


@dataclass(frozen=True, slots=True)
class Shown:
    """A release as the public sees it."""

    programme: Programme
    named: Named
    standing: Standing
    """What became of those since."""


@dataclass(slots=True)
class Held:
    """What is kept of an event."""

    release: int
    revision: int
    """Of the event when the release was last compared with what became of its people."""
    shown: Shown


class Newest:
    """The newest release of some events as values: 1,300 sessions take 10 MB of memory."""

    def __init__(self, most: int = 8) -> None:
        self._most = most
        self._held: OrderedDict[bytes, Held] = OrderedDict()
        self._lock = threading.Lock()

    def fetch(
        self,
        event: bytes,
        state: tuple[int, int],
        ask: Callable[[Named], Standing],
        read: Callable[[], Shown],
    ) -> Programme:
        """Return the programme of a release, read by one thread; a former one is not kept.

        `state` is its number in the database and the event's revision: `ask` says what became of
        its people when that is another one.
        """
        release, revision = state
        with self._lock:
            held = self._held.get(event)
            if held and (held.release, held.revision) == state:
                return held.shown.programme
            same = held is not None and held.release == release
            if held is not None and same and ask(held.shown.named) == held.shown.standing:
                shown = held.shown
            else:
                shown = read()
            if held is None or (held.release, held.revision) < state:
                self._held[event] = Held(release, revision, shown)
                self._held.move_to_end(event)
                if len(self._held) > self._most:
                    self._held.popitem(last=False)
        return shown.programme

    def held(self, event: bytes) -> Programme | None:
        """Return what is held of an event."""
        kept = self._held.get(event)
        return kept.shown.programme if kept else None


NEWEST = Newest()


def released(session: Session, event: Event) -> Programme:
    """Return the programme the public sees; a process reads each release once, keeps the newest.

    Of who may not be public any longer it says nothing, and shows no portrait that was removed,
    though the release still does; who was merged with somebody is known by what they are now.
    """
    statement = (
        select(Release.id).where(Release.event_id == event.id).order_by(Release.number.desc())
    )
    newest = session.scalar(statement.limit(1))
    if newest is None:
        return programme.EMPTY
    return NEWEST.fetch(
        event.public_id,
        (newest, event.revision),
        lambda named: Standing.among(session, event, named),
        lambda: _read(session, event, _stored(session, newest)),
    )


def _read(session: Session, event: Event, stored: StoredRelease) -> Shown:
    named = Named.of(stored)
    standing = Standing.among(session, event, named)
    read = replace(
        snapshots.read(standing.applied(stored)), withdrawn=cancelled_entries.read(stored)
    )
    return Shown(read, named, standing)
