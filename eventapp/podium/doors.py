"""Door signs: what happens behind a door, a page for the day and one for each session. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from eventapp import i18n
from eventapp.agenda.bilingual import Said, Voices
from eventapp.agenda.models import Room
from eventapp.badges.boxes import Box, Setting, set_in
from eventapp.documents import typefaces
from eventapp.podium.stages import Seat, Stage

ROOM = Box("room", 165, ((40, 1), (30, 1), (24, 2)))
TITLES = (
    Box("first", 265, ((36, 2), (30, 2), (24, 3), (20, 4))),
    Box("other", 265, ((24, 2), (20, 2), (16, 3), (14, 4))),
)
"""Of a title in the first language, and in each of the others."""


@dataclass(frozen=True, slots=True)
class Title:
    """A session's title in one language, as it is printed."""

    language: str
    set: Setting


@dataclass(frozen=True, slots=True)
class Sign:
    """A session's sign at one door."""

    stage: Stage
    room: Setting
    way: Said
    titles: tuple[Title, ...]
    people: str
    """Whoever has agreed and may be named."""


@dataclass(frozen=True, slots=True)
class DoorDay:
    """What happens behind one door on one day."""

    room: Setting
    way: Said
    day: date
    stages: tuple[Stage, ...]
    signs: tuple[Sign, ...]


def on_doors(stages: Iterable[Stage]) -> list[Stage]:
    """Return what may stand on a door: it has a room, and is in the public programme."""
    return [stage for stage in stages if stage.rooms and stage.session.public]


def doors_of(stages: Iterable[Stage], voices: Voices) -> list[DoorDay]:
    """Return the doors in the order of the rooms, each day of one by itself."""
    by_door: dict[tuple[int, int, date], list[tuple[Room, Stage]]] = {}
    for stage in on_doors(stages):
        for room in stage.rooms:
            key = room.position, room.id, stage.day(voices.zone)
            by_door.setdefault(key, []).append((room, stage))
    return [
        _door(held[0][0], day, [stage for _, stage in held], voices)
        for (_, _, day), held in sorted(by_door.items(), key=lambda item: item[0])
    ]


def _door(room: Room, day: date, stages: list[Stage], voices: Voices) -> DoorDay:
    name = set_in(ROOM, " · ".join(text for _, text in voices.texts(room.name)))
    way = voices.texts(room.floor) or voices.texts(room.place)
    signs = (
        Sign(stage, name, way, tuple(_titles(stage, voices)), _named(stage)) for stage in stages
    )
    return DoorDay(name, way, day, tuple(stages), tuple(signs))


def _titles(stage: Stage, voices: Voices) -> Iterator[Title]:
    for number, (code, text) in enumerate(voices.texts(stage.session.title)):
        yield Title(code, set_in(TITLES[min(number, 1)], text))


def _named(stage: Stage) -> str:
    """Return the names of whom the public may read, who moderates last."""
    names = [seat.person.full_name for seat in stage.seats if seat.person and _is_named(seat)]
    return typefaces.printable(i18n.format_list(names))


def _is_named(seat: Seat) -> bool:
    return any(role.is_public for role in seat.roles)
