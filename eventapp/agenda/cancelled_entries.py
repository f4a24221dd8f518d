"""Sessions that a later release left out: calendars are told that they are cancelled. Pure.

A client that subscribes to a calendar may keep for ever what silently leaves the file (RFC 5545
says nothing of it), so an entry stays with a raised sequence as cancelled (RFC 5546, 3.2.5). Of the
session it says no more than its title and time: whatever else stood there was taken back.
"""

from datetime import datetime
from typing import cast

from eventapp.agenda import snapshots
from eventapp.agenda.items import Item
from eventapp.agenda.places import ReleasedRoom
from eventapp.agenda.programme import Withdrawn
from eventapp.agenda.stored import StoredRelease, StoredSession, StoredWithdrawn
from eventapp.moments import utc_text
from eventapp.orm import Translated

NOTHING = Translated()
KEPT = (
    "id", "guid", "number", "kind", "title", "track", "languages", "interpreted_into",
    "interpretation", "room", "further_rooms", "starts_at", "ends_at", "restricted", "sign_up",
)  # fmt: skip
"""What an entry is told by, and what a filtered calendar finds it by."""


def note_withdrawn(after: StoredRelease, before: StoredRelease, *, now: datetime) -> None:
    """Write into a new release what earlier ones showed and it does not.

    What came back is left out; it is numbered higher than it ever was.
    """
    shown = {stored["guid"] for stored in after["sessions"]}
    gone = [stored for stored in before["sessions"] if stored["guid"] not in shown]
    general = _for_everybody(before) if gone else set()
    after["withdrawn"] = [
        *(stored for stored in before.get("withdrawn", ()) if stored["guid"] not in shown),
        *(_withdrawn(stored, for_everybody=stored["id"] in general, now=now) for stored in gone),
    ]


def _withdrawn(stored: StoredSession, *, for_everybody: bool, now: datetime) -> StoredWithdrawn:
    kept: dict[str, object] = {name: value for name, value in stored.items() if name in KEPT}
    more = {
        "sequence": stored["sequence"] + 1,
        "revised_at": utc_text(now),
        "persons": [part["person"] for part in stored["parts"]],
        "for_everybody": for_everybody,
    }
    return cast("StoredWithdrawn", kept | more)


def _for_everybody(stored: StoredRelease) -> set[str]:
    days = snapshots.read(stored).days("UTC")
    slots = [slot for day in days for slot in day.slots]
    return {item.id for slot in slots for item in slot.items if slot.is_for_everybody(item)}


def read(snapshot: StoredRelease) -> tuple[Withdrawn, ...]:
    """Return what a release notes as withdrawn; nothing of one made before it was noted."""
    return tuple(
        Withdrawn(_item(stored), frozenset(stored["persons"]), stored["for_everybody"])
        for stored in snapshot.get("withdrawn", ())
    )


def _item(stored: StoredWithdrawn) -> Item:
    """Return what is left of a session; of its rooms only which they were."""
    ids = (stored["room"], *stored.get("further_rooms", ()))
    rooms = {room: ReleasedRoom(room, NOTHING, NOTHING) for room in ids if room}
    left = cast("StoredSession", {**stored, "abstract": {}, "parts": [], "cancelled": True})
    return snapshots.read_item(left, rooms, {})
