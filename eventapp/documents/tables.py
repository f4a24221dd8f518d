"""Tables that people bring, as text or as an Excel workbook: cells as text, whatever made them."""

import codecs
import csv
import io
from itertools import islice

from eventapp.documents import workbooks
from eventapp.errors import Invalid, Sentence
from eventapp.text_search import clean_text

BIGGEST = 10_000_000
"""Bytes of a file."""
MOST_ROWS = workbooks.MOST_ROWS
SEPARATORS = ";,\t"
GUARDED = tuple(f"'{sign}" for sign in "=+-@＝＋－＠")
"""How our own tables begin a text that a sheet would compute."""
WHY = {
    "macros": Sentence("This workbook contains macros. Save it as XLSX without macros."),
    "locked": Sentence(
        "This workbook is protected by a password or in an old format. Save it as XLSX without a "
        "password."
    ),
    "big": Sentence("The table is too large. Nothing was changed."),
    "damaged": Sentence("This is not a table, or it is damaged. Nothing was changed."),
}


class BadTable(Invalid):
    """The file is no table that can be read."""

    def __init__(self, why: str) -> None:
        super().__init__(WHY[why], field="file")


def read(data: bytes) -> list[list[str]]:
    """Return the rows of a table of any usual encoding and separator; raises BadTable.

    Cells hold what a form would take: no controls, nothing that nobody sees.
    """
    if len(data) > BIGGEST:
        raise BadTable("big")
    return [[clean_text(cell) for cell in row] for row in _rows(data)]


def _rows(data: bytes) -> list[list[str]]:
    if workbooks.is_workbook(data):
        try:
            return workbooks.read(data)
        except workbooks.Unreadable as refusal:
            raise BadTable(refusal.why) from refusal
    return _read_text(decoded(data))


def _read_text(text: str) -> list[list[str]]:
    if "\x00" in text[:2000]:
        raise BadTable("damaged")
    head = text.split("\n", 1)[0]
    separator = max(SEPARATORS, key=head.count)
    try:
        rows = list(islice(csv.reader(io.StringIO(text), delimiter=separator), MOST_ROWS + 1))
    except csv.Error as error:
        raise BadTable("damaged") from error
    if len(rows) > MOST_ROWS:
        raise BadTable("big")
    return [[cell[1:] if cell.startswith(GUARDED) else cell for cell in row] for row in rows]


def decoded(data: bytes) -> str:
    """Return the text of UTF-8, of UTF-16 with its mark (as sheets save it), or Windows-1252."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
