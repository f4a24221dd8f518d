"""Reading Excel workbooks that anybody may have made: in a process of its own, with narrow limits.

A few kilobytes can unpack to gigabytes, one cell far out can stand for a billion empty ones, and
one long text can be meant in every cell. Whatever a file does, it does to the child alone.
"""

import io
import json
import resource
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from eventapp.paths import PACKAGE

SECONDS = 10
MEMORY_BYTES = 700_000_000
MOST_ROWS, MOST_COLUMNS = 20_000, 200
MOST_LETTERS = 30_000_000
MOST_UNPACKED = 120_000_000


class Unreadable(Exception):
    """The workbook was not read; `why` is one of `macros`, `locked`, `big`, `damaged`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def is_workbook(data: bytes) -> bool:
    """Say whether the file looks like one: a zip archive, or what older and locked ones lie in."""
    return data[:2] == b"PK" or data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(data: bytes) -> list[list[str]]:
    """Return the first sheet's cells as text, dates and times in ISO 8601; raise Unreadable."""
    try:
        child = subprocess.run(
            [sys.executable, "-m", "eventapp.documents.workbook_child"],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            cwd=PACKAGE.parent,
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable("big") from error
    facts: dict[str, Any] = {"why": "big"}  # the child died of its limits
    try:
        if child.returncode == 0:
            facts = json.loads(child.stdout)
    except ValueError:
        facts = {"why": "damaged"}
    if "why" in facts:
        raise Unreadable(facts["why"])
    rows: list[list[str]] = facts["rows"]
    return rows


def serve_workbook() -> None:
    """Be the child: read one workbook from standard input and answer with its cells as JSON."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        facts: dict[str, object] = {"rows": list(_rows(sys.stdin.buffer.read()))}
    except Unreadable as refusal:
        facts = {"why": refusal.why}
    except MemoryError:
        facts = {"why": "big"}
    json.dump(facts, sys.stdout, ensure_ascii=True)


def _rows(data: bytes) -> Iterator[list[str]]:
    import python_calamine as calamine  # noqa: PLC0415  (only the child pays for it)

    _look_inside(data)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheet = book.get_sheet_by_index(0)
        if sheet.total_height > MOST_ROWS or sheet.total_width > MOST_COLUMNS:
            raise Unreadable("big")
        cells = sheet.to_python()
    except (calamine.CalamineError, ValueError, OSError, IndexError) as error:
        raise Unreadable("damaged") from error
    letters = 0
    for row in cells:
        texts = [_text(cell) for cell in row]
        letters += sum(map(len, texts))
        if letters > MOST_LETTERS:
            raise Unreadable("big")
        yield texts


def _look_inside(data: bytes) -> None:
    """Refuse what is no workbook of today: locked or old ones, those with programs inside."""
    if data[:2] != b"PK":
        raise Unreadable("locked")
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise Unreadable("damaged") from error
    names = {entry.filename.lower() for entry in members}
    if any(name.endswith(("vbaproject.bin", "vbadata.xml")) for name in names):
        raise Unreadable("macros")
    if "xl/workbook.xml" not in names:
        raise Unreadable("damaged")
    if sum(entry.file_size for entry in members) > MOST_UNPACKED:
        raise Unreadable("big")


def _text(cell: Any) -> str:
    """Return a cell as a reader of tables wants it."""
    if isinstance(cell, datetime):
        at_midnight = cell.time() == time()
        return cell.date().isoformat() if at_midnight else cell.isoformat(timespec="minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    if isinstance(cell, timedelta):
        minutes = int(cell.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
