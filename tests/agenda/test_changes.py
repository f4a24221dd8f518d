"""What one release changes from another: the kind of change, and whom it concerns."""

from enum import StrEnum
from typing import Any, cast

from eventapp.agenda.changes import NOTHING, ChangeKind, changes
from eventapp.agenda.stored import StoredRelease


def session(ident: str = "a", **changed: Any) -> dict[str, Any]:
    """Return a session as a release keeps it."""
    return {
        "id": ident, "guid": f"g-{ident}", "number": 1, "kind": "talk", "title": {"de": "Netze"},
        "subtitle": {}, "abstract": {}, "description": {}, "track": {}, "languages": ["de"],
        "interpretation": [], "room": None, "starts_at": "2027-04-15T07:30:00+00:00",
        "ends_at": "2027-04-15T08:30:00+00:00", "restricted": False, "sequence": 0, "parts": [],
        **changed,
    }  # fmt: skip


def release(*sessions: dict[str, Any]) -> StoredRelease:
    """Return a release of these sessions."""
    return cast("StoredRelease", {**NOTHING, "sessions": list(sessions)})


def kinds(before: StoredRelease, after: StoredRelease) -> list[StrEnum]:
    """Return what changes, in the order it is told."""
    return [change.what for change in changes(before, after)]


def test_what_comes_and_what_goes_is_told() -> None:
    assert kinds(NOTHING, release(session())) == [ChangeKind.NEW]
    assert kinds(release(session()), NOTHING) == [ChangeKind.GONE]
    assert kinds(release(session()), release(session())) == []


def test_each_kind_of_change_is_named_and_several_stand_together() -> None:
    later = session(starts_at="2027-04-15T08:00:00+00:00", title={"de": "Netz"})

    assert kinds(release(session()), release(later)) == [ChangeKind.MOVED, ChangeKind.TITLE]
    assert kinds(release(session()), release(session(cancelled=True))) == [ChangeKind.CANCELLED]
    assert kinds(release(session(cancelled=True)), release(session())) == [ChangeKind.RESTORED]
    assert kinds(release(session()), release(session(abstract={"de": "x"}))) == [ChangeKind.DETAILS]
