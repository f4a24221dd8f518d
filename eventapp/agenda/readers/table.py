"""Tables with one session a line, CSV and XLSX: columns are known by their heads."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from eventapp.agenda.readers import build, columns, wall_clock
from eventapp.agenda.readers.columns import Choose, Table
from eventapp.agenda.readers.errors import NO_COLUMNS, ColumnsUnknown, NotATimetable
from eventapp.agenda.readers.rows import Row, Somebody, Timetable
from eventapp.errors import Sentence
from eventapp.web import workbooks

GUARDED = ("'=", "'+", "'-", "'@")
"""How our own tables begin a text that a sheet would compute."""

WRITTEN = {"subtitle", "abstract", "description", "room", "track", "people"}
"""What an import writes into sessions when a table has a column for it."""

SEPARATORS = ";,\t"


def read_csv(
    data: bytes, zone: ZoneInfo, first: date | None, choose: Choose | None = None
) -> Timetable:
    """Return the timetable of a CSV file in UTF-8 or Windows-1252, with any usual separator."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    head = text.split("\n", 1)[0]
    separator = max(SEPARATORS, key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=separator))
    except csv.Error as error:
        raise NotATimetable(
            Sentence("The table is damaged (%(where)s).", where=str(error)[:120])
        ) from error
    plain = [[cell[1:] if cell.startswith(GUARDED) else cell for cell in row] for row in rows]
    return read_rows(plain, zone, first, choose)


WHY = {
    "macros": Sentence(
        "This workbook holds programs (macros). Save it as XLSX without them; nothing was changed."
    ),
    "locked": Sentence(
        "This workbook is locked by a password or of an old kind. Save it as XLSX without a "
        "password; nothing was changed."
    ),
    "big": Sentence("The workbook is too big for a timetable. Nothing was changed."),
    "damaged": Sentence("This is no Excel workbook, or it is damaged. Nothing was changed."),
}


def read_workbook(
    data: bytes, zone: ZoneInfo, first: date | None, choose: Choose | None = None
) -> Timetable:
    """Return the timetable on the first sheet of an Excel workbook."""
    try:
        rows = workbooks.read(data)
    except workbooks.Unreadable as refusal:
        raise NotATimetable(WHY[refusal.why]) from refusal
    return read_rows(rows, zone, first, choose)


def read_rows(
    rows: Sequence[list[str]], zone: ZoneInfo, first: date | None, choose: Choose | None = None
) -> Timetable:
    """Return the timetable of a table whose first line holds the heads."""
    heads = tuple(str(one).strip() for one in rows[0]) if rows else ()
    places = (choose(heads) if choose else None) or columns.known(heads)
    if not all(needed in places for needed in columns.NEEDED):
        if len(heads) < len(columns.NEEDED) or len(rows) < 2:  # noqa: PLR2004  (heads and a line)
            raise NotATimetable(NO_COLUMNS)
        raise ColumnsUnknown(Table(heads, list(rows[1:6]), columns.proposed(heads, rows[1:])))
    silent = frozenset(WRITTEN - set(places))
    found = Timetable(table=Table(heads, list(rows[1:6]), places))
    for number, cells in enumerate(rows[1:], 2):
        if any(cell.strip() for cell in cells):
            held = {
                meaning: cells[places[meaning]].strip()
                if places.get(meaning, len(cells)) < len(cells)
                else ""
                for meaning in columns.HEADS
            }
            where = f"{number}: {held['title'][:60]}"
            _add(found, held, zone, first, silent, where=where)
    return found


def _add(
    found: Timetable,
    held: Mapping[str, str],
    zone: ZoneInfo,
    first: date | None,
    silent: frozenset[str],
    *,
    where: str,
) -> None:
    starts = _at(held["day"], held["start"], zone, first)
    if held["start"] and starts is None:
        found.note(where, Sentence("“%(typed)s” is no time.", typed=held["start"][:40]))
    ends = _at(held["day"], held["end"], zone, first)
    lasts = wall_clock.duration(held["duration"])
    build.add(
        found,
        Row(
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
            silent=silent,
        ),
        where=where,
    )


def _at(day: str, typed: str, zone: ZoneInfo, first: date | None) -> datetime | None:
    at = wall_clock.clock(typed)
    if at is None:
        return wall_clock.moment(typed, zone)
    found = wall_clock.day(day) or (wall_clock.named_day(day, first) if first else None)
    found = found or (first if not day else None)
    return datetime.combine(found, at, zone) if found else None
