"""Sequence numbers: how calendars that hold an older release know a newer entry. Pure.

RFC 5545 wants SEQUENCE to grow whenever a published entry says something else; it never falls,
not even for a session that was taken out of the programme and came back.
"""

from collections.abc import Collection
from datetime import datetime

from eventapp.agenda.cancelled_entries import note_withdrawn
from eventapp.agenda.snapshots import ById, named, rooms_of
from eventapp.agenda.stored import StoredRelease, StoredSession, TextName
from eventapp.moments import moment_of, utc_text

SAID: tuple[TextName, ...] = ("title", "subtitle", "abstract", "description")
"""Texts of a session that its calendar entry holds, whole."""


def number_sessions(
    after: StoredRelease,
    before: StoredRelease,
    *,
    release: int,
    known: Collection[str],
    now: datetime,
) -> None:
    """Write into each session of a new release its sequence and when its entry last changed.

    Sessions that it leaves out are noted as withdrawn. `before` is the release the public sees,
    `known` holds the guids any release has shown.
    """
    older = {entry["guid"]: entry for entry in before["sessions"]}
    was, now_is = named(before), named(after)
    for stored in after["sessions"]:
        old = older.get(stored["guid"])
        stored["revised_at"] = utc_text(now)
        if old is None:
            stored["sequence"] = release - 1 if stored["guid"] in known else 0
        elif _entry(old, was) != _entry(stored, now_is):
            stored["sequence"] = old["sequence"] + 1
        else:
            stored["sequence"] = old["sequence"]
            stored["revised_at"] = old.get("revised_at")
    note_withdrawn(after, before, now=now)


def _entry(stored: StoredSession, by_id: ById) -> list[object]:
    """Return all that a calendar says of a session, moments however they are written."""
    return [
        [stored.get(name, {}) for name in SAID],
        moment_of(stored["starts_at"]),
        moment_of(stored["ends_at"]),
        stored.get("cancelled", False),
        [
            [room["name"], room["where"], room.get("floor") or {}]
            for room in rooms_of(stored, by_id)
        ],
        [by_id.people[part["person"]]["name"] for part in stored["parts"]],
    ]
