"""Entrances: added and changed, rehearsed and opened for real."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from eventapp import changes
from eventapp.agenda import queries as agenda
from eventapp.checkin import queries
from eventapp.checkin.models import Entrance, EntranceKind
from eventapp.events.models import Event
from eventapp.events.revision import hold, raise_revision
from eventapp.journal.services import Actor, Object, note_change
from eventapp.orm import lock_row


@dataclass(frozen=True, slots=True, kw_only=True)
class EntranceChange:
    """What is edited of an entrance."""

    name: str = ""
    kind: EntranceKind = EntranceKind.MAIN
    session: str = ""
    """Public id of the session to whose room it leads; empty: none."""
    categories: tuple[str, ...] = ()
    """Keys of those whom a reception is for; none: all."""
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    reentry: bool = True
    position: int | None = None
    """None for a new one: behind those there are."""

    @classmethod
    def of(cls, entrance: Entrance) -> "EntranceChange":
        """Return an entrance as it stands."""
        return cls(
            name=entrance.name,
            kind=entrance.kind,
            session=entrance.session.public_id if entrance.session else "",
            categories=tuple(entrance.categories),
            opens_at=entrance.opens_at,
            closes_at=entrance.closes_at,
            reentry=entrance.reentry,
            position=entrance.position,
        )


def add_entrance(
    session: Session, event: Event, change: EntranceChange, *, by: Actor, now: datetime
) -> Entrance:
    """Add an entrance."""
    hold(session, event.id)
    if change.position is None:
        change = replace(change, position=len(queries.entrances(session, event)))
    entrance = Entrance(event=event, name=change.name)
    _write(session, entrance, change)
    session.add(entrance)
    session.flush()
    note_change(session, _about(entrance), None, change, by=by, now=now)
    raise_revision(session, event.id)
    return entrance


def change_entrance(
    session: Session,
    entrance: Entrance,
    change: EntranceChange,
    *,
    seen: changes.Seen | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Write what is new of an entrance; raises ChangedByBoth (`changes.merged`).

    Scans keep the area they were made in.
    """
    hold(session, entrance.event_id)
    lock_row(session, entrance)
    before = EntranceChange.of(entrance)
    after = changes.merged(before, change, seen)
    if after == before:
        return
    _write(session, entrance, after)
    session.flush()
    note_change(session, _about(entrance), before, after, by=by, now=now)
    raise_revision(session, entrance.event_id)


def _write(session: Session, entrance: Entrance, change: EntranceChange) -> None:
    """Write a change; what its kind does not ask is empty."""
    asks = change.kind is EntranceKind.SESSION and change.session
    leads_to = agenda.draft_session(session, entrance.event, change.session) if asks else None
    categories = list(change.categories) if change.kind is EntranceKind.RECEPTION else []
    entrance.name, entrance.kind = change.name, change.kind
    entrance.session, entrance.categories = leads_to, categories
    entrance.opens_at, entrance.closes_at = change.opens_at, change.closes_at
    entrance.reentry, entrance.position = change.reentry, change.position or 0


def rehearse(entrance: Entrance) -> None:
    """Let an entrance practise: its scans are folded by themselves and counted nowhere."""
    entrance.rehearsal = True


def open_for_real(entrance: Entrance) -> None:
    """End an entrance's rehearsal."""
    entrance.rehearsal = False


def _about(entrance: Entrance) -> Object:
    return Object("entrances", entrance.id, entrance.name, entrance.event_id)
