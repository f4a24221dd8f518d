"""Clashes of a draft: what cannot be so. Pure; says what, the editor says where."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice
from zoneinfo import ZoneInfo

from eventapp.days import day_of
from eventapp.people.availability import TimeRange, is_there


class ClashReason(StrEnum):
    """What may be wrong.

    A room or a person is taken twice, a rule is not kept (`AFTER`, `SAME_DAY`, `NOT_PARALLEL`: as
    in `models.Rule`), a talk lies outside its block, more people are expected than its rooms seat,
    somebody with a part in it is not there at that time.
    """

    ROOM = "room"
    PERSON = "person"
    AFTER = "after"
    SAME_DAY = "same-day"
    NOT_PARALLEL = "not-parallel"
    OUTSIDE = "outside"
    SEATS = "seats"
    AWAY = "away"


REASONS = tuple(reason.value for reason in ClashReason)
"""In the order in which clashes are paged through."""


@dataclass(frozen=True, slots=True)
class Slotted:
    """A session of the draft as the check needs it."""

    id: int
    rooms: frozenset[int]
    people: frozenset[int]
    starts_at: datetime
    ends_at: datetime
    block: int | None = None
    """The session it is a talk of."""
    expected: int = 0


@dataclass(frozen=True, slots=True)
class PairRule:
    """How a session must stand to another one: a value of models.Rule."""

    session: int
    other: int
    rule: str


@dataclass(frozen=True, slots=True)
class Clash:
    """What is wrong with a session, mostly together with another one."""

    first: int
    second: int | None
    reason: ClashReason
    person: int | None = None

    @property
    def sessions(self) -> tuple[int, ...]:
        """The one or two sessions it is about."""
        return (self.first,) if self.second is None else (self.first, self.second)


def clashes(
    sessions: Iterable[Slotted],
    *,
    rules: Iterable[PairRule] = (),
    seats: Mapping[int, int | None],
    there: Mapping[int, Sequence[TimeRange]] | None = None,
    zone: ZoneInfo,
) -> Iterator[Clash]:
    """Yield what cannot be so.

    `seats` are the seats of each room, if known; `there` tells when people are there who said so.
    """
    ordered = sorted(sessions, key=lambda each: each.starts_at)
    by_id = {placed.id: placed for placed in ordered}
    for slotted, other in _overlapping(ordered):
        if _rooms(slotted, by_id) & _rooms(other, by_id):
            yield Clash(slotted.id, other.id, ClashReason.ROOM)
        for person in sorted(slotted.people & other.people):
            yield Clash(slotted.id, other.id, ClashReason.PERSON, person)
    for rule in rules:
        one_of, other_of = by_id.get(rule.session), by_id.get(rule.other)
        if one_of and other_of and not _keeps(one_of, other_of, rule.rule, zone):
            yield Clash(rule.session, rule.other, ClashReason(rule.rule))
    for slotted in ordered:
        block = by_id.get(slotted.block or 0)
        if block and _is_outside(slotted, block):
            yield Clash(slotted.id, block.id, ClashReason.OUTSIDE)
        if slotted.expected and _too_small(slotted, seats):
            yield Clash(slotted.id, None, ClashReason.SEATS)
        yield from _absences(slotted, there or {})


def _absences(slotted: Slotted, there: Mapping[int, Sequence[TimeRange]]) -> Iterator[Clash]:
    for person in sorted(slotted.people):
        if not is_there(there.get(person, ()), slotted.starts_at, slotted.ends_at):
            yield Clash(slotted.id, None, ClashReason.AWAY, person)


def _rooms(slotted: Slotted, by_id: Mapping[int, Slotted]) -> frozenset[int]:
    """Return where it is; a talk without a room is where its block is."""
    block = by_id.get(slotted.block or 0)
    return slotted.rooms or (block.rooms if block else frozenset())


def _is_outside(talk: Slotted, block: Slotted) -> bool:
    known = block.ends_at > block.starts_at
    return talk.starts_at < block.starts_at or (known and talk.ends_at > block.ends_at)


def _too_small(slotted: Slotted, seats: Mapping[int, int | None]) -> bool:
    known = [seats.get(room) for room in slotted.rooms]
    return bool(known) and None not in known and sum(filter(None, known)) < slotted.expected


def _keeps(slotted: Slotted, other: Slotted, rule: str, zone: ZoneInfo) -> bool:
    if rule == ClashReason.SAME_DAY:
        return day_of(slotted.starts_at, zone) == day_of(other.starts_at, zone)
    if rule == ClashReason.AFTER:
        return slotted.starts_at >= max(other.ends_at, other.starts_at)
    return slotted.starts_at >= other.ends_at or other.starts_at >= slotted.ends_at


def _overlapping(ordered: Sequence[Slotted]) -> Iterator[tuple[Slotted, Slotted]]:
    """Yield pairs that share a moment; each session looks no further than its own end.

    A block and its talks are one thing.
    """
    for place, slotted in enumerate(ordered):
        for other in islice(ordered, place + 1, None):
            if other.starts_at >= slotted.ends_at:
                break
            if slotted.id != other.block and other.id != slotted.block:
                yield slotted, other
