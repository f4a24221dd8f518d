"""What cannot stand in the draft as it does."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.clashes import Clash, PairRule, Slotted, clashes
from eventapp.agenda.models import (
    AgendaSession,
    ContributorState,
    Room,
    SessionRole,
    SessionRoom,
    SessionRule,
)
from eventapp.agenda.queries.draft import drawn
from eventapp.events.models import Event
from eventapp.people.models import Person
from eventapp.people.queries import times_there


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
    rules, seats = _wanted(session, event), _seats(session, event)
    there = times_there(session, event)
    return list(clashes(slotted, rules=rules, seats=seats, there=there, zone=event.tzinfo))


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
            id=_number(item),
            rooms=frozenset(
                {*([_number(item.room)] if item.room else ()), *rooms.get(item.id, ())}
            ),
            people=frozenset(map(_number, people.get(item, ()))),
            starts_at=item.starts_at,
            ends_at=item.ends_at or item.starts_at,
            block=item.block_id,
            expected=item.expected or 0,
        )
        for item in items
        if item.starts_at is not None and not item.cancelled
    ]
    rules, seats = _wanted(session, event), _seats(session, event)
    there = times_there(session, event)
    return list(clashes(slotted, rules=rules, seats=seats, there=there, zone=event.tzinfo))


def _number(row: AgendaSession | Room | Person) -> int:
    return row.id or -id(row)


def _seats(session: Session, event: Event) -> dict[int, int | None]:
    statement = select(Room.id, Room.seats).where(Room.event_id == event.id)
    return dict(session.execute(statement).all())


def _wanted(session: Session, event: Event) -> list[PairRule]:
    rules = select(SessionRule).join(AgendaSession, AgendaSession.id == SessionRule.session_id)
    return [
        PairRule(rule.session_id, rule.other_id, rule.rule.value)
        for rule in session.scalars(rules.where(AgendaSession.event_id == event.id))
    ]


def _rooms(session: Session, event: Event) -> dict[int, set[int]]:
    statement = select(SessionRoom.session_id, SessionRoom.room_id).join(
        AgendaSession, AgendaSession.id == SessionRoom.session_id
    )
    by_session: dict[int, set[int]] = {}
    for item, room in session.execute(statement.where(AgendaSession.event_id == event.id)):
        by_session.setdefault(item, set()).add(room)
    return by_session


def _people(session: Session, event: Event) -> dict[int, set[int]]:
    statement = (
        select(SessionRole.session_id, SessionRole.person_id)
        .join(AgendaSession)
        .where(AgendaSession.event_id == event.id)
        .where(SessionRole.state != ContributorState.DECLINED)
    )
    by_session: dict[int, set[int]] = {}
    for item, person in session.execute(statement):
        if person is not None:
            by_session.setdefault(item, set()).add(person)
    return by_session


def clashing(
    session: Session, clashes: Sequence[Clash]
) -> tuple[dict[int, AgendaSession], dict[int, Person]]:
    """Return the sessions, as far as they are drawn, and persons that clashes name, by number."""
    numbers = {number for clash in clashes for number in clash.sessions}
    persons = select(Person).where(
        Person.id.in_({clash.person for clash in clashes if clash.person})
    )
    return (
        {item.id: item for item in drawn(session, numbers)},
        {person.id: person for person in session.scalars(persons)} if clashes else {},
    )
