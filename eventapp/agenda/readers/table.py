"""Tables with one session a line, CSV and XLSX: columns are known by their heads."""

import csv
import io
from collections.abc import Mapping, Sequence
from itertools import islice

from eventapp.agenda.readers import build, columns, wall_clock
from eventapp.agenda.readers.columns import FileTable
from eventapp.agenda.readers.errors import NO_COLUMNS, ColumnsUnknown, NotATimetable
from eventapp.agenda.readers.moments import Context, Moments, span
from eventapp.agenda.readers.rows import SessionRow, Somebody, Timetable
from eventapp.documents import workbooks
from eventapp.errors import Sentence

GUARDED = ("'=", "'+", "'-", "'@")
"""How our own tables begin a text that a sheet would compute."""

WRITTEN = {"subtitle", "abstract", "description", "room", "track", "people"}
"""What an import writes into sessions when a table has a column for it."""

SEPARATORS = ";,\t"

MOST_ROWS = 6_000
"""Rows of a table of either kind: far more than a conference has sessions."""

MOST_LINES = 10 * MOST_ROWS
"""Ends of lines in a table as text, for descriptions go over several; counted before reading."""


def read_csv(text: str, context: Context) -> Timetable:
    """Return the timetable of a table as text, with any usual separator."""
    if text.count("\n") + text.count("\r") > MOST_LINES:  # counting is cheap, reading is not
        raise NotATimetable(WHY["long"])
    head = text.split("\n", 1)[0]
    separator = max(SEPARATORS, key=head.count)
    try:
        rows = list(islice(csv.reader(io.StringIO(text), delimiter=separator), MOST_ROWS + 1))
    except csv.Error as error:
        raise NotATimetable(
            Sentence("The table is damaged (%(where)s).", where=str(error)[:120])
        ) from error
    if len(rows) > MOST_ROWS:
        raise NotATimetable(WHY["long"])
    plain = [[cell[1:] if cell.startswith(GUARDED) else cell for cell in row] for row in rows]
    return read_rows(plain, context)


WHY = {
    "macros": Sentence(
        "This workbook contains macros. Save it as XLSX without macros; nothing was changed."
    ),
    "locked": Sentence(
        "This workbook is protected by a password or in an old format. Save it as XLSX without a "
        "password; nothing was changed."
    ),
    "big": Sentence("The workbook is too large for a programme. Nothing was changed."),
    "long": Sentence("The table has too many rows for a programme. Nothing was changed."),
    "damaged": Sentence("This is not an Excel workbook, or it is damaged. Nothing was changed."),
}


def read_workbook(data: bytes, context: Context) -> Timetable:
    """Return the timetable on the first sheet of an Excel workbook."""
    try:
        rows = workbooks.read(data)
    except workbooks.Unreadable as refusal:
        raise NotATimetable(WHY[refusal.why]) from refusal
    if len(rows) > MOST_ROWS:
        raise NotATimetable(WHY["big"])
    return read_rows(rows, context)


def read_rows(rows: Sequence[list[str]], context: Context) -> Timetable:
    """Return the timetable of a table whose first line holds the heads."""
    heads = tuple(str(head).strip() for head in rows[0]) if rows else ()
    chosen = context.choose(heads) if context.choose else None
    places = chosen or columns.known(heads)
    if not all(needed in places for needed in columns.NEEDED):
        if len(heads) < len(columns.NEEDED) or len(rows) < 2:  # noqa: PLR2004  (heads and a line)
            raise NotATimetable(NO_COLUMNS)
        raise ColumnsUnknown(FileTable(heads, list(rows[1:6]), columns.proposed(heads, rows[1:])))
    silent = frozenset(WRITTEN - set(places))
    timetable = Timetable(table=FileTable(heads, list(rows[1:6]), places))
    lines = [
        (number, _held(cells, places))
        for number, cells in enumerate(rows[1:], 2)
        if any(cell.strip() for cell in cells)
    ]
    written = (held[part] for _number, held in lines for part in ("day", "start", "end"))
    moments = Moments.of(context, written, timetable)
    for number, held in lines:
        _add(timetable, held, moments, silent, where=f"{number}: {held['title'][:60]}")
    return timetable


def _held(cells: Sequence[str], places: Mapping[str, int]) -> dict[str, str]:
    return {
        meaning: cells[places[meaning]].strip()
        if places.get(meaning, len(cells)) < len(cells)
        else ""
        for meaning in columns.HEADS
    }


def _add(
    timetable: Timetable,
    held: Mapping[str, str],
    moments: Moments,
    silent: frozenset[str],
    *,
    where: str,
) -> None:
    begins, until = span(held["start"])
    starts, ends = moments.at(held["day"], begins), moments.at(held["day"], held["end"] or until)
    if held["day"] and starts is None and moments.day(held["day"]) is None:
        typed = held["day"]
        timetable.not_read(where, Sentence("“%(typed)s” is not a day.", typed=typed[:40]), typed)
    else:
        build.named_time(timetable, held["start"], starts, where=where)
    lasts = wall_clock.duration(held["duration"])
    build.add(
        timetable,
        SessionRow(
            key=held["key"],
            guid=held["key"],
            title=held["title"],
            subtitle=held["subtitle"],
            abstract=held["abstract"],
            kind=held["kind"],
            track=held["track"],
            language=held["language"],
            room=held["room"],
            starts_at=starts,
            ends_at=ends or (starts + lasts if starts and lasts else None),
            people=tuple(Somebody(name.strip()) for name in held["people"].split(",")),
            state=held["state"],
            silent=silent,
        ),
        where=where,
    )
