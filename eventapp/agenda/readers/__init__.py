"""Reading timetables of other systems: the format is known by what the file holds."""

import json
from collections.abc import Mapping
from typing import Any

from eventapp.agenda.readers import (
    build,
    calendar,
    frab_json,
    frab_xml,
    in_words,
    indico,
    open_event,
    pretalx_api,
    schedule2,
    sessionize,
    table,
)
from eventapp.agenda.readers.errors import NotATimetable, TimesNotUnderstood, TooBig
from eventapp.agenda.readers.moments import Context
from eventapp.agenda.readers.rows import Timetable
from eventapp.documents import tables, workbooks
from eventapp.errors import Sentence

BIGGEST = 10_000_000
"""Bytes; the largest timetable known to us has 1.2 million."""

MOST_SESSIONS = 5_000


def read(data: bytes, context: Context) -> Timetable:
    """Return what the file holds; raise `NotATimetable` when it is none we can read."""
    if len(data) > BIGGEST:
        raise TooBig
    timetable = _by_content(data, context)
    if len(timetable.rows) > MOST_SESSIONS:
        raise TooBig
    if not timetable.rows:
        raise NotATimetable(Sentence("There is no session in this file. Nothing was changed."))
    if timetable.unread and all(row.starts_at is None for row in timetable.rows):
        raise TimesNotUnderstood(timetable.unread)
    build.note_overlaps(timetable)
    return timetable


def _by_content(data: bytes, context: Context) -> Timetable:
    if workbooks.is_workbook(data):
        return table.read_workbook(data, context)
    text = tables.decoded(data)
    head = text[:2000].lstrip()
    if head.startswith("<"):
        return frab_xml.read(data, context.zone)
    if head[:7].upper() == "BEGIN:V":
        return calendar.read(text, context.zone)
    if head.startswith(("{", "[")):
        return _json(text, context)
    if "\x00" in head:
        raise NotATimetable(
            Sentence(
                "This is neither text nor an Excel workbook. Save a table as CSV or XLSX first; "
                "nothing was changed."
            )
        )
    return table.read_csv(text, context)


def _json(text: str, context: Context) -> Timetable:
    try:
        content: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotATimetable(
            Sentence("The JSON breaks off or is damaged (%(where)s).", where=str(error)[:120])
        ) from error
    if indico.is_one(content):
        return indico.read(content, context)
    if pretalx_api.submissions_of(content):
        return pretalx_api.read(content, context)
    return _json_object(content if isinstance(content, Mapping) else {}, context)


def _json_object(content: Mapping[str, Any], context: Context) -> Timetable:
    schedule = content.get("schedule")
    if isinstance(schedule, Mapping):
        if isinstance(schedule.get("events"), list):
            return schedule2.read(schedule, context.zone)
        return frab_json.read(content, context.zone)
    if sessionize.is_one(content):
        return sessionize.read(content, context)
    if isinstance(content.get("sessions"), list):
        if isinstance(content.get("microlocations"), list) or "event" in content:
            return open_event.read(content, context.zone)
        return in_words.read(content, context)
    raise NotATimetable(
        Sentence("This JSON file is not a programme in a known format. Nothing was changed.")
    )
