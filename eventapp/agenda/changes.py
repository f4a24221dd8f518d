"""What differs between two releases of a programme. Pure; the editor says it in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from eventapp.orm import Translated


@dataclass(frozen=True, slots=True)
class Change:
    """One session that stands otherwise than before."""

    what: str
    """`new`, `gone`, `cancelled`, `restored`, `moved` (time), `room`, `title`, `people`,
    `details`."""
    session: str
    """Public id; the page of a session that is gone may no longer exist."""
    title: Translated


def changes(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Change]:
    """Yield every session that is new, gone or different, in the order of the programme."""
    old = {one["guid"]: one for one in before["sessions"]}
    new = {one["guid"]: one for one in after["sessions"]}
    for guid, one in new.items():
        if guid not in old:
            yield Change("new", one["id"], Translated.of(one["title"]))
            continue
        for what in _different(old[guid], one, _named(before), _named(after)):
            yield Change(what, one["id"], Translated.of(one["title"]))
    for guid, one in old.items():
        if guid not in new:
            yield Change("gone", one["id"], Translated.of(one["title"]))


def _named(programme: dict[str, Any]) -> dict[str, Any]:
    return {one["id"]: one for one in (*programme["people"], *programme["rooms"])}


def _different(
    old: dict[str, Any], new: dict[str, Any], before: dict[str, Any], after: dict[str, Any]
) -> Iterator[str]:
    if old.get("cancelled", False) != new["cancelled"]:
        yield "cancelled" if new["cancelled"] else "restored"
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
    if any(old[key] != new[key] for key in rest) or any(
        old.get(key, {}) != new[key] for key in later
    ):
        yield "details"


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _parts(one: dict[str, Any], named: dict[str, Any]) -> list[Any]:
    return [(part["part"], named.get(part["person"])) for part in one["parts"]]
