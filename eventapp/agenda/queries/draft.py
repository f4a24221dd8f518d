"""Reading the draft: rooms, tracks, sessions, who is in them, and how they hang together."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, lazyload, load_only, selectinload

from eventapp.agenda import snapshots
from eventapp.agenda.models import (
    AgendaSession,
    Room,
    SessionCategory,
    SessionRole,
    SessionRoom,
    SessionRule,
    Track,
)
from eventapp.events.models import Category, Event
from eventapp.orm import Translated
from eventapp.people.models import Person

WHOLE = (
    joinedload(AgendaSession.room),
    joinedload(AgendaSession.track),
    joinedload(AgendaSession.block).joinedload(AgendaSession.room),
    joinedload(AgendaSession.block).joinedload(AgendaSession.block),
)
"""What belongs to a session wherever it is read; a block is itself in no other."""
WHOLE_OF_MANY = (
    selectinload(AgendaSession.room),
    selectinload(AgendaSession.track),
    selectinload(AgendaSession.block).options(
        selectinload(AgendaSession.room), selectinload(AgendaSession.block)
    ),
)
"""The same where many are read: a room of a hundred sessions is read once, not with each."""
DRAWN = (
    load_only(
        AgendaSession.public_id,
        AgendaSession.kind,
        AgendaSession.title,
        AgendaSession.block_id,
        AgendaSession.room_id,
        AgendaSession.starts_at,
        AgendaSession.ends_at,
        AgendaSession.expected,
        AgendaSession.cancelled,
        AgendaSession.version,
        raiseload=True,
    ),
    selectinload(AgendaSession.room),
)
"""What is drawn of a session in a timetable: no texts but its title."""
IN_ORDER = (AgendaSession.starts_at.is_(None), AgendaSession.starts_at, AgendaSession.number)
"""Those with a time first, by time."""


@dataclass(frozen=True, slots=True)
class DraftSlot:
    """Where a session of the draft stands: all that is read of those that are not shown."""

    id: int
    public_id: str
    block_id: int | None
    starts_at: datetime | None


def rooms(session: Session, event: Event) -> Sequence[Room]:
    """Return the rooms in the organisers' order."""
    statement = select(Room).where(Room.event_id == event.id).order_by(Room.position, Room.id)
    return session.scalars(statement).all()


def room(session: Session, event: Event, public_id: str) -> Room | None:
    """Return one room of the event."""
    statement = select(Room).where(Room.event_id == event.id, Room.public_id == public_id)
    return session.scalars(statement).one_or_none()


def tracks(session: Session, event: Event) -> Sequence[Track]:
    """Return the tracks in the organisers' order."""
    statement = select(Track).where(Track.event_id == event.id).order_by(Track.position, Track.id)
    return session.scalars(statement).all()


def draft(session: Session, event: Event) -> Sequence[AgendaSession]:
    """Return every session of the draft, those with a time first, in order."""
    statement = (
        select(AgendaSession)
        .where(AgendaSession.event_id == event.id)
        .options(*WHOLE_OF_MANY)
        .order_by(*IN_ORDER)
    )
    return session.scalars(statement).all()


def slots(session: Session, event: Event) -> list[DraftSlot]:
    """Return where every session of the draft stands, those with a time first, in order."""
    columns = (AgendaSession.id, AgendaSession.public_id, AgendaSession.block_id)
    statement = select(*columns, AgendaSession.starts_at).where(AgendaSession.event_id == event.id)
    return [DraftSlot(*row) for row in session.execute(statement.order_by(*IN_ORDER))]


def drawn(session: Session, numbers: Collection[int]) -> Sequence[AgendaSession]:
    """Return these sessions as far as a timetable draws them, in the order of the draft."""
    statement = select(AgendaSession).where(AgendaSession.id.in_(numbers)).options(*DRAWN)
    return session.scalars(statement.order_by(*IN_ORDER)).all() if numbers else ()


def whole_draft(session: Session, event: Event) -> snapshots.Draft:
    """Return the draft as far as a release holds it, each of its rows read once."""
    sessions = draft(session, event)
    return snapshots.Draft(
        rooms=rooms(session, event),
        tracks=tracks(session, event),
        sessions=sessions,
        roles=roles_by_session(session, event),
        further_rooms=_all_further_rooms(session, event),
    )


def _all_further_rooms(session: Session, event: Event) -> dict[int, list[Room]]:
    statement = (
        select(SessionRoom.session_id, Room)
        .join(Room, Room.id == SessionRoom.room_id)
        .where(Room.event_id == event.id)
        .order_by(SessionRoom.position, Room.id)
    )
    rooms: dict[int, list[Room]] = {}
    for number, room in session.execute(statement):
        rooms.setdefault(number, []).append(room)
    return rooms


def titles(session: Session, event: Event, ids: Collection[int]) -> dict[int, Translated]:
    """Return the draft's titles of those of the event's sessions, by internal number."""
    if not ids:
        return {}
    statement = select(AgendaSession.id, AgendaSession.title).where(
        AgendaSession.event_id == event.id, AgendaSession.id.in_(ids)
    )
    return {row.id: row.title for row in session.execute(statement)}


def public_ids(session: Session, ids: Collection[int]) -> dict[int, str]:
    """Return the public ids of these sessions, by internal number."""
    statement = select(AgendaSession.id, AgendaSession.public_id).where(AgendaSession.id.in_(ids))
    return {row.id: row.public_id for row in session.execute(statement)} if ids else {}


def draft_session(session: Session, event: Event, public_id: str) -> AgendaSession | None:
    """Return one session of the draft."""
    statement = (
        select(AgendaSession)
        .where(AgendaSession.event_id == event.id, AgendaSession.public_id == public_id)
        .options(*WHOLE)
    )
    return session.scalars(statement).one_or_none()


def read_again(session: Session, item: AgendaSession) -> bool:
    """Read a session anew, as somebody else may have left it; False: it was deleted."""
    statement = select(AgendaSession).where(AgendaSession.id == item.id).options(*WHOLE)
    again = statement.execution_options(populate_existing=True)
    return session.scalars(again).one_or_none() is not None


def sessions_after(
    session: Session, event: Event, cursor: int, most: int
) -> Sequence[AgendaSession]:
    """Return at most so many sessions of the draft made after the one of that number."""
    statement = (
        select(AgendaSession)
        .where(AgendaSession.event_id == event.id, AgendaSession.id > cursor)
        .options(*WHOLE)
        .order_by(AgendaSession.id)
    )
    return session.scalars(statement.limit(most)).all()


def roles_of(session: Session, items: Iterable[AgendaSession]) -> dict[int, list[SessionRole]]:
    """Return who does what in these sessions, with persons, in their order."""
    statement = (
        select(SessionRole)
        .where(SessionRole.session_id.in_([item.id for item in items]))
        .options(joinedload(SessionRole.person), joinedload(SessionRole.organisation))
        .order_by(SessionRole.position, SessionRole.id)
    )
    roles: dict[int, list[SessionRole]] = {}
    for role in session.scalars(statement):
        roles.setdefault(role.session_id, []).append(role)
    return roles


def roles_drawn(session: Session, numbers: Collection[int]) -> dict[int, list[SessionRole]]:
    """Return who does what in the sessions of these numbers, of each person the name alone."""
    names = (Person.public_id, Person.title, Person.given_name, Person.family_name)
    statement = (
        select(SessionRole)
        .where(SessionRole.session_id.in_(numbers))
        .options(
            joinedload(SessionRole.person).options(
                load_only(*names, Person.organisation_id),
                lazyload(Person.organisation),
                lazyload(Person.portrait),
            )
        )
        .order_by(SessionRole.position, SessionRole.id)
    )
    roles: dict[int, list[SessionRole]] = {}
    for role in session.scalars(statement) if numbers else ():
        roles.setdefault(role.session_id, []).append(role)
    return roles


def further_rooms(session: Session, items: Iterable[AgendaSession]) -> dict[int, list[Room]]:
    """Return the rooms that these sessions are in beside their first one."""
    statement = (
        select(SessionRoom.session_id, Room)
        .join(Room, Room.id == SessionRoom.room_id)
        .where(SessionRoom.session_id.in_([item.id for item in items]))
        .order_by(SessionRoom.position, Room.id)
    )
    rooms: dict[int, list[Room]] = {}
    for number, room in session.execute(statement):
        rooms.setdefault(number, []).append(room)
    return rooms


def talks_of(session: Session, block: AgendaSession) -> Sequence[AgendaSession]:
    """Return the talks of a block in their order; those without a time of their own last."""
    statement = select(AgendaSession).where(AgendaSession.block_id == block.id).options(*WHOLE)
    return session.scalars(statement.order_by(*IN_ORDER)).all()


def rules_of(session: Session, items: Iterable[AgendaSession]) -> dict[int, list[SessionRule]]:
    """Return how these sessions must stand to others."""
    statement = (
        select(SessionRule)
        .where(SessionRule.session_id.in_([item.id for item in items]))
        .order_by(SessionRule.other_id, SessionRule.rule)
    )
    rules: dict[int, list[SessionRule]] = {}
    for rule in session.scalars(statement):
        rules.setdefault(rule.session_id, []).append(rule)
    return rules


def categories_of(session: Session, items: Iterable[AgendaSession]) -> dict[int, list[Category]]:
    """Return the categories that may sign up for these sessions; of one for everybody, none."""
    statement = (
        select(SessionCategory.session_id, Category)
        .join(Category, Category.id == SessionCategory.category_id)
        .where(SessionCategory.session_id.in_([item.id for item in items]))
        .order_by(Category.position, Category.id)
    )
    categories: dict[int, list[Category]] = {}
    for number, category in session.execute(statement):
        categories.setdefault(number, []).append(category)
    return categories


def with_sign_up(session: Session, event: Event) -> Sequence[AgendaSession]:
    """Return the sessions of the draft that people sign up for."""
    statement = select(AgendaSession).where(
        AgendaSession.event_id == event.id, AgendaSession.sign_up
    )
    return session.scalars(statement).all()


def roles_by_session(session: Session, event: Event) -> dict[int, list[SessionRole]]:
    """Return who does what in each session of the draft, with persons and organisations."""
    statement = (
        select(SessionRole)
        .join(AgendaSession)
        .where(AgendaSession.event_id == event.id)
        .options(selectinload(SessionRole.person), selectinload(SessionRole.organisation))
        .order_by(SessionRole.position, SessionRole.id)
    )
    roles: dict[int, list[SessionRole]] = {}
    for role in session.scalars(statement):
        roles.setdefault(role.session_id, []).append(role)
    return roles
