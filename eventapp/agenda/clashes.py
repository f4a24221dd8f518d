"""Clashes of a draft: what cannot be at once. Pure; says what, the editor says where."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice


@dataclass(frozen=True, slots=True)
class Slotted:
    """A session of the draft as the check needs it."""

    id: int
    room: int | None
    people: frozenset[int]
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Clash:
    """Two sessions that cannot be at once, because of a room or of people."""

    first: int
    second: int
    reason: str
    """`room` or `person`."""
    person: int | None = None


def clashes(sessions: Iterable[Slotted]) -> Iterator[Clash]:
    """Yield every pair that shares a room or a person at the same moment."""
    ordered = sorted(sessions, key=lambda each: each.starts_at)
    for one, other in _overlapping(ordered):
        if one.room is not None and one.room == other.room:
            yield Clash(one.id, other.id, "room")
        for person in sorted(one.people & other.people):
            yield Clash(one.id, other.id, "person", person)


def _overlapping(ordered: Sequence[Slotted]) -> Iterator[tuple[Slotted, Slotted]]:
    """Yield pairs that share a moment; each session looks no further than its own end."""
    for place, one in enumerate(ordered):
        for other in islice(ordered, place + 1, None):
            if other.starts_at >= one.ends_at:
                break
            yield one, other
