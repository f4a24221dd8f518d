"""frab and voc `schedule.xml`, all dialects from 2007 on: with and without guid, date, zone.

Source: the schema at c3voc.de/schedule/schema.xsd. Real files break it, so it is no gate here.
"""

from collections.abc import Iterator
from datetime import datetime, time
from xml.etree.ElementTree import Element, ParseError, fromstring
from xml.parsers import expat
from zoneinfo import ZoneInfo

from eventapp.agenda.readers import build, dates, wall_clock
from eventapp.agenda.readers.errors import NotATimetable
from eventapp.agenda.readers.rows import SessionRow, Somebody, Timetable
from eventapp.errors import Sentence


def read(data: bytes, zone: ZoneInfo) -> Timetable:
    """Return the timetable; times without a zone of the file's own are meant in `zone`."""
    root = _checked(data)
    if root.tag != "schedule":
        raise NotATimetable(Sentence("This XML file is not a programme. Nothing was changed."))
    conference = root.find("conference")
    named = _text(conference, "time_zone_name") if conference is not None else ""
    own = wall_clock.zone_of(named)
    timetable = Timetable(title=_text(conference, "title"), zone=own.key if own else "")
    change = wall_clock.clock(_text(conference, "day_change")[:5]) or time(0)
    for day in root.iter("day"):
        listed = build.Listed(day.get("date", ""), own or zone)
        for room, event in _events(day):
            _add(timetable, listed, room, event, change=change)
        listed.tell(timetable)
    return timetable


def _checked(data: bytes) -> Element:
    """Return the root; refuse entities and document types, which no schedule needs."""

    def refuse(*_about: object) -> None:
        raise NotATimetable(
            Sentence(
                "The file contains entity declarations, which are not allowed "
                "in a programme. Nothing was changed."
            )
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


def _events(day: Element) -> Iterator[tuple[str, Element]]:
    """Yield each event with the name of its room; in some files it stands right under its day."""
    for child in day:
        if child.tag == "event":
            yield "", child
        elif child.tag == "room":
            for event in child.findall("event"):
                yield child.get("name", ""), event


def _text(element: Element | None, name: str) -> str:
    return (element.findtext(name) or "").strip() if element is not None else ""


def _add(
    timetable: Timetable, listed: build.Listed, room: str, event: Element, *, change: time
) -> None:
    title = _text(event, "title")
    number = event.get("id", "").strip()
    where = f"event {number or event.get('guid', '')}: {title[:60]}"
    starts = _begins(event, listed, change)
    typed = _text(event, "date") or _text(event, "start")
    listed.add(timetable, event.get("guid", ""), typed, starts, where=where)
    lasts = wall_clock.duration(_text(event, "duration"))
    if _text(event, "duration") and lasts is None:
        timetable.note(
            where,
            Sentence("“%(typed)s” is not a duration.", typed=_text(event, "duration")[:40]),
        )
    build.add(
        timetable,
        SessionRow(
            key=event.get("guid", "").strip() or number,
            guid=event.get("guid", "").strip(),
            title=title,
            subtitle=_text(event, "subtitle"),
            abstract=_text(event, "abstract"),
            description=_text(event, "description"),
            kind=_text(event, "type"),
            track=_text(event, "track"),
            language=_text(event, "language"),
            room=(_text(event, "room") or room).strip(" –"),
            starts_at=starts,
            ends_at=starts + lasts if starts and lasts else None,
            people=tuple(_people(event)),
            state=_text(event, "state"),
        ),
        where=where,
    )


def _begins(event: Element, listed: build.Listed, change: time) -> datetime | None:
    named = wall_clock.moment(_text(event, "date"), listed.zone)
    at = wall_clock.clock(_text(event, "start"))
    if named is not None or at is None:
        return named
    day = listed.day or dates.day(_text(event, "date"))
    return wall_clock.on_day(day, at, change, listed.zone) if day else None


def _people(event: Element) -> Iterator[Somebody]:
    for person in event.iterfind("persons/person"):
        yield Somebody(
            name=(person.text or "").strip() or _text(person, "name"),
            key=person.get("guid", "") or person.get("code", "") or person.get("id", ""),
            biography=_text(person, "biography"),
        )
