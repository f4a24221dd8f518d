"""The order of rooms and tracks: in the editor, the programme, its filters and the booklet."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.agenda import queries
from eventapp.agenda.errors import ChangedMeanwhile
from eventapp.agenda.models import Room, Track
from eventapp.events.models import Event
from eventapp.events.revision import hold, raise_revision
from eventapp.journal.services import Actor, Object, record
from eventapp.languages import FIRST
from eventapp.orm import lock_row


def behind(those: Iterable[Room] | Iterable[Track]) -> int:
    """Return the position of one that is added behind those there are."""
    return max((record.position for record in those), default=-1) + 1


def move_up(
    session: Session,
    event: Event,
    moved: Room | Track,
    *,
    seen: int | None,
    by: Actor,
    now: datetime,
) -> None:
    """Move a room or track one place to the front; the first one stays.

    Raises ChangedMeanwhile where it is no longer of the version that was seen.
    """
    _move(session, event, moved, -1, seen=seen, by=by, now=now)


def move_down(
    session: Session,
    event: Event,
    moved: Room | Track,
    *,
    seen: int | None,
    by: Actor,
    now: datetime,
) -> None:
    """Move a room or track one place to the end; the last one stays. Refuses as `move_up` does."""
    _move(session, event, moved, 1, seen=seen, by=by, now=now)


def _move(
    session: Session,
    event: Event,
    moved: Room | Track,
    step: int,
    *,
    seen: int | None,
    by: Actor,
    now: datetime,
) -> None:
    hold(session, event.id)
    lock_row(session, moved)
    if moved.version != seen:
        raise ChangedMeanwhile
    is_room = isinstance(moved, Room)
    those: list[Room | Track] = [*(queries.rooms if is_room else queries.tracks)(session, event)]
    here = those.index(moved)
    there = here + step
    if not 0 <= there < len(those):
        return
    those.insert(there, those.pop(here))
    for position, placed in enumerate(those):
        placed.position = position
    name = moved.name.into(FIRST)
    about = Object("rooms" if is_room else "tracks", moved.id, name[:160], event.id)
    changes = {"from": here + 1, "to": there + 1}
    record(session, "order-changed", about, by=by, now=now, changes=changes)
    raise_revision(session, event.id)
