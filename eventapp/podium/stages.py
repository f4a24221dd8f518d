"""Who sits where, in the programme as it stands: what every paper is made of. Pure.

A session and the talks in it are one stage: whoever speaks in several of them has one seat.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from eventapp.agenda.models import (
    BEHIND_THE_SCENES,
    AgendaSession,
    ContributorState,
    Room,
    SessionKind,
    SessionPart,
    SessionRole,
)
from eventapp.days import day_of
from eventapp.people.models import Organisation, Person

AGREED = frozenset({ContributorState.ACCEPTED, ContributorState.CONFIRMED})
"""States in which somebody is expected to come."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody on a stage, or a place that nobody has been found for: their parts in order."""

    roles: tuple[SessionRole, ...]
    number: int = 0
    """Which seat from the left; 0: none, as of who moderates."""

    @property
    def person(self) -> Person | None:
        """Who sits there; None: N. N."""
        return self.roles[0].person

    @property
    def organisation(self) -> Organisation | None:
        """For whom they speak: what the part names, else the person's own."""
        named = next((role.organisation for role in self.roles if role.organisation), None)
        return named or (self.person.organisation if self.person else None)

    def organisation_called(self, language: str) -> str:
        """Return the organisation's name for a reader of that language; empty without one."""
        return self.organisation.called(language) if self.organisation else ""

    def function_in(self, language: str) -> str:
        """Return the position for a reader of that language: the part's, else the person's."""
        named = next((role.function for role in self.roles if role.function), None)
        own = self.person.function if self.person else None
        text = named or own
        return text.into(language) if text else ""

    @property
    def has_agreed(self) -> bool:
        """Say whether they are expected to come; nobody has agreed for an open place."""
        return self.person is not None and any(role.state in AGREED for role in self.roles)

    @property
    def moderates(self) -> bool:
        """Say whether they lead through it."""
        return any(role.part is SessionPart.MODERATOR for role in self.roles)

    @property
    def opens(self) -> bool:
        """Say whether they open it."""
        return any(role.part is SessionPart.OPENING for role in self.roles)

    @property
    def is_public(self) -> bool:
        """Say whether any of their parts is more than the team's knowledge."""
        return any(not role.internal for role in self.roles)


@dataclass(frozen=True, slots=True)
class Stage:
    """A session with the talks in it, where and when it is, and everybody with a part in it."""

    session: AgendaSession
    talks: tuple[AgendaSession, ...]
    rooms: tuple[Room, ...]
    seats: tuple[Seat, ...]
    """Those on the podium from the left, then who moderates."""
    helpers: tuple[Seat, ...]
    """Interpreters and technicians."""

    @property
    def starts_at(self) -> datetime:
        """When it begins: what has no time is on no stage."""
        assert self.session.starts_at is not None  # noqa: S101  (for the type checker, see above)
        return self.session.starts_at

    @property
    def parts(self) -> tuple[AgendaSession, ...]:
        """The session and its talks."""
        return (self.session, *self.talks)

    @property
    def moderators(self) -> tuple[Seat, ...]:
        """Who leads through it."""
        return tuple(seat for seat in self.seats if seat.moderates)

    @property
    def podium(self) -> tuple[Seat, ...]:
        """Who sits beside them, from the left."""
        return tuple(seat for seat in self.seats if not seat.moderates)

    def day(self, zone: str) -> date:
        """Return the day of the programme it belongs to."""
        return day_of(self.starts_at, ZoneInfo(zone))

    def of(self, seat: Seat) -> AgendaSession:
        """Return the session or talk in which somebody has their first part."""
        first = seat.roles[0].session_id
        return next((part for part in self.parts if part.id == first), self.session)


def stages_of(
    sessions: Sequence[AgendaSession],
    roles: Mapping[int, Sequence[SessionRole]],
    further: Mapping[int, Sequence[Room]],
) -> list[Stage]:
    """Return what takes place at a known time, in order, each talk within its session."""
    held = [item for item in sessions if not item.cancelled and item.starts_at is not None]
    open_ended = [item for item in sessions if not item.cancelled and item.starts_at is None]
    blocks = {item.id for item in held if item.block_id is None}
    talks: dict[int, list[AgendaSession]] = {}
    for item in (*held, *open_ended):
        if item.block_id in blocks:
            talks.setdefault(item.block_id or 0, []).append(item)
    return [
        _stage(item, talks.get(item.id, ()), roles, further)
        for item in held
        if item.block_id not in blocks and item.kind is not SessionKind.BLOCKER
    ]


def _stage(
    item: AgendaSession,
    talks: Iterable[AgendaSession],
    roles: Mapping[int, Sequence[SessionRole]],
    further: Mapping[int, Sequence[Room]],
) -> Stage:
    whole = (item, *talks)
    people = [role for part in whole for role in roles.get(part.id, ())]
    people = [role for role in people if role.state is not ContributorState.DECLINED]
    helpers = [role for role in people if role.part in BEHIND_THE_SCENES]
    return Stage(
        item,
        whole[1:],
        tuple(dict.fromkeys([*([item.room] if item.room else []), *further.get(item.id, ())])),
        tuple(_numbered(_seats(role for role in people if role.part not in BEHIND_THE_SCENES))),
        tuple(_seats(helpers)),
    )


def _seats(roles: Iterable[SessionRole]) -> Iterator[Seat]:
    """Yield one seat a person, and one for each open part, in their order."""
    by_person: dict[object, list[SessionRole]] = {}
    for role in roles:
        by_person.setdefault(role.person or role, []).append(role)
    return (Seat(tuple(own)) for own in by_person.values())


def _numbered(seats: Iterable[Seat]) -> Iterator[Seat]:
    """Yield who sits on the podium with their numbers from the left, then who moderates."""
    known = tuple(seats)
    beside = (seat for seat in known if not seat.moderates)
    yield from (Seat(seat.roles, number) for number, seat in enumerate(beside, 1))
    yield from (seat for seat in known if seat.moderates)
