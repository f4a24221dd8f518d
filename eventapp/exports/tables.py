"""Rows of text as files to download: CSV for every program, workbooks for Excel."""

import csv
import io
from collections.abc import Iterable, Sequence

from eventapp.exports.registrations import safe_cell

LONGEST_CELL = 32_767
"""Characters that a cell of a workbook holds."""


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as CSV: UTF-8 with a mark for Excel; nothing is computed."""
    target = io.StringIO()
    writer = csv.writer(target)
    for cells in rows:
        writer.writerow([safe_cell(cell) for cell in cells])
    return ("\ufeff" + target.getvalue()).encode()


def as_xlsx(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as an Excel workbook: every cell is text, nothing is computed or linked."""
    from xlsxwriter import Workbook  # noqa: PLC0415  (large, and asked for rarely)

    target = io.BytesIO()
    book = Workbook(target, {"in_memory": True, "strings_to_formulas": False})
    sheet, text = book.add_worksheet(), book.add_format({"num_format": "@"})
    for number, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            sheet.write_string(number, column, cell[:LONGEST_CELL], text)
    sheet.freeze_panes(1, 0)
    book.close()
    return target.getvalue()
