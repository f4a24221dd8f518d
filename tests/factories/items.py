"""Sessions as they were released, without a database."""

from datetime import UTC, datetime, timedelta

from eventapp.agenda.items import Item
from eventapp.agenda.places import ReleasedRoom
from eventapp.orm import Translated


def a_place(name: str, **changes: object) -> ReleasedRoom:
    """Return a room of that name."""
    values: dict[str, object] = {"where": Translated(), **changes}
    return ReleasedRoom(name, Translated.same(name), **values)  # type: ignore[arg-type]


def an_item(number: int, **changes: object) -> Item:
    """Return a session of an hour that begins so many hours after six."""
    start = datetime(2027, 4, 15, 6, tzinfo=UTC) + timedelta(hours=number)
    nothing = dict.fromkeys(("title", "subtitle", "abstract", "description", "track"), Translated())
    values: dict[str, object] = {
        "id": str(number), "guid": "", "number": number, "kind": "talk", "languages": ("de",),
        "interpretation": (), "room": None, "starts_at": start, "restricted": False, "sequence": 0,
        "ends_at": start + timedelta(hours=1), "parts": (), **nothing,
    }  # fmt: skip
    return Item(**{**values, **changes})  # type: ignore[arg-type]
