"""Files of other systems: small ones of our own with their oddities, real ones where they are."""

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import xmlschema

from eventapp.agenda import readers
from eventapp.agenda.readers.moments import Context
from eventapp.agenda.readers.rows import SessionRow as FoundRow
from eventapp.agenda.readers.rows import Timetable

BERLIN = ZoneInfo("Europe/Berlin")

DATA = Path(__file__).parents[1] / "data"
COLLECTION = Path(__file__).parents[3] / "shared" / "data"
"""Real files beside the checkout, which not everybody has; they may not be passed on."""
OPEN = COLLECTION / "open"
Row = TypeVar("Row")


def of_collection(*rows: Row) -> list[Row]:
    """Return rows about real files, none where the collection is not here."""
    return list(rows) if OPEN.is_dir() else []


def content_of(name: str) -> bytes:
    """Return what the file of that name holds, of ours or of the collection."""
    places = (DATA / "timetables", DATA / "refused", DATA / "calendars", OPEN)
    return next(place / name for place in places if (place / name).is_file()).read_bytes()


def calendars() -> list[Path]:
    """Return every odd calendar that is here."""
    folders = (DATA / "calendars", OPEN / "icalendar-edge")
    return [path for folder in folders for path in sorted(folder.glob("*.ics"))]


def frab_names() -> list[str]:
    """Return the names of all timetables of the frab family that are here."""
    paths = [*(DATA / "timetables").glob("*frab*"), *OPEN.glob("*.frab.*")]
    return sorted(path.name for path in paths)


def schemas(own: str, official: str) -> Iterator[Path]:
    """Yield our own schema, and the official one where it is here."""
    yield DATA / "schemas" / own
    if (COLLECTION / "schema" / official).is_file():
        yield COLLECTION / "schema" / official


@cache
def xml_schemas() -> list[xmlschema.XMLSchema]:
    """Return the schemas by which readers check a timetable in XML."""
    paths = schemas("schedule.xsd", "c3voc-schedule.xml.xsd")
    return [xmlschema.XMLSchema(str(path)) for path in paths]


def xml_faults(content: bytes) -> list[str]:
    """Return what the schemas have against a timetable in XML, at most three."""
    text = content.decode()
    return [str(error.reason) for schema in xml_schemas() for error in schema.iter_errors(text)][:3]


def json_faults(made: Any) -> list[str]:
    """Return what the schemas have against a timetable in JSON, at most three."""
    from jsonschema_rs import validator_for  # noqa: PLC0415  (slow to load, for few tests)

    paths = schemas("schedule.schema.json", "c3voc-schedule.schema.json")
    checks = [validator_for(json.loads(path.read_text(encoding="utf-8"))) for path in paths]
    return [error.message for check in checks for error in check.iter_errors(made)][:3]


def found_in(content: object, first: date | None = None) -> Timetable:
    """Return what a file of that content holds, in Berlin; what is no text is sent as JSON."""
    if not isinstance(content, str | bytes):
        content = json.dumps(content)
    data = content.encode() if isinstance(content, str) else content
    return readers.read(data, Context(zone=BERLIN, first=first))


def said(timetable: Timetable) -> list[str]:
    """Return what was written down as odd."""
    return [str(note.sentence) for note in timetable.notes]


def is_whole(row: FoundRow) -> bool:
    """Say whether a row is the session that the samples of each system hold."""
    assert row.starts_at is not None
    assert row.ends_at is not None
    assert (row.title, row.room, row.track) == ("Wasserstoff", "Aula", "Energy")
    assert "Im Netz" in (row.abstract, row.description)
    assert row.starts_at.astimezone(BERLIN).isoformat() == "2027-03-04T09:30:00+01:00"
    assert (row.ends_at - row.starts_at).seconds == 45 * 60
    return [person.name for person in row.people] == ["Ada Lovelace"]
