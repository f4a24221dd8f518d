"""Persons and organisations of the directory as tables that its import reads again."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.exports.registrations import safe_cell
from eventapp.languages import LANGUAGES
from eventapp.people import availability
from eventapp.people.columns import HEADS, TEXTS
from eventapp.people.models import Organisation
from eventapp.people.queries import persons, times_there

AVAILABILITY = "availability"
"""Head of the times at which a person is there; they are told, and not read again."""

LONGEST_CELL = 32_767
"""Characters that a cell of a workbook holds."""


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


def as_csv(session: Session, event: Event, kind: str) -> bytes:
    """Return the table as CSV: UTF-8 with a mark for Excel; nothing is computed."""
    target = io.StringIO()
    writer = csv.writer(target)
    for cells in rows(session, event, kind):
        writer.writerow([safe_cell(cell) for cell in cells])
    return ("\ufeff" + target.getvalue()).encode()


def as_xlsx(session: Session, event: Event, kind: str) -> bytes:
    """Return the table as an Excel workbook: every cell is text, nothing is computed or linked."""
    from xlsxwriter import Workbook  # noqa: PLC0415  (large, and asked for rarely)

    target = io.BytesIO()
    book = Workbook(target, {"in_memory": True, "strings_to_formulas": False})
    sheet, text = book.add_worksheet(), book.add_format({"num_format": "@"})
    for number, cells in enumerate(rows(session, event, kind)):
        for column, cell in enumerate(cells):
            sheet.write_string(number, column, cell[:LONGEST_CELL], text)
    sheet.freeze_panes(1, 0)
    book.close()
    return target.getvalue()
