"""Clashes of a draft: what cannot be at once. Pure; says what, the editor says where."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations


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
    for one, other in combinations(sorted(sessions, key=lambda each: each.starts_at), 2):
        if other.starts_at >= one.ends_at:
            continue
        if one.room is not None and one.room == other.room:
            yield Clash(one.id, other.id, "room")
        for person in sorted(one.people & other.people):
            yield Clash(one.id, other.id, "person", person)
