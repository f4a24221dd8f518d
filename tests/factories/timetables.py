"""Files of other systems: small ones of our own with their oddities, real ones where they are."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import xmlschema

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
    found = [*(DATA / "timetables").glob("*frab*"), *OPEN.glob("*.frab.*")]
    return sorted(path.name for path in found)


def schemas(own: str, official: str) -> Iterator[Path]:
    """Yield our own schema, and the official one where it is here."""
    yield DATA / "schemas" / own
    if (COLLECTION / "schema" / official).is_file():
        yield COLLECTION / "schema" / official


@cache
def xml_schemas() -> list[xmlschema.XMLSchema]:
    """Return the schemas by which readers check a timetable in XML."""
    found = schemas("schedule.xsd", "c3voc-schedule.xml.xsd")
    return [xmlschema.XMLSchema(str(path)) for path in found]


def xml_faults(content: bytes) -> list[str]:
    """Return what the schemas have against a timetable in XML, at most three."""
    text = content.decode()
    return [str(one.reason) for schema in xml_schemas() for one in schema.iter_errors(text)][:3]


def json_faults(made: Any) -> list[str]:
    """Return what the schemas have against a timetable in JSON, at most three."""
    from jsonschema_rs import validator_for  # noqa: PLC0415  (slow to load, for few tests)

    found = schemas("schedule.schema.json", "c3voc-schedule.schema.json")
    checks = [validator_for(json.loads(path.read_text(encoding="utf-8"))) for path in found]
    return [one.message for check in checks for one in check.iter_errors(made)][:3]
