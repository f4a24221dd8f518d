"""frab and voc `schedule.xml`, all dialects from 2007 on: with and without guid, date, zone.

Source: the schema at c3voc.de/schedule/schema.xsd. Real files break it, so it is no gate here.
"""

from collections.abc import Iterator
from datetime import time
from xml.etree.ElementTree import Element, ParseError, fromstring
from xml.parsers import expat
from zoneinfo import ZoneInfo

from eventapp.agenda.readers import build, wall_clock
from eventapp.agenda.readers.errors import NotATimetable
from eventapp.agenda.readers.rows import Row, Somebody, Timetable
from eventapp.errors import Sentence


def read(data: bytes, zone: ZoneInfo) -> Timetable:
    """Return the timetable; times without a zone of the file's own are meant in `zone`."""
    root = _checked(data)
    if root.tag != "schedule":
        raise NotATimetable(Sentence("This XML file is no schedule. Nothing was changed."))
    conference = root.find("conference")
    named = _text(conference, "time_zone_name") if conference is not None else ""
    own = wall_clock.zone_of(named)
    found = Timetable(title=_text(conference, "title"), zone=own.key if own else "")
    change = wall_clock.clock(_text(conference, "day_change")[:5]) or time(0)
    for day, room, event in _events(root):
        _add(found, day, room, event, zone=own or zone, change=change)
    return found


def _checked(data: bytes) -> Element:
    """Return the root; refuse entities and document types, which no schedule needs."""

    def refuse(*_about: object) -> None:
        raise NotATimetable(
            Sentence("The file declares entities, which no timetable needs. Nothing was changed.")
        )

    looking = expat.ParserCreate()
    looking.StartDoctypeDeclHandler = refuse
    looking.EntityDeclHandler = refuse
    try:
        looking.Parse(data, True)  # noqa: FBT003  (expat takes no keywords)
        return fromstring(data)  # noqa: S314  (no entity is left to expand)
    except (expat.ExpatError, ParseError, ValueError, LookupError) as error:
        raise NotATimetable(
            Sentence("The XML breaks off or is damaged (%(where)s).", where=str(error)[:120])
        ) from error


def _events(root: Element) -> Iterator[tuple[Element, Element, Element]]:
    for day in root.iter("day"):
        for room in day.findall("room"):
            for event in room.findall("event"):
                yield day, room, event


def _text(element: Element | None, name: str) -> str:
    return (element.findtext(name) or "").strip() if element is not None else ""


def _add(
    found: Timetable, day: Element, room: Element, event: Element, *, zone: ZoneInfo, change: time
) -> None:
    title = _text(event, "title")
    number = event.get("id", "").strip()
    where = f"event {number or event.get('guid', '')}: {title[:60]}"
    date = wall_clock.day(day.get("date", ""))
    starts = wall_clock.moment(_text(event, "date"), zone)
    if starts is None:
        at = wall_clock.clock(_text(event, "start"))
        starts = wall_clock.on_day(date, at, change, zone) if date and at else None
    build.note_oddities(found, event.get("guid", ""), date, starts, zone, where=where)
    lasts = wall_clock.duration(_text(event, "duration"))
    if _text(event, "duration") and lasts is None:
        found.note(
            where,
            Sentence("“%(typed)s” is no length.", typed=_text(event, "duration")[:40]),
        )
    build.add(
        found,
        Row(
            key=event.get("guid", "").strip() or number,
            guid=event.get("guid", "").strip(),
            title=title,
            subtitle=_text(event, "subtitle"),
            abstract=_text(event, "abstract"),
            description=_text(event, "description"),
            kind=_text(event, "type"),
            track=_text(event, "track"),
            language=_text(event, "language"),
            room=(_text(event, "room") or room.get("name", "")).strip(" –"),
            starts_at=starts,
            ends_at=starts + lasts if starts and lasts else None,
            people=tuple(_people(event)),
        ),
        where=where,
    )


def _people(event: Element) -> Iterator[Somebody]:
    for person in event.iterfind("persons/person"):
        yield Somebody(
            name=(person.text or "").strip() or _text(person, "name"),
            key=person.get("guid", "") or person.get("code", "") or person.get("id", ""),
            biography=_text(person, "biography"),
        )
