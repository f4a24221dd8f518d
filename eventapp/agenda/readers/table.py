"""Tables with one session a line, CSV and XLSX: columns are known by their heads."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from eventapp.agenda.readers import build, wall_clock
from eventapp.agenda.readers.errors import NotATimetable
from eventapp.agenda.readers.rows import Row, Somebody, Timetable
from eventapp.errors import Sentence
from eventapp.folding import fold
from eventapp.web import workbooks

COLUMNS = {
    "key": "id guid key kennung nummer code identifiant",
    "title": "title titel titre name session veranstaltung seance",
    "subtitle": "subtitle untertitel sous-titre",
    "abstract": "abstract description beschreibung resume kurzfassung inhalt",
    "day": "day date datum tag jour",
    "start": "start starts begin beginn von debut heure zeit time starts_at",
    "end": "end ends ende bis fin ends_at",
    "duration": "duration dauer duree length lange",
    "room": "room raum salle saal ort lieu location",
    "track": "track strang reihe parcours theme thema",
    "kind": "type kind art typ format",
    "language": "language sprache langue",
    "people": "speakers speaker persons referenten referierende sprecher intervenants personen",
}
"""What a column holds -> the heads it may have, folded, in three languages."""
GUARDED = ("'=", "'+", "'-", "'@")
"""How our own tables begin a text that a sheet would compute."""

SEPARATORS = ";,\t"


def read_csv(data: bytes, zone: ZoneInfo, first: date | None) -> Timetable:
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
    return read_rows(plain, zone, first)


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


def read_workbook(data: bytes, zone: ZoneInfo, first: date | None) -> Timetable:
    """Return the timetable on the first sheet of an Excel workbook."""
    try:
        rows = workbooks.read(data)
    except workbooks.Unreadable as refusal:
        raise NotATimetable(WHY[refusal.why]) from refusal
    return read_rows(rows, zone, first)


def read_rows(rows: Sequence[Sequence[str]], zone: ZoneInfo, first: date | None) -> Timetable:
    """Return the timetable of a table whose first line holds the heads."""
    heads = [fold(str(one)).strip() for one in rows[0]] if rows else []
    places = {
        meaning: next((n for n, head in enumerate(heads) if head in known.split()), None)
        for meaning, known in COLUMNS.items()
    }
    if places["title"] is None or places["start"] is None:
        raise NotATimetable(
            Sentence(
                "This table is no timetable: it needs at least the columns title and start. "
                "Nothing was changed."
            )
        )
    found = Timetable()
    for number, cells in enumerate(rows[1:], 2):
        if any(cell.strip() for cell in cells):
            held = {
                meaning: cells[place].strip() if place is not None and place < len(cells) else ""
                for meaning, place in places.items()
            }
            _add(found, held, zone, first, where=f"{number}: {held['title'][:60]}")
    return found


def _add(
    found: Timetable, held: Mapping[str, str], zone: ZoneInfo, first: date | None, *, where: str
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
