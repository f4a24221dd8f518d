"""Sessions that do not take place: deleted while nobody knows of them, else cancelled."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from eventapp.agenda.errors import ChangedSinceSeen, ShownAlready
from eventapp.agenda.models import (
    AgendaSession,
    SessionCategory,
    SessionRole,
    SessionRoom,
    SessionRule,
)
from eventapp.agenda.services.hosting import forget_host_of
from eventapp.agenda.services.sessions import change_session, release_talks, stand
from eventapp.events.revision import raise_revision
from eventapp.journal.services import Actor, Object, record


def delete_session(
    session: Session, item: AgendaSession, *, seen: int | None, by: Actor, now: datetime
) -> None:
    """Delete a session for good, with who was to speak in it; the persons stay, and its talks.

    Raises ShownAlready where a release, even one made this moment, has shown it.
    """
    check_may_delete(session, item, seen=seen)
    event_id = item.event_id
    about = Object("session", item.id, item.title.into("en")[:160], event_id)
    release_talks(session, item, by=by, now=now)
    for parts in (SessionRole, SessionCategory, SessionRoom, SessionRule):
        session.execute(delete(parts).where(parts.session_id == item.id))
    session.execute(delete(SessionRule).where(SessionRule.other_id == item.id))
    forget_host_of(session, item)
    session.delete(item)
    session.flush()
    record(session, "session-deleted", about, by=by, now=now)
    raise_revision(session, event_id)


def check_may_delete(session: Session, item: AgendaSession, *, seen: int | None) -> None:
    """Refuse to delete what a release has shown, or what is not as it was looked at."""
    stand(session, item)
    _check(item, seen)
    if item.released:
        raise ShownAlready


def cancel_session(
    session: Session, item: AgendaSession, *, seen: int | None, by: Actor, now: datetime
) -> None:
    """Let a session fall through; the public learns it with the next release."""
    _set_cancelled(session, item, cancelled=True, seen=seen, by=by, now=now)


def restore_session(
    session: Session, item: AgendaSession, *, seen: int | None, by: Actor, now: datetime
) -> None:
    """Let a cancelled session take place after all, where and when it stood."""
    _set_cancelled(session, item, cancelled=False, seen=seen, by=by, now=now)


def _set_cancelled(
    session: Session,
    item: AgendaSession,
    *,
    cancelled: bool,
    seen: int | None,
    by: Actor,
    now: datetime,
) -> None:
    stands = stand(session, item)
    _check(item, seen)
    change_session(session, item, replace(stands, cancelled=cancelled), by=by, now=now)


def _check(item: AgendaSession, seen: int | None) -> None:
    if item.version != seen:
        raise ChangedSinceSeen
