"""Reading timetables of other systems: the format is known by what the file holds."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from eventapp.agenda.readers import (
    build,
    calendar,
    frab_json,
    frab_xml,
    in_words,
    open_event,
    schedule2,
    table,
)
from eventapp.agenda.readers.columns import Choose
from eventapp.agenda.readers.errors import NotATimetable, TooBig
from eventapp.agenda.readers.rows import Timetable
from eventapp.errors import Sentence
from eventapp.web import workbooks

BIGGEST = 10_000_000
"""Bytes; the largest timetable known to us has 1.2 million."""

MOST_SESSIONS = 5_000


def read(
    data: bytes, *, zone: ZoneInfo, first: date | None, choose: Choose | None = None
) -> Timetable:
    """Return what the file holds; raise `NotATimetable` when it is none we can read.

    `zone` is meant where the file names none; `first` is the event's first day, for days in words.
    `choose` says which columns of a table hold what; else their heads do.
    """
    if len(data) > BIGGEST:
        raise TooBig
    found = _by_content(data, zone, first, choose)
    if len(found.rows) > MOST_SESSIONS:
        raise TooBig
    if not found.rows:
        raise NotATimetable(Sentence("There is no session in this file. Nothing was changed."))
    build.note_overlaps(found)
    return found


def _by_content(
    data: bytes, zone: ZoneInfo, first: date | None, choose: Choose | None
) -> Timetable:
    head = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"<") or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return frab_xml.read(data, zone)
    if head[:7].upper() == b"BEGIN:V":
        return calendar.read(data, zone)
    if head.startswith((b"{", b"[")):
        return _json(data, zone, first)
    if workbooks.is_workbook(data):
        return table.read_workbook(data, zone, first, choose)
    if b"\x00" in head:
        raise NotATimetable(
            Sentence(
                "This is neither text nor an Excel workbook. Save a table as CSV or XLSX first; "
                "nothing was changed."
            )
        )
    return table.read_csv(data, zone, first, choose)


def _json(data: bytes, zone: ZoneInfo, first: date | None) -> Timetable:
    try:
        content: Any = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise NotATimetable(
            Sentence("The JSON breaks off or is damaged (%(where)s).", where=str(error)[:120])
        ) from error
    schedule = content.get("schedule") if isinstance(content, Mapping) else None
    if isinstance(schedule, Mapping):
        if isinstance(schedule.get("events"), list):
            return schedule2.read(schedule, zone)
        return frab_json.read(content, zone)
    sessions = content.get("sessions") if isinstance(content, Mapping) else None
    if isinstance(sessions, list):
        in_lists = isinstance(content.get("microlocations"), list) or "event" in content
        if in_lists:
            return open_event.read(content, zone)
        return in_words.read(content, zone, first)
    raise NotATimetable(Sentence("This JSON file is no timetable we know. Nothing was changed."))
