"""Tracks of the programme: added and changed."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from eventapp import changes
from eventapp.agenda import queries
from eventapp.agenda.models import Track
from eventapp.agenda.services.ordering import behind
from eventapp.events.models import Event
from eventapp.events.revision import hold, raise_revision
from eventapp.journal.services import Actor, Object, note_change
from eventapp.orm import Translated, lock_row


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackChange:
    """What is edited of a track."""

    name: Translated = Translated()
    position: int | None = None
    """None for a new one: behind those there are."""

    @classmethod
    def of(cls, track: Track) -> "TrackChange":
        """Return a track as it stands."""
        return changes.read(cls, track)


def add_track(
    session: Session, event: Event, change: TrackChange, *, by: Actor, now: datetime
) -> Track:
    """Add a track."""
    hold(session, event.id)
    if change.position is None:
        change = replace(change, position=behind(queries.tracks(session, event)))
    track = Track(event=event, **changes.values_of(change))
    session.add(track)
    session.flush()
    note_change(session, _about(track), None, change, by=by, now=now)
    raise_revision(session, event.id)
    return track


def change_track(
    session: Session,
    track: Track,
    change: TrackChange,
    *,
    seen: changes.Seen | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Write what is new of a track; raises ChangedByBoth (`changes.merged`)."""
    hold(session, track.event_id)
    lock_row(session, track)
    before = TrackChange.of(track)
    after = changes.merged(before, change, seen)
    if after == before:
        return
    changes.write(track, after)
    session.flush()
    note_change(session, _about(track), before, after, by=by, now=now)
    raise_revision(session, track.event_id)


def _about(track: Track) -> Object:
    return Object("tracks", track.id, track.name.into("en"), track.event_id)
