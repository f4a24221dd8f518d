"""The released programme for other programs: frab/voc XML and JSON, and a table. Pure.

Only what the public programme shows goes out: no address, no telephone number. These
formats have no word for a cancelled session, so it is left out; calendars are told (`render`).
A talk without a time of its own stands in the table alone.
Sources: c3voc.de/schedule/schema.xsd and schema.json.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import date
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring
from zoneinfo import ZoneInfo

from eventapp.agenda.feed_facts import About
from eventapp.agenda.items import Item, Speaker
from eventapp.agenda.places import joined
from eventapp.agenda.programme import Day, Programme
from eventapp.days import bounds_of
from eventapp.text_search import fold, without_controls

NO_ROOM = "–"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def frab_xml(about: About, programme: Programme) -> bytes:
    """Return `schedule.xml`, valid against the voc's schema."""
    days = programme.flat_days(about.zone)
    root = Element("schedule")
    SubElement(root, "generator", name="eventapp")
    SubElement(root, "url").text = f"{about.programme_url}.xml"
    SubElement(root, "version").text = about.version
    _conference(SubElement(root, "conference"), about, programme, days)
    for index, day in enumerate(days, 1):
        begins, ends = bounds_of(day.day, ZoneInfo(about.zone))
        element = SubElement(
            root,
            "day",
            index=str(index),
            date=day.day.isoformat(),
            start=begins.isoformat(),
            end=ends.isoformat(),
        )
        for name, items in _by_room(day, about.language):
            room = SubElement(element, "room", name=name)
            for item in items:
                _event(room, about, name, item)
    _keep_xml(root)
    indent(root)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _keep_xml(root: Element) -> None:
    """Leave out characters that no XML file may hold (XML 1.0, production Char)."""
    for element in root.iter():
        element.text = without_controls(element.text) if element.text else element.text
        for name, value in element.items():
            element.set(name, without_controls(value))


def _conference(
    conference: Element, about: About, programme: Programme, days: Sequence[Day]
) -> None:
    texts = {"acronym": about.acronym, "title": about.title}
    if days:
        texts |= {"start": days[0].day.isoformat(), "end": days[-1].day.isoformat()}
    texts |= {
        "days": str(len(days)),
        "timeslot_duration": "00:05",
        "base_url": about.programme_url,
        "time_zone_name": about.zone,
    }
    for name, text in texts.items():
        SubElement(conference, name).text = text
    for track in _tracks(programme, about.language):
        SubElement(conference, "track", name=track)


def _event(room: Element, about: About, name: str, item: Item) -> None:
    event = SubElement(room, "event", id=str(item.number), guid=item.guid)
    starts = item.starts_at.astimezone(ZoneInfo(about.zone))
    texts = {
        "room": name,
        "title": item.title.into(about.language),
        "subtitle": item.subtitle.into(about.language),
        "type": item.kind,
        "date": starts.isoformat(),
        "start": f"{starts:%H:%M}",
        "duration": _length(item),
        "abstract": item.abstract.into(about.language),
        "track": item.track.into(about.language),
        "language": next(iter(item.languages), ""),
        "description": item.description.into(about.language),
        "url": about.url_of(item),
    }
    for key, text in texts.items():
        SubElement(event, key).text = text
    persons = SubElement(event, "persons")
    for person in item.persons:
        guid = str(uuid5(NAMESPACE_URL, person.id))
        SubElement(persons, "person", guid=guid).text = person.name
    if files := about.files.get(item.id):
        attachments = SubElement(event, "attachments")
        for file in files:
            SubElement(attachments, "attachment", href=file.url).text = file.title


def voc_json(about: About, programme: Programme) -> dict[str, object]:
    """Return `schedule.json`, valid against the voc's schema."""
    days = programme.flat_days(about.zone)
    today = date.min.isoformat()
    return {
        "schedule": {
            "version": about.version,
            "base_url": about.programme_url,
            "conference": {
                "acronym": about.acronym,
                "title": about.title,
                "start": days[0].day.isoformat() if days else today,
                "end": days[-1].day.isoformat() if days else today,
                "daysCount": len(days),
                "timeslot_duration": "00:05",
                "time_zone_name": about.zone,
                "rooms": [
                    {"name": room.name.into(about.language), "guid": _guid(room.id)}
                    for room in programme.rooms
                ],
                "days": [_day(about, index, day) for index, day in enumerate(days, 1)],
            },
        }
    }


def _day(about: About, index: int, day: Day) -> dict[str, object]:
    begins, ends = bounds_of(day.day, ZoneInfo(about.zone))
    return {
        "index": index,
        "date": day.day.isoformat(),
        "day_start": begins.isoformat(),
        "day_end": ends.isoformat(),
        "rooms": {
            name: [_entry(about, name, item) for item in items]
            for name, items in _by_room(day, about.language)
        },
    }


def _entry(about: About, room: str, item: Item) -> dict[str, object]:
    starts = item.starts_at.astimezone(ZoneInfo(about.zone))
    title = item.title.into(about.language)
    words = re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-")[:60]
    firsts = {part.person.id: part.part for part in reversed(item.parts)}
    return {
        "id": item.number,
        "guid": item.guid,
        "date": starts.isoformat(),
        "start": f"{starts:%H:%M}",
        "duration": _length(item),
        "room": room,
        "slug": "-".join(filter(None, (about.acronym, str(item.number), words.strip("-")))),
        "url": about.url_of(item),
        "title": title,
        "subtitle": item.subtitle.into(about.language),
        "track": item.track.into(about.language),
        "type": item.kind,
        "language": next(iter(item.languages), ""),
        "abstract": item.abstract.into(about.language),
        "description": item.description.into(about.language),
        "persons": [
            {"id": number, **_person(about, person), "role": part or firsts[person.id]}
            for number, (person, part) in enumerate(item.cast, 1)
        ],
        "links": [],
        "attachments": [
            {"title": file.title, "url": file.url} for file in about.files.get(item.id, ())
        ],
    }


def _person(about: About, person: Speaker) -> dict[str, object]:
    """Return a contributor, as far as they may be public; what is not known is left out."""
    portrait = about.addresses.media_file(person.portrait) if person.portrait else ""
    links = [
        {"title": link.removeprefix("https://"), "url": link}
        for link in about.links.get(person.id, ())
    ]
    known = {
        "avatar": portrait,
        "biography": person.biography.into(about.language),
        "organization": person.organisation,
        "position": person.function.into(about.language),
        "links": links,
    }
    return {
        "guid": _guid(person.id),
        "public_name": person.name,
        "url": about.page_of(person),
        **{name: value for name, value in known.items() if value},
    }


COLUMNS = (
    "id", "title", "subtitle", "start", "end", "room", "track", "type", "language", "speakers",
    "abstract", "url", "also_in",
)  # fmt: skip


def rows(about: About, programme: Programme) -> Iterator[list[str]]:
    """Yield the heads, then a line a session."""
    yield list(COLUMNS)
    zone = ZoneInfo(about.zone)
    for item in programme.held:
        ends = item.ends_at.astimezone(zone).isoformat() if item.ends_at else ""
        yield [
            item.guid,
            item.title.into(about.language),
            item.subtitle.into(about.language),
            item.starts_at.astimezone(zone).isoformat() if item.timed else "",
            ends,
            item.room.name.into(about.language) if item.room else "",
            item.track.into(about.language),
            item.kind,
            next(iter(item.languages), ""),
            ", ".join(person.name for person in item.persons),
            item.abstract.into(about.language),
            about.url_of(item),
            joined(room.name for room in item.further_rooms).into(about.language),
        ]


def as_csv(about: About, programme: Programme) -> bytes:
    """Return the table as CSV in UTF-8 with a mark, as sheets want it; nothing is computed."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";")
    for cells in rows(about, programme):
        writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells])
    return b"\xef\xbb\xbf" + written.getvalue().encode()


WIDTHS = (12, 44, 30, 26, 26, 20, 20, 14, 10, 34, 60, 40, 20)
"""How wide the columns stand in a workbook, in letters."""
LONGEST_CELL = 32_767


def as_xlsx(about: About, programme: Programme) -> bytes:
    """Return the table as an Excel workbook: every cell is text, nothing is computed or linked."""
    written = io.BytesIO()
    from xlsxwriter import Workbook  # noqa: PLC0415  (large, and asked for rarely)

    book = Workbook(written, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": about.title, "comments": about.version})
    sheet = book.add_worksheet()
    head = book.add_format({"bold": True, "bottom": 1})
    text = book.add_format({"valign": "top", "text_wrap": True, "num_format": "@"})
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width, text)
    for number, cells in enumerate(rows(about, programme)):
        for column, cell in enumerate(cells):
            sheet.write_string(number, column, cell[:LONGEST_CELL], head if not number else text)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(number, 1), len(COLUMNS) - 1)
    book.close()
    return written.getvalue()


def _guid(public_id: str) -> str:
    return str(uuid5(NAMESPACE_URL, public_id))


def _length(item: Item) -> str:
    """Return hours and minutes; 0:00 where the end is not known."""
    return f"{item.minutes // 60:02d}:{item.minutes % 60:02d}"


def _by_room(day: Day, language: str) -> list[tuple[str, list[Item]]]:
    items: dict[str, list[Item]] = {}
    for slot in day.slots:
        for item in slot.items:
            name = item.room.name.into(language) if item.room else NO_ROOM
            items.setdefault(name, []).append(item)
    return list(items.items())


def _tracks(programme: Programme, language: str) -> list[str]:
    return list(dict.fromkeys(track.into(language) for track in programme.tracks_held))
