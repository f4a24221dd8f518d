"""Sessions that do not take place: deleted while nobody knows of them, else cancelled."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from eventapp.agenda.errors import ChangedSinceSeen, ShownAlready
from eventapp.agenda.models import (
    AgendaSession,
    SessionGroup,
    SessionRole,
    SessionRoom,
    SessionRule,
)
from eventapp.agenda.services.structure import release_talks
from eventapp.events.models import Event
from eventapp.journal.services import Actor, Object, record
from eventapp.orm import lock_rows


def delete_session(
    session: Session, item: AgendaSession, *, seen: int | None, by: Actor, now: datetime
) -> None:
    """Delete a session for good, with who was to speak in it; the persons stay, and its talks.

    Raises ShownAlready where a release, even one made this moment, has shown it.
    """
    session.execute(lock_rows(session, select(Event.id).where(Event.id == item.event_id)))
    session.refresh(item)
    _check(item, seen)
    if item.released:
        raise ShownAlready
    about = _about(item)
    release_talks(session, item)
    for parts in (SessionRole, SessionGroup, SessionRoom, SessionRule):
        session.execute(delete(parts).where(parts.session_id == item.id))
    session.execute(delete(SessionRule).where(SessionRule.other_id == item.id))
    session.delete(item)
    session.flush()
    record(session, "session-deleted", about, by=by, now=now)


def cancel_session(
    session: Session, item: AgendaSession, *, seen: int | None, by: Actor, now: datetime
) -> None:
    """Let a session fall through; the public learns it with the next release."""
    _check(item, seen)
    if item.cancelled:
        return
    item.cancelled, item.revised_at = True, now
    record(session, "session-cancelled", _about(item), by=by, now=now)


def restore_session(
    session: Session, item: AgendaSession, *, seen: int | None, by: Actor, now: datetime
) -> None:
    """Let a cancelled session take place after all, where and when it stood."""
    _check(item, seen)
    if not item.cancelled:
        return
    item.cancelled, item.revised_at = False, now
    record(session, "session-restored", _about(item), by=by, now=now)


def _check(item: AgendaSession, seen: int | None) -> None:
    if item.version != seen:
        raise ChangedSinceSeen


def _about(item: AgendaSession) -> Object:
    return Object("session", item.id, item.title.into("en")[:160], item.event_id)
