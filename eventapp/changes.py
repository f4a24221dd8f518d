"""What people write into a record at once: compared, merged field by field, told to the journal.

A change is a frozen dataclass with one field for each thing that is edited of a record. Forms,
programs and imports build one; the record's own service alone writes it.
"""

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from hashlib import blake2b
from typing import Any, ClassVar, Protocol, TypeVar

from eventapp.errors import Conflict, Sentence
from eventapp.moments import utc_text
from eventapp.orm import Base, Translated


class Change(Protocol):
    """Any frozen dataclass whose fields are what is edited of a record."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


C = TypeVar("C", bound=Change)
Seen = Mapping[str, str]
"""What an editor looked at: a digest of each field of the change, by the field's name."""


class Look(dict[str, str]):
    """What an editor looked at who wants to know afterwards what others had changed since."""

    kept: tuple[str, ...] = ()
    """After `merged`: fields that others alone touched; what they wrote stands."""


BY_BOTH = Sentence(
    "Somebody else has changed this in the meantime. Your entries are still here, and the current "
    "state is shown beside them. Save again to replace it."
)


class ChangedByBoth(Conflict):
    """Somebody else changed the very fields since the page was opened."""

    def __init__(self, names: tuple[str, ...], stands: Any, proposed: Any) -> None:
        super().__init__(BY_BOTH)
        self.names = names
        """The fields that both changed."""
        self.stands = stands
        """The record as it stands."""
        self.proposed = proposed
        """The record with what was sent; what only the others changed stays as they left it."""


def values_of(change: Change) -> dict[str, Any]:
    """Return what a change writes, by field."""
    return {field.name: getattr(change, field.name) for field in fields(change)}


def read(kind: type[C], record: Base) -> C:
    """Return a record as the change that would write it, where fields are called as columns."""
    return kind(**{field.name: getattr(record, field.name) for field in fields(kind)})


def write(record: Base, change: Change, **otherwise: Any) -> None:
    """Write a change into a record, where fields are called as columns, or `otherwise`."""
    for name, value in {**values_of(change), **otherwise}.items():
        if getattr(record, name) != value:
            setattr(record, name, value)


def seen_in(change: Change, names: Collection[str] | None = None) -> dict[str, str]:
    """Return what somebody sees who looks at this now, to be sent back with their own change.

    `names` are the fields that are shown at all; None: every one.
    """
    pairs = values_of(change).items()
    return {name: _digest(value) for name, value in pairs if names is None or name in names}


def merged(stands: C, sent: C, seen: Seen | None, *, as_one: Collection[str] = ()) -> C:
    """Return what is to stand now: what only one of two editors touched is kept from both.

    `seen` is what the sender looked at; None: they mean all of it, as it stands. Who touches one
    of the fields `as_one` means all of these. Raises ChangedByBoth where both gave one field
    different values.
    """
    if seen is None:
        return sent
    values = values_of(sent)
    touched = {name for name, value in values.items() if _digest(value) != seen.get(name)}
    if not touched.isdisjoint(as_one):
        touched.update(as_one)
    mine, both = {}, []
    for name, value in values.items():
        if name not in touched:
            continue
        mine[name] = value
        if _digest(getattr(stands, name)) not in {seen.get(name), _digest(value)}:
            both.append(name)
    proposed = replace(stands, **mine)
    if isinstance(seen, Look):
        seen.kept = tuple(
            name
            for name, digest in seen.items()
            if name in values and name not in touched and _digest(getattr(stands, name)) != digest
        )
    if both:
        raise ChangedByBoth(tuple(both), stands, proposed)
    return proposed


def differences(before: Change | None, after: Change) -> dict[str, Any]:
    """Return each field that is otherwise now, with what stood there before and what stands now.

    Nothing stood before: the fields that are written at all. Records are told by their names,
    persons by their id.
    """
    former = values_of(before) if before is not None else {}
    pairs = ((name, former.get(name), value) for name, value in values_of(after).items())
    return {
        name: [_plain(old, _name), _plain(new, _name)]
        for name, old, new in pairs
        if (_differ(old, new) if before is not None else new)
    }


def plain(value: object) -> Any:
    """Return a value as the journal holds it."""
    return _plain(value, _name)


def _differ(old: object, new: object) -> bool:
    return old != new and _digest(old) != _digest(new)


def _digest(value: object) -> str:
    text = json.dumps(_plain(value, _identity), sort_keys=True)
    return blake2b(text.encode(), digest_size=6).hexdigest()


def _identity(record: Any) -> Any:
    return record.id or f"new {id(record)}"


def _name(record: Any) -> Any:
    """Return what a record is told by; a person by their id, so that no name has to be erased."""
    if hasattr(record, "full_name"):
        return record.public_id
    for name in ("name", "title", "label"):
        if hasattr(record, name):
            return _plain(getattr(record, name), _name)
    return record.id


def _plain(value: Any, name: Callable[[Any], Any]) -> Any:
    """Return a value as JSON holds it; equal values are written alike.

    What a clock shows is a date with an hour, and no moment.
    """
    match value:
        case Translated():
            plain: Any = value.as_dict()
        case Base():
            plain = name(value)
        case StrEnum():
            plain = value.value
        case datetime() if value.tzinfo is not None:
            plain = utc_text(value)
        case date():
            plain = value.isoformat()
        case Mapping():
            plain = {str(key): _plain(part, name) for key, part in value.items()}
        case list() | tuple():
            plain = [_plain(part, name) for part in value]
        case _ if is_dataclass(value) and not isinstance(value, type):
            plain = {key: _plain(part, name) for key, part in values_of(value).items() if part}
        case set() | frozenset():
            plain = sorted(_plain(part, name) for part in value)
        case _:
            plain = value
    return plain
