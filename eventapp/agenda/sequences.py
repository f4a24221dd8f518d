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
    older = {one["guid"]: one for one in before["sessions"]}
    was, now_is = named(before), named(after)
    for one in after["sessions"]:
        old = older.get(one["guid"])
        one["revised_at"] = utc_text(now)
        if old is None:
            one["sequence"] = release - 1 if one["guid"] in known else 0
        elif _entry(old, was) != _entry(one, now_is):
            one["sequence"] = old["sequence"] + 1
        else:
            one["sequence"] = old["sequence"]
            one["revised_at"] = old.get("revised_at")
    note_withdrawn(after, before, now=now)


def _entry(one: StoredSession, by_id: ById) -> list[object]:
    """Return all that a calendar says of a session, moments however they are written."""
    return [
        [one.get(name, {}) for name in SAID],
        moment_of(one["starts_at"]),
        moment_of(one["ends_at"]),
        one.get("cancelled", False),
        [[room["name"], room["where"], room.get("floor") or {}] for room in rooms_of(one, by_id)],
        [by_id.people[part["person"]]["name"] for part in one["parts"]],
    ]
