"""Changing the draft."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from eventapp.agenda import queries
from eventapp.agenda.errors import ChangedMeanwhile, EndsBeforeStart, GuestListOnly
from eventapp.agenda.models import (
    AgendaSession,
    Room,
    SessionGroup,
    SessionKind,
    SessionPart,
    SessionRole,
)
from eventapp.agenda.services.structure import shift_talks
from eventapp.events.models import Category, Event
from eventapp.journal.services import Actor, Object, record
from eventapp.moments import utc_text
from eventapp.orm import Translated, lock_rows
from eventapp.people.models import Person


def add_session(
    session: Session,
    event: Event,
    *,
    title: Translated,
    kind: SessionKind,
    now: datetime,
    abstract: Translated | None = None,
) -> AgendaSession:
    """Add a session to the draft, still without a slot."""
    locked = lock_rows(session, select(Event.id).where(Event.id == event.id))
    session.execute(locked)  # two new sessions must not get the same number
    last = session.scalar(
        select(func.max(AgendaSession.number)).where(AgendaSession.event_id == event.id)
    )
    item = AgendaSession(
        event=event,
        number=(last or 0) + 1,
        kind=kind,
        public=kind is not SessionKind.BLOCKER,
        title=title,
        abstract=abstract or Translated(),
        revised_at=now,
    )
    session.add(item)
    session.flush()
    return item


def place_session(
    item: AgendaSession,
    *,
    room: Room | None,
    starts_at: datetime | None,
    ends_at: datetime | None,
    now: datetime,
) -> None:
    """Give a session its slot, or take it back into the tray with None; where it is, it stays."""
    starts_at, ends_at = (one and one.astimezone(UTC) for one in (starts_at, ends_at))
    if starts_at is not None and ends_at is not None and ends_at <= starts_at:
        raise EndsBeforeStart
    same_room = room.id is not None and item.room_id == room.id if room else item.room_id is None
    if same_room and (item.starts_at, item.ends_at) == (starts_at, ends_at):
        return
    item.room, item.starts_at, item.ends_at, item.revised_at = room, starts_at, ends_at, now


def move(
    session: Session,
    item: AgendaSession,
    *,
    seen: int | None,
    room: Room | None,
    starts_at: datetime | None,
    ends_at: datetime | None,
    by: Actor,
    now: datetime,
) -> None:
    """Give a session another slot; without an end it keeps its length, and its talks follow.

    `seen` is the version the editor looked at; a move from an older one is refused.
    """
    if item.version != seen:
        raise ChangedMeanwhile
    if starts_at is not None and ends_at is None and item.starts_at and item.ends_at:
        ends_at = starts_at + (item.ends_at - item.starts_at)
    before, began = _slot(item), item.starts_at
    place_session(
        item,
        room=room if starts_at else None,
        starts_at=starts_at,
        ends_at=ends_at if starts_at else None,
        now=now,
    )
    if _slot(item) == before:
        return
    shift_talks(session, item, before=began, now=now)
    try:
        session.flush()
    except StaleDataError as stale:
        raise ChangedMeanwhile from stale
    about = Object("session", item.id, item.title.into("en"), item.event_id)
    moved = {"before": before, "after": _slot(item)}
    record(session, "session-moved", about, by=by, now=now, changes=moved)


def _slot(item: AgendaSession) -> dict[str, Any]:
    return {
        "room": item.room.public_id if item.room else None,
        "starts_at": utc_text(item.starts_at),
        "ends_at": utc_text(item.ends_at),
    }


def set_people(
    session: Session, item: AgendaSession, parts: Sequence[tuple[Person, SessionPart]]
) -> bool:
    """Set who does what in a session, in that order; say whether that is otherwise than before."""
    held = queries.roles_of(session, [item]).get(item.id, [])
    if [(role.person, role.part) for role in held] == list(parts):
        return False
    session.execute(delete(SessionRole).where(SessionRole.session_id == item.id))
    for position, (person, part) in enumerate(parts):
        session.add(SessionRole(session=item, person=person, part=part, position=position))
    return True


def choose_people(
    session: Session, item: AgendaSession, chosen: Sequence[Person], before: Sequence[SessionRole]
) -> bool:
    """Set who is in a session; who was in it already keeps part and place, new ones speak.

    Say whether that is otherwise than before.
    """
    wanted = {person.id: person for person in chosen}
    kept = [(role.person, role.part) for role in before if role.person_id in wanted]
    there = {person.id for person, _ in kept}
    added = [(one, SessionPart.SPEAKER) for one in chosen if one.id not in there]
    return set_people(session, item, [*kept, *added])


def set_sign_up(
    session: Session,
    item: AgendaSession,
    *,
    sign_up: bool,
    places: int | None,
    groups: Sequence[Category],
) -> bool:
    """Set whether people sign up for a session, how many may, and of which groups.

    Places and groups count at once; that there is a sign-up the public learns by a release. Say
    whether the groups are others than before.
    """
    if sign_up and item.restricted:
        raise GuestListOnly
    item.sign_up, item.places = sign_up, places
    held = queries.groups_of(session, [item]).get(item.id, [])
    if {one.id for one in held} == {one.id for one in groups}:
        return False
    session.execute(delete(SessionGroup).where(SessionGroup.session_id == item.id))
    session.add_all(SessionGroup(session_id=item.id, category_id=one.id) for one in groups)
    return True
