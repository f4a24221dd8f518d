"""Persons and organisations of the directory as tables that its import reads again."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.languages import LANGUAGES
from eventapp.people import availability
from eventapp.people.columns import HEADS, TEXTS
from eventapp.people.models import Organisation
from eventapp.people.queries import persons, times_there

AVAILABILITY = "availability"
"""Head of the times at which a person is there; they are told, and not read again."""


def rows(session: Session, event: Event, kind: str) -> Iterator[list[str]]:
    """Yield the heads and a row for each record; heads are what the import knows."""
    heads = [head for head in HEADS[kind] if head != "name" or kind == "organisations"]
    there = times_there(session, event) if kind == "contributors" else {}
    yield [*heads, AVAILABILITY] if kind == "contributors" else heads
    every: Any = persons(session, event)
    if kind == "organisations":
        statement = select(Organisation).where(Organisation.event_id == event.id)
        every = session.scalars(statement.order_by(Organisation.folded, Organisation.id))
    for record in every:
        cells = [_cell(record, head) for head in heads]
        if kind == "contributors":
            cells.append(availability.as_text(there.get(record.id, ()), event.tzinfo))
        yield cells


def _cell(record: Any, head: str) -> str:
    begin, _, code = head.rpartition("_")
    if head == "id":
        value: Any = record.public_id
    elif begin in TEXTS and code in LANGUAGES:
        value = getattr(record, TEXTS[begin]).as_dict().get(code, "")
    elif head == "organisation":
        value = record.organisation.name if record.organisation else ""
    else:
        value = getattr(record, head)
    return "; ".join(value) if isinstance(value, list) else str(value or "")
