"""What differs between two releases of a programme, and whom it concerns. Pure.

Pages and letters say it in words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from eventapp.agenda.programme import Item
from eventapp.orm import Translated

NOTHING: dict[str, Any] = {"sessions": [], "people": [], "rooms": []}
"""What the public sees before the first release."""


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

    what: str
    """`new`, `gone`, `cancelled`, `restored`, `moved` (time), `room`, `title`, `people`,
    `details`; or what became of a participant's own place, as `news_of` takes down."""
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
        if self.was is None or self.what == "gone":
            return self.stands.persons
        if self.what == "people":
            return frozenset(person for person, _ in self.was.parts ^ self.stands.parts)
        if self.what == "details":
            return frozenset()
        return self.was.persons & self.stands.persons


def news_of(what: str, item: Item) -> Change:
    """Return news of a session that stands as it was released."""
    stands = Stand(
        guid=item.guid,
        title=item.title,
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        room=item.room.name if item.room else Translated(),
        cancelled=item.cancelled,
        sequence=item.sequence,
        names=tuple(part.person.name for part in item.parts),
        parts=frozenset((part.person.id, part.part) for part in item.parts),
    )
    return Change(what, item.id, stands)


def changes(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Change]:
    """Yield every session that is new, gone or different, in the order of the programme."""
    old = {one["guid"]: one for one in before["sessions"]}
    new = {one["guid"]: one for one in after["sessions"]}
    was, now = _named(before), _named(after)
    for guid, one in new.items():
        stands = _stand(one, now)
        if guid not in old:
            yield Change("new", one["id"], stands)
            continue
        stood = _stand(old[guid], was)
        for what in _different(old[guid], one, was, now):
            yield Change(what, one["id"], stands, stood)
    for guid, one in old.items():
        if guid not in new:
            yield Change("gone", one["id"], _stand(one, was), _stand(one, was))


def _stand(one: dict[str, Any], named: dict[str, Any]) -> Stand:
    room = named.get(one["room"] or "", {"name": {}})
    return Stand(
        guid=one["guid"],
        title=Translated.of(one["title"]),
        starts_at=datetime.fromisoformat(one["starts_at"]),
        ends_at=_moment(one["ends_at"]),
        room=Translated.of(room["name"]),
        cancelled=one.get("cancelled", False),
        sequence=one.get("sequence", 0),
        names=tuple(named[part["person"]]["name"] for part in one["parts"]),
        parts=frozenset((part["person"], part["part"]) for part in one["parts"]),
    )


def _named(programme: dict[str, Any]) -> dict[str, Any]:
    return {one["id"]: one for one in (*programme["people"], *programme["rooms"])}


def _different(
    old: dict[str, Any], new: dict[str, Any], before: dict[str, Any], after: dict[str, Any]
) -> Iterator[str]:
    falls = new.get("cancelled", False)
    if old.get("cancelled", False) != falls:
        yield "cancelled" if falls else "restored"
    if any(_moment(old[key]) != _moment(new[key]) for key in ("starts_at", "ends_at")):
        yield "moved"
    if before.get(old["room"]) != after.get(new["room"]):
        yield "room"
    if old["title"] != new["title"]:
        yield "title"
    if _parts(old, before) != _parts(new, after):
        yield "people"
    rest = ("kind", "abstract", "languages", "interpreted_into", "restricted")
    later = ("subtitle", "description", "track")  # older releases lack them
    if (
        any(old[key] != new[key] for key in rest)
        or any(old.get(key, {}) != new.get(key, {}) for key in later)
        or old.get("sign_up", False) != new.get("sign_up", False)
    ):
        yield "details"


def utc_text(moment: datetime | None) -> str | None:
    """Return a moment always in the same writing, so that an unchanged one compares as such."""
    return moment.astimezone(UTC).isoformat() if moment else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _parts(one: dict[str, Any], named: dict[str, Any]) -> list[Any]:
    return [(part["part"], named.get(part["person"])) for part in one["parts"]]
