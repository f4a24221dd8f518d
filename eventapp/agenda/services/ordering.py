"""The order of rooms and tracks: in the editor, the programme, its filters and the booklet."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.agenda import queries
from eventapp.agenda.models import Room, Track
from eventapp.agenda.services.releasing import lock
from eventapp.events.models import Event
from eventapp.events.revision import raise_revision
from eventapp.journal.services import Actor, Object, record


def behind(those: Iterable[Room] | Iterable[Track]) -> int:
    """Return the position of one that is added behind those there are."""
    return max((one.position for one in those), default=-1) + 1


def move_up(
    session: Session, event: Event, moved: Room | Track, *, by: Actor, now: datetime
) -> None:
    """Move a room or track one place to the front; the first one stays."""
    _move(session, event, moved, -1, by=by, now=now)


def move_down(
    session: Session, event: Event, moved: Room | Track, *, by: Actor, now: datetime
) -> None:
    """Move a room or track one place to the end; the last one stays."""
    _move(session, event, moved, 1, by=by, now=now)


def _move(
    session: Session, event: Event, moved: Room | Track, step: int, *, by: Actor, now: datetime
) -> None:
    lock(session, event)
    is_room = isinstance(moved, Room)
    those: list[Room | Track] = [*(queries.rooms if is_room else queries.tracks)(session, event)]
    here = those.index(moved)
    there = here + step
    if not 0 <= there < len(those):
        return
    those.insert(there, those.pop(here))
    for position, one in enumerate(those):
        one.position = position
    name = moved.name.into(event.languages[0])
    about = Object("rooms" if is_room else "tracks", moved.id, name[:160], event.id)
    changes = {"from": here + 1, "to": there + 1}
    record(session, "order-changed", about, by=by, now=now, changes=changes)
    raise_revision(session, event.id)
