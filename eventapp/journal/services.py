"""Writing the journal."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from eventapp.changes import Change, differences
from eventapp.journal.models import Entry


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acted: a user, a participant, a phone, a token, or the program itself."""

    kind: str
    id: int | None = None
    label: str = ""


SYSTEM = Actor("system", label="eventapp")


@dataclass(frozen=True, slots=True)
class Object:
    """What was acted on."""

    kind: str
    id: int | None
    label: str = ""
    event_id: int | None = None
    organisation_id: int | None = None


def record(
    session: Session,
    action: str,
    acted_on: Object,
    *,
    by: Actor,
    now: datetime,
    changes: dict[str, Any] | None = None,
) -> None:
    """Write down that somebody did something, in the same transaction as the thing itself."""
    session.add(Entry(**_columns(action, acted_on, by=by, now=now, changes=changes)))


def note_change(
    session: Session,
    acted_on: Object,
    before: Change | None,
    after: Change,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Write down each field of a record that is otherwise than before; new ones: what they hold."""
    changes = differences(before, after)
    action = "record-changed" if before is not None else "record-added"
    if changes.keys() == {"active"}:
        action = "restored" if changes["active"][1] else "archived"
    record(session, action, acted_on, by=by, now=now, changes=changes)


def record_all(
    session: Session,
    action: str,
    acted_on: Sequence[Object],
    *,
    by: Actor,
    now: datetime,
    changes: Sequence[dict[str, object]] | None = None,
) -> None:
    """Write down that somebody did the same to many, all at once, with the changes of each."""
    if acted_on:
        of_each = changes or [{}] * len(acted_on)
        rows = [
            _columns(action, target, by=by, now=now, changes=its)
            for target, its in zip(acted_on, of_each, strict=True)
        ]
        session.execute(insert(Entry), rows)


def _columns(
    action: str,
    acted_on: Object,
    *,
    by: Actor,
    now: datetime,
    changes: dict[str, object] | None = None,
) -> dict[str, Any]:
    return {
        "event_id": acted_on.event_id,
        "organisation_id": acted_on.organisation_id,
        "at": now,
        "actor_kind": by.kind,
        "actor_id": by.id,
        "actor_label": by.label[:160],
        "action": action,
        "object_kind": acted_on.kind,
        "object_id": acted_on.id,
        "object_label": acted_on.label[:200],
        "changes": changes or {},
    }


def follow(session: Session, kind: str, former: int, present: int) -> None:
    """Let what was written down about a record stand with the one it was merged into."""
    entries = update(Entry).where(Entry.object_kind == kind, Entry.object_id == former)
    session.execute(entries.values(object_id=present))


NAMES_OF_FIELDS = "fields"
"""Key in `changes` whose texts are names of columns, not what stood in them."""


def forget_texts(
    session: Session, kind: str, object_ids: Collection[int], *, keep_organisation: bool = False
) -> int:
    """Take every text out of what was written down about these things; return of how many entries.

    Who did what and when stays, by reference; so do numbers and yes or no. With the organisation,
    its representative still sees what happened.
    """
    statement = select(Entry).where(Entry.object_kind == kind, Entry.object_id.in_(object_ids))
    emptied = 0
    for entry in session.scalars(statement):
        left = without_texts(entry.changes)
        if left != entry.changes:
            entry.changes, emptied = left, emptied + 1
        if not keep_organisation:
            entry.organisation_id = None
    return emptied


def forget_fields(
    session: Session, kind: str, object_ids: Collection[int], names: Collection[str]
) -> None:
    """Take the texts of these fields out of what was written down about these records."""
    statement = select(Entry).where(Entry.object_kind == kind, Entry.object_id.in_(object_ids))
    for entry in session.scalars(statement):
        left = {
            name: without_texts(value) if name in names else value
            for name, value in entry.changes.items()
        }
        if left != entry.changes:
            entry.changes = left


def without_texts(value: Any) -> Any:
    """Return a change with every text in it emptied, however deep it lies."""
    if isinstance(value, str):
        return ""
    if isinstance(value, dict):
        return {
            key: part if key == NAMES_OF_FIELDS else without_texts(part)
            for key, part in value.items()
        }
    return [without_texts(part) for part in value] if isinstance(value, list) else value
