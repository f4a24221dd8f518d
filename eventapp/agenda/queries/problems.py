"""What cannot stand in the draft as it does."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.clashes import Clash, Slotted, Wanted, clashes
from eventapp.agenda.models import AgendaSession, Room, SessionRole, SessionRoom, SessionRule
from eventapp.agenda.queries.draft import drawn
from eventapp.events.models import Event
from eventapp.people.models import Person


def clashes_of_draft(session: Session, event: Event) -> list[Clash]:
    """Return what cannot be so in the draft: taken twice, against a rule, or too small a room."""
    own = AgendaSession.event_id == event.id
    rooms, people = _rooms(session, event), _people(session, event)
    slots = select(
        AgendaSession.id,
        AgendaSession.room_id,
        AgendaSession.block_id,
        AgendaSession.starts_at,
        AgendaSession.ends_at,
        AgendaSession.expected,
    ).where(own, AgendaSession.starts_at.is_not(None), ~AgendaSession.cancelled)
    slotted = [
        Slotted(
            id=row.id,
            rooms=frozenset((row.room_id, *rooms.get(row.id, ()))) - {None},
            people=frozenset(people.get(row.id, ())),
            starts_at=row.starts_at,
            ends_at=row.ends_at or row.starts_at,
            block=row.block_id,
            expected=row.expected or 0,
        )
        for row in session.execute(slots.order_by(AgendaSession.starts_at, AgendaSession.number))
    ]
    wanted, seats = _wanted(session, event), _seats(session, event)
    return list(clashes(slotted, wanted=wanted, seats=seats, zone=event.tzinfo))


def clashes_ahead(
    session: Session,
    event: Event,
    items: Iterable[AgendaSession],
    people: Mapping[AgendaSession, Iterable[Person]],
) -> list[Clash]:
    """Return what could not be so if these, written or not, were the draft with these people.

    What has no number yet stands in the answer under one below zero.
    """
    rooms = _rooms(session, event)
    slotted = [
        Slotted(
            id=_number(one),
            rooms=frozenset({*([_number(one.room)] if one.room else ()), *rooms.get(one.id, ())}),
            people=frozenset(map(_number, people.get(one, ()))),
            starts_at=one.starts_at,
            ends_at=one.ends_at or one.starts_at,
            block=one.block_id,
            expected=one.expected or 0,
        )
        for one in items
        if one.starts_at is not None and not one.cancelled
    ]
    wanted, seats = _wanted(session, event), _seats(session, event)
    return list(clashes(slotted, wanted=wanted, seats=seats, zone=event.tzinfo))


def _number(row: AgendaSession | Room | Person) -> int:
    return row.id or -id(row)


def _seats(session: Session, event: Event) -> dict[int, int | None]:
    wanted = select(Room.id, Room.seats).where(Room.event_id == event.id)
    return dict(session.execute(wanted).all())


def _wanted(session: Session, event: Event) -> list[Wanted]:
    rules = select(SessionRule).join(AgendaSession, AgendaSession.id == SessionRule.session_id)
    return [
        Wanted(one.session_id, one.other_id, one.rule.value)
        for one in session.scalars(rules.where(AgendaSession.event_id == event.id))
    ]


def _rooms(session: Session, event: Event) -> dict[int, set[int]]:
    wanted = select(SessionRoom.session_id, SessionRoom.room_id).join(
        AgendaSession, AgendaSession.id == SessionRoom.session_id
    )
    found: dict[int, set[int]] = {}
    for item, room in session.execute(wanted.where(AgendaSession.event_id == event.id)):
        found.setdefault(item, set()).add(room)
    return found


def _people(session: Session, event: Event) -> dict[int, set[int]]:
    wanted = select(SessionRole.session_id, SessionRole.person_id).join(AgendaSession)
    found: dict[int, set[int]] = {}
    for item, person in session.execute(wanted.where(AgendaSession.event_id == event.id)):
        found.setdefault(item, set()).add(person)
    return found


def clashing(
    session: Session, found: Sequence[Clash]
) -> tuple[dict[int, AgendaSession], dict[int, Person]]:
    """Return the sessions, as far as they are drawn, and persons that clashes name, by number."""
    numbers = {number for one in found for number in one.sessions}
    persons = select(Person).where(Person.id.in_({one.person for one in found if one.person}))
    return (
        {one.id: one for one in drawn(session, numbers)},
        {one.id: one for one in session.scalars(persons)} if found else {},
    )
