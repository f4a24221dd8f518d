"""Short marks of what the next release shows: whether it still is what somebody looked at. Pure."""

import json
from collections.abc import Iterable
from hashlib import blake2b

from eventapp.agenda.changes import Change
from eventapp.agenda.stored import StoredRelease


def mark_of(programme: StoredRelease, number: int) -> str:
    """Return the mark of a programme, not yet numbered for calendars, as the release so numbered.

    Another one means that the public would see something else than before, or beside something
    else.
    """
    return _digest([number, programme], size=12)


def marks_of(programme: StoredRelease, changes: Iterable[Change]) -> list[str]:
    """Return the mark of each change; edited once more, it has another."""
    sessions = {stored["id"]: stored for stored in programme["sessions"]}
    return [
        _digest(
            [
                change.what,
                change.session,
                sessions.get(change.session),
                change.stands.names,
                change.stands.room.as_dict(),
            ],
            size=4,
        )
        for change in changes
    ]


def _digest(value: object, *, size: int) -> str:
    return blake2b(json.dumps(value, sort_keys=True).encode(), digest_size=size).hexdigest()
