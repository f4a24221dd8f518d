"""What differs between two releases of a programme, and whom it concerns. Pure.

Pages and e-mails say it in words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from eventapp.agenda.items import Item
from eventapp.agenda.places import joined
from eventapp.agenda.snapshots import ById, carried, named, pairs_of, rooms_of
from eventapp.agenda.stored import StoredRelease, StoredSession
from eventapp.moments import moment_of
from eventapp.orm import Translated

NOTHING: StoredRelease = {"sessions": [], "people": [], "rooms": []}
"""What the public sees before the first release."""


class ChangeKind(StrEnum):
    """What may change in a session from one release to the next."""

    NEW = "new"
    GONE = "gone"
    CANCELLED = "cancelled"
    RESTORED = "restored"
    MOVED = "moved"
    """Another time."""
    ROOM = "room"
    TITLE = "title"
    PEOPLE = "people"
    DETAILS = "details"


@dataclass(frozen=True, slots=True)
class Stand:
    """A session as one release tells it, as far as people plan by it."""

    guid: str
    title: Translated
    starts_at: datetime
    ends_at: datetime | None
    room: Translated
    """Empty without a room."""
    cancelled: bool
    sequence: int
    """As calendars are told (RFC 5545); 0 in a draft."""
    names: tuple[str, ...]
    parts: frozenset[tuple[str, str]]
    """(public id of a person, part)."""

    @property
    def persons(self) -> frozenset[str]:
        """Public ids of who is in it."""
        return frozenset(person for person, _ in self.parts)


@dataclass(frozen=True, slots=True)
class Change:
    """One session that stands otherwise than before."""

    what: StrEnum
    """A `ChangeKind`; or what became of a participant's own place, as `news_of` takes down."""
    session: str
    """Public id; the page of a session that is gone may no longer exist."""
    stands: Stand
    """Where it stands now; of one that is gone, where it stood last."""
    was: Stand | None = None
    """Where it stood before; nothing of a new one."""

    @property
    def title(self) -> Translated:
        """Its title now."""
        return self.stands.title

    @property
    def concerns(self) -> frozenset[str]:
        """Public ids of the persons who plan by it: theirs is the session, or was until now.

        Who joins or leaves learns that; texts alone concern nobody's plans.
        """
        if self.was is None or self.what is ChangeKind.GONE:
            return self.stands.persons
        if self.what is ChangeKind.PEOPLE:
            return frozenset(person for person, _ in self.was.parts ^ self.stands.parts)
        if self.what is ChangeKind.DETAILS:
            return frozenset()
        return self.was.persons & self.stands.persons


def news_of(what: StrEnum, item: Item) -> Change:
    """Return news of a session that stands as it was released."""
    stands = Stand(
        guid=item.guid,
        title=item.title,
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        room=item.room_names,
        cancelled=item.cancelled,
        sequence=item.sequence,
        names=tuple(person.name for person in item.persons),
        parts=frozenset((part.person.id, part.part) for part in item.parts),
    )
    return Change(what, item.id, stands)


def changes(before: StoredRelease, after: StoredRelease) -> Iterator[Change]:
    """Yield every session that is new, gone or different, in the order of the programme."""
    old = {entry["guid"]: entry for entry in before["sessions"]}
    new = {entry["guid"]: entry for entry in after["sessions"]}
    was, now = named(before), named(after)
    for guid, stored in new.items():
        if guid not in old:
            yield Change(ChangeKind.NEW, stored["id"], _stand(stored, now))
        elif whats := list(_different(old[guid], stored, was, now)):
            stands, stood = _stand(stored, now), _stand(old[guid], was)
            yield from (Change(what, stored["id"], stands, stood) for what in whats)
    for guid, stored in old.items():
        if guid not in new:
            yield Change(ChangeKind.GONE, stored["id"], _stand(stored, was), _stand(stored, was))


def _stand(stored: StoredSession, by_id: ById) -> Stand:
    return Stand(
        guid=stored["guid"],
        title=Translated.of(stored["title"]),
        starts_at=datetime.fromisoformat(stored["starts_at"]),
        ends_at=moment_of(stored["ends_at"]),
        room=joined(Translated.of(room["name"]) for room in rooms_of(stored, by_id)),
        cancelled=stored.get("cancelled", False),
        sequence=stored.get("sequence", 0),
        names=tuple(
            dict.fromkeys(by_id.people[part["person"]]["name"] for part in stored["parts"])
        ),
        parts=frozenset((part["person"], part["part"]) for part in stored["parts"]),
    )


def _different(
    old: StoredSession, new: StoredSession, before: ById, after: ById
) -> Iterator[ChangeKind]:
    falls = new.get("cancelled", False)
    if old.get("cancelled", False) != falls:
        yield ChangeKind.CANCELLED if falls else ChangeKind.RESTORED
    if _times(old) != _times(new):
        yield ChangeKind.MOVED
    if _whereabouts(old, before) != _whereabouts(new, after):
        yield ChangeKind.ROOM
    if old["title"] != new["title"]:
        yield ChangeKind.TITLE
    if _parts(old, before) != _parts(new, after):
        yield ChangeKind.PEOPLE
    if _details(old) != _details(new):
        yield ChangeKind.DETAILS


def _times(stored: StoredSession) -> tuple[datetime | None, datetime | None]:
    return moment_of(stored["starts_at"]), moment_of(stored["ends_at"])


def _details(stored: StoredSession) -> list[object]:
    """Return what is told of a session and changes nobody's plans; older releases lack some."""
    whole = (stored["kind"], stored["abstract"], stored["languages"], stored.get("track", {}))
    return [*whole, pairs_of(stored), stored.get("block"), carried(stored)]


def _whereabouts(stored: StoredSession, by_id: ById) -> list[object]:
    """Return where one goes for it; seats and the like move nobody."""
    rooms = rooms_of(stored, by_id)
    return [(room["id"], room["name"], room["where"], room.get("floor") or {}) for room in rooms]


def _parts(stored: StoredSession, by_id: ById) -> list[object]:
    return [
        (part["part"], by_id.people.get(part["person"]), part.get("organisation"), for_what)
        for part in stored["parts"]
        for for_what in (part.get("function"),)
    ]
