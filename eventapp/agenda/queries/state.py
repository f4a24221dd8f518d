"""What stands in an event's draft, told shortly: whether it is still what somebody has read."""

import hashlib
from collections.abc import Hashable, Sequence
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession, Room, SessionRole, SessionRoom, Track
from eventapp.agenda.queries.releases import release_number
from eventapp.events.models import Event
from eventapp.people.models import Organisation, OrganisationName, Person


def state_of_draft(session: Session, event: Event) -> Hashable:
    """Return what is another value once anything a release or an import reads was written.

    Of each record its number and version are read, which is far less than the record: some
    milliseconds for 1,300 sessions. Whoever holds the event's lock compares it with what was read
    before: nothing slow has to happen under the lock.
    """
    seen = hashlib.blake2b(digest_size=16)
    for statement in (*_versions(event), *_links(event)):
        rows: Sequence[Row[Any]] = session.execute(statement).all()
        seen.update(repr([tuple(row) for row in rows]).encode())
    return release_number(session, event), seen.digest()


def _versions(event: Event) -> list[Select[Any]]:
    statements: list[Select[Any]] = [select(Event.version).where(Event.id == event.id)]
    for model in (AgendaSession, Room, Track, Person, Organisation):
        rows = model.__table__
        those = rows.select().with_only_columns(rows.c.id, rows.c.public_id, rows.c.version)
        statements += [those.where(rows.c.event_id == event.id).order_by(rows.c.id)]
    return statements


def _links(event: Event) -> list[Select[Any]]:
    """Return the rows that have no version of their own, whole."""
    here = select(AgendaSession.id).where(AgendaSession.event_id == event.id)
    role, room, name = SessionRole.__table__, SessionRoom.__table__, OrganisationName.__table__
    return [
        select(*role.c).where(role.c.session_id.in_(here)).order_by(role.c.id),
        select(*room.c).where(room.c.session_id.in_(here)).order_by(*room.primary_key),
        select(*name.c).where(name.c.event_id == event.id).order_by(name.c.id),
    ]
