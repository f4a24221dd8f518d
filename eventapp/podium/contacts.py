"""The contact sheet: how everybody with a part is reached, for the organisers alone. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from eventapp.people.availability import TimeRange
from eventapp.people.models import Person
from eventapp.podium.stages import Seat, Stage


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody with a part, where they are needed, and when they are there."""

    person: Person
    seats: tuple[tuple[Stage, Seat], ...]
    times: tuple[TimeRange, ...]


def contacts_of(stages: Iterable[Stage], times: Mapping[int, Sequence[TimeRange]]) -> list[Contact]:
    """Return everybody with a part in these sessions, behind the scenes too, by family name."""
    people: dict[Person, list[tuple[Stage, Seat]]] = {}
    for stage in stages:
        for seat in (*stage.seats, *stage.helpers):
            if seat.person is not None:
                people.setdefault(seat.person, []).append((stage, seat))
    contacts = [
        Contact(person, tuple(seats), tuple(times.get(person.id, ())))
        for person, seats in people.items()
    ]
    return sorted(contacts, key=lambda contact: (contact.person.folded, contact.person.id))
