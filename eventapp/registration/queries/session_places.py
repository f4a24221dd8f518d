"""Places at sessions: what is open to a participant, and who is signed up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from eventapp.agenda import queries as agenda
from eventapp.agenda.items import Item, overlap
from eventapp.agenda.models import AgendaSession
from eventapp.agenda.programme import Programme
from eventapp.errors import Refusal
from eventapp.events.models import Category, Event
from eventapp.registration.errors.sessions import (
    FallsThrough,
    ForOtherCategories,
    HasBegun,
    NoPlaceAtEvent,
    OwnPartElsewhere,
    SignedUpElsewhere,
    SignUpClosed,
    WithoutSignUp,
)
from eventapp.registration.models import Registration, SessionPlace, SessionPlaceState, State
from eventapp.registration.queries.contributors import own_parts


@dataclass(frozen=True, slots=True)
class Offered:
    """A session as one participant finds it: how full it is, and what stands against it."""

    item: Item
    row: AgendaSession | None
    """The session with its places; None once nobody signs up for it any more."""
    most: int | None
    """How many may sign up; None: as many as like."""
    confirmed: int
    waiting: int
    categories: Sequence[Category]
    place: SessionPlace | None
    position: int
    """The rank of who waits, from 1; 0 elsewhere."""
    refusal: Refusal | None
    """Why the participant cannot sign up."""
    begun: bool
    day: date
    """On the event's clock."""

    @property
    def confirmed_here(self) -> bool:
        """Say whether the participant has a place, not one on the waiting list."""
        return self.place is not None and self.place.state is SessionPlaceState.CONFIRMED

    @property
    def full(self) -> bool:
        """Say whether the next one waits."""
        return self.waiting > 0 or (self.most is not None and self.confirmed >= self.most)

    @property
    def free(self) -> int | None:
        """How many places the next ones find; None: as many as like."""
        return self.most if self.most is None else max(0, self.most - self.confirmed)


def offered(
    session: Session, registration: Registration, event: Event, *, now: datetime
) -> list[Offered]:
    """Return the sessions with sign-up, and those signed up for, in the programme's order."""
    return Board(session, event, now=now).offered_to(registration)


class Board:
    """The sessions with sign-up and how full they are, read once for any number of people."""

    def __init__(self, session: Session, event: Event, *, now: datetime) -> None:
        self.session, self.event, self.now = session, event, now
        self.programme = agenda.released(session, event)
        self.rows = {item.public_id: item for item in agenda.with_sign_up(session, event)}
        self.categories = agenda.categories_of(session, self.rows.values())
        self.seats, self.counts = _seats(session, event), _counted(session, event)

    def offered_to(self, registration: Registration) -> list[Offered]:
        """Return them as one participant finds them, and what they are signed up for."""
        own = own_places(self.session, registration)
        ranks = _ranks(self.session, registration)
        items = [item for item in self.programme.items if item.sign_up or item.id in own]
        if not items:
            return []
        against = _Against(self.session, registration, self.programme, own)
        return [
            self._offered(registration, item, own.get(item.id), ranks, against) for item in items
        ]

    def _offered(
        self,
        registration: Registration,
        item: Item,
        place: SessionPlace | None,
        ranks: Mapping[int, int],
        against: "_Against",
    ) -> Offered:
        row = self.rows.get(item.id)
        here = self.categories.get(row.id, []) if row else []
        number = row.id if row else place.session_id if place else 0
        confirmed, waiting = self.counts.get(number, (0, 0))
        refusal = _closed(item, row, self.now) or _not_for(registration, here)
        return Offered(
            item=item,
            row=row,
            most=_most(item, row, self.seats),
            confirmed=confirmed,
            waiting=waiting,
            categories=here,
            place=place,
            position=ranks.get(place.id, 0) if place else 0,
            refusal=refusal or against.clash(item),
            begun=item.starts_at <= self.now,
            day=item.starts_at.astimezone(self.event.tzinfo).date(),
        )


def _closed(item: Item, row: AgendaSession | None, now: datetime) -> Refusal | None:
    """Return why nobody can sign up for a session."""
    if item.cancelled:
        return FallsThrough()
    if item.starts_at <= now:
        return HasBegun()
    if not item.sign_up or item.restricted:
        return WithoutSignUp()
    return None if row else SignUpClosed()


def _not_for(registration: Registration, categories: Iterable[Category]) -> Refusal | None:
    """Return why this participant cannot sign up for sessions of these categories."""
    if registration.state is not State.CONFIRMED:
        return NoPlaceAtEvent()
    keys = {category.id for category in categories}
    return ForOtherCategories() if keys and registration.category_id not in keys else None


class _Against:
    """What a participant does at the times of the programme."""

    def __init__(
        self,
        session: Session,
        registration: Registration,
        programme: Programme,
        own: Mapping[str, SessionPlace],
    ) -> None:
        held = [item for item in programme.held if not item.is_pause]
        parts = own_parts(session, registration, programme)
        self.chosen = [item for item in held if item.id in own]
        self.parts = [item for item in held if item.id in parts]

    def clash(self, item: Item) -> Refusal | None:
        """Return why the participant is elsewhere while the session runs."""
        for other in self.chosen:
            if other.id != item.id and overlap(item, other):
                return SignedUpElsewhere(other.title)
        for other in self.parts:
            if other.id != item.id and overlap(item, other):
                return OwnPartElsewhere(other.title)
        return None


def own_places(session: Session, registration: Registration) -> dict[str, SessionPlace]:
    """Return what a participant is signed up for, by the session's public id."""
    statement = (
        select(SessionPlace)
        .where(SessionPlace.registration_id == registration.id)
        .options(joinedload(SessionPlace.session))
        .order_by(SessionPlace.signed_up_at, SessionPlace.id)
    )
    return {booking.session.public_id: booking for booking in session.scalars(statement)}


def places_of_categories(
    session: Session, registration: Registration
) -> list[tuple[SessionPlace, Sequence[Category]]]:
    """Return what a participant booked that is open to some categories alone, with these."""
    own = own_places(session, registration).values()
    categories = agenda.categories_of(session, [booking.session for booking in own])
    return [
        (booking, categories[booking.session_id])
        for booking in own
        if booking.session_id in categories
    ]


def _ranks(session: Session, registration: Registration) -> dict[int, int]:
    """Return the ranks of a participant who waits, by the number of the place."""
    theirs = select(SessionPlace.session_id).where(
        SessionPlace.registration_id == registration.id,
        SessionPlace.state == SessionPlaceState.WAITING,
    )
    order = (SessionPlace.queue_no, SessionPlace.id)
    rank = func.row_number().over(partition_by=SessionPlace.session_id, order_by=order)
    ranked = select(SessionPlace.id, SessionPlace.registration_id, rank.label("rank")).where(
        SessionPlace.state == SessionPlaceState.WAITING, SessionPlace.session_id.in_(theirs)
    )
    inner = ranked.subquery()
    statement = select(inner.c.id, inner.c.rank).where(inner.c.registration_id == registration.id)
    return {number: place for number, place in session.execute(statement)}  # noqa: C416  (a Result is no mapping)


def _counted(session: Session, event: Event) -> dict[int, tuple[int, int]]:
    """Return how many are signed up and how many wait, by the session's internal number."""
    statement = (
        select(SessionPlace.session_id, SessionPlace.state, func.count())
        .join(AgendaSession, AgendaSession.id == SessionPlace.session_id)
        .where(AgendaSession.event_id == event.id)
        .group_by(SessionPlace.session_id, SessionPlace.state)
    )
    numbers: dict[int, tuple[int, int]] = {}
    for number, state, many in session.execute(statement):
        confirmed, waiting = numbers.get(number, (0, 0))
        in_it = state is SessionPlaceState.CONFIRMED
        numbers[number] = (many, waiting) if in_it else (confirmed, many)
    return numbers


def counted_at(session: Session, row: AgendaSession) -> tuple[int, int]:
    """Return how many are signed up for a session, and how many wait."""
    statement = (
        select(SessionPlace.state, func.count())
        .where(SessionPlace.session_id == row.id)
        .group_by(SessionPlace.state)
    )
    numbers = {state: number for state, number in session.execute(statement)}  # noqa: C416  (a Result is no mapping)
    return numbers.get(SessionPlaceState.CONFIRMED, 0), numbers.get(SessionPlaceState.WAITING, 0)


def most_of(session: Session, event: Event, row: AgendaSession) -> int | None:
    """Return how many may sign up for a session: its own number, else its released rooms' seats.

    None: as many as like.
    """
    item = agenda.released(session, event).item(row.public_id)
    return row.places if item is None else _most(item, row, _seats(session, event))


def _most(item: Item, row: AgendaSession | None, seats: Mapping[str, int | None]) -> int | None:
    if row is not None and row.places is not None:
        return row.places
    known = [seats.get(room.id) for room in item.rooms]
    return sum(filter(None, known)) if known and None not in known else None


def _seats(session: Session, event: Event) -> dict[str, int | None]:
    return {room.public_id: room.seats for room in agenda.rooms(session, event)}


def signed_up(session: Session, row: AgendaSession) -> Sequence[SessionPlace]:
    """Return who is signed up for a session: who has a place by name, then who waits in order."""
    statement = (
        select(SessionPlace)
        .join(Registration, Registration.id == SessionPlace.registration_id)
        .where(SessionPlace.session_id == row.id)
        .options(joinedload(SessionPlace.registration))
        .order_by(SessionPlace.state, Registration.family_key, SessionPlace.queue_no)
    )
    bookings = session.scalars(statement).all()
    has = [booking for booking in bookings if booking.state is SessionPlaceState.CONFIRMED]
    waits = [booking for booking in bookings if booking.state is SessionPlaceState.WAITING]
    return [*has, *sorted(waits, key=lambda booking: booking.queue_no)]
