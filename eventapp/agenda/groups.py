"""The programme in other orders than the timetable: by room, by track, as a list. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eventapp.agenda.items import Item
from eventapp.agenda.programme import Programme, outermost
from eventapp.errors import Sentence
from eventapp.orm import Translated

ORDERS = {
    "": Sentence("As a timetable"),
    "room": Sentence("By room"),
    "track": Sentence("By track"),
    "list": Sentence("As a list"),
}
"""How a reader may have the programme, by what the address says."""
NO_ROOM, NO_TRACK = Sentence("Without a room"), Sentence("Without a track")


@dataclass(frozen=True, slots=True)
class Group:
    """Sessions under one heading, in the order of their time; a list has no heading."""

    name: Translated | Sentence | None
    items: tuple[Item, ...]


def grouped(programme: Programme, items: Sequence[Item], order: str) -> list[Group]:
    """Return these sessions in that order, without breaks; nothing for the timetable."""
    chosen = [item for item in outermost(items) if not item.is_pause]
    groups = {"room": _by_room, "track": _by_track, "list": _as_list}.get(order)
    return [group for group in groups(programme, chosen) if group.items] if groups else []


def _by_room(programme: Programme, items: Sequence[Item]) -> Iterator[Group]:
    for room in programme.rooms:
        yield Group(room.name, tuple(item for item in items if room in item.rooms))
    yield Group(NO_ROOM, tuple(item for item in items if not item.rooms))


def _by_track(programme: Programme, items: Sequence[Item]) -> Iterator[Group]:
    for track in programme.tracks:
        yield Group(track, tuple(item for item in items if item.track == track))
    yield Group(NO_TRACK, tuple(item for item in items if not item.track))


def _as_list(_programme: Programme, items: Sequence[Item]) -> Iterator[Group]:
    yield Group(None, tuple(items))
