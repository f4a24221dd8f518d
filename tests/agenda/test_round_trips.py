"""Import, release, export, import again: the same programme, as far as each format can say it."""

import json
import time
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from eventapp import i18n
from eventapp.agenda import feeds, queries, readers, services
from eventapp.agenda.items import Item
from eventapp.agenda.models import SessionKind
from eventapp.agenda.readers.moments import Context
from eventapp.agenda.render import calendar_of
from eventapp.agenda.services.importing import ImportReport, bring_in
from eventapp.events.models import Event
from tests.agenda.test_frab_xml import OLD_XML
from tests.agenda.test_importing import about
from tests.agenda.test_oddities import CALENDAR
from tests.agenda.test_programme import make_item, make_room
from tests.factories.addresses import ADDRESSES
from tests.factories.agenda import edit_session
from tests.factories.events import NOON, make_event
from tests.factories.registrations import SOMEBODY
from tests.factories.timetables import content_of, of_collection

pytestmark = pytest.mark.on_sqlite

HALF_HOUR = timedelta(minutes=30)
SAYS: dict[str, Callable[[Item], object]] = {
    "guid": lambda item: item.guid,
    "title": lambda item: item.title.into("en"),
    "time": lambda item: (item.starts_at, item.ends_at),
    "times": lambda item: (item.starts_at, item.ends_at or item.starts_at + HALF_HOUR),
    "room": lambda item: item.room.name.into("en") if item.room else "",
    "track": lambda item: item.track.into("en"),
    "people": lambda item: tuple(part.person.name for part in item.parts),
    "kind": lambda item: item.kind,
    "subtitle": lambda item: item.subtitle.into("en"),
    "abstract": lambda item: item.abstract.into("en"),
}
CANNOT = {
    "xml": set(),
    "json": set(),
    "csv": {"kind"},
    "xlsx": {"kind"},
    "ics": {"time", "guid", "people", "kind", "subtitle", "abstract", "track", "room"},
}
"""What a format has no place for, or only as words for people: a calendar's text names speakers. A
calendar gives what has no end half an hour."""


def bring(session: Session, event: Event, data: bytes) -> ImportReport:
    """Bring a file into the draft."""
    timetable = readers.read(data, Context(zone=event.tzinfo, first=date(2016, 8, 19)))
    report = bring_in(session, event, timetable, by=SOMEBODY, now=NOON)
    session.flush()
    session.expire_all()
    return report


def taken(session: Session, event: Event, form: str) -> bytes:
    """Return the released programme in a format."""
    programme = queries.released(session, event)
    if form == "ics":
        with i18n.speaking("en", event.zone):
            return calendar_of(event, programme.items, ADDRESSES, name="T", revised_at=NOON)
    if form == "json":
        return json.dumps(feeds.voc_json(about(event), programme)).encode()
    write = {"xml": feeds.frab_xml, "csv": feeds.as_csv, "xlsx": feeds.as_xlsx}[form]
    return write(about(event), programme)


def told(session: Session, event: Event, form: str) -> list[tuple[str, ...]]:
    """Return what the format can say of each session, in order."""
    services.release(session, event, name="", by=SOMEBODY, now=NOON)
    says = [say for name, say in SAYS.items() if name not in CANNOT[form]]
    items = queries.released(session, event).items
    return sorted(tuple(str(say(item)) for say in says) for item in items)


def check(session: Session, data: bytes, form: str) -> None:
    """Take a file through all of it."""
    event = make_event(session, starts_at=None, ends_at=None)
    bring(session, event, data)
    before = told(session, event, form)
    written = taken(session, event, form)

    if form != "ics":
        again = bring(session, event, written)
        assert (again.new, again.changed) == ([], [])
    copy = make_event(session, slug="copy", starts_at=None, ends_at=None)
    bring(session, copy, written)
    assert told(session, copy, form) == before
    assert bring(session, copy, written).changed == []


@pytest.mark.parametrize("form", CANNOT)
@pytest.mark.parametrize("data", [OLD_XML, CALENDAR], ids=["frab", "calendar"])
def test_own_timetables_come_back_from_every_format(session: Session, data: str, form: str) -> None:
    check(session, data.encode(), form)


OTHERS = [
    "plan.frab.json",
    "two-zones.frab.json",
    "ends-before-it-begins.open-event.json",
    "days-in-words.sessions.json",
    "gaps.ics",
    *of_collection(
        "cccamp-2019.frab.json",
        "pretalx-democon-2020.schedule.json",
        "oscal-2017.open-event.json",
        "wikiconvention-francophone-2016.sessions.json",
        "pyconuk-2015.ics",
    ),
]


@pytest.mark.parametrize("form", CANNOT)
@pytest.mark.parametrize("name", OTHERS)
def test_timetables_of_others_come_back_from_every_format(
    session: Session, name: str, form: str
) -> None:
    check(session, content_of(name), form)


def test_what_a_table_has_no_column_for_stays_as_it_was(session: Session) -> None:
    event = make_event(session)
    full = "id;title;start;room;track;speakers;abstract\n1;A;2027-04-15T09:00;Aula;Netze;Ada;Text\n"
    bring(session, event, full.encode())

    report = bring(session, event, b"id;title;start\n1;B;2027-04-15T09:00\n")

    assert [changed.fields for changed in report.changed] == [("title",)]
    (item,) = queries.draft(session, event)
    assert item.room is not None
    assert item.track is not None
    assert item.abstract.into("en") == "Text"
    assert any(role.person for role in queries.roles_by_session(session, event)[item.id])


def test_the_zone_of_the_server_changes_neither_what_is_stored_nor_the_calendar(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_event(session, starts_at=None, ends_at=None)
    stored, calendars = set(), set()
    try:
        for zone in ("UTC", "Europe/Berlin", "Pacific/Kiritimati"):
            monkeypatch.setenv("TZ", zone)
            time.tzset()
            bring(session, event, OLD_XML.encode())
            stored.add(str(told(session, event, "ics")))
            calendars.add(taken(session, event, "ics"))
    finally:
        monkeypatch.undo()
        time.tzset()

    assert len(stored) == 1
    assert len(calendars) == 1


@pytest.mark.parametrize("form", ["xml", "json", "csv", "xlsx"])
def test_blocks_further_rooms_and_blockers_are_left_as_they_are_by_what_formats_cannot_say(
    session: Session, form: str
) -> None:
    event = make_event(session)
    aula, saal = make_room(session, event), make_room(session, event, "Saal")
    block = make_item(session, event, aula, "Block")
    timed, untimed = (make_item(session, event, None, name) for name in ("Timed", "Untimed"))
    untimed.starts_at = untimed.ends_at = None
    for talk in (timed, untimed):
        edit_session(session, talk, block=block)
    edit_session(session, block, further_rooms=[saal])
    kept = make_item(session, event, saal, "Building up", minutes=90)
    edit_session(session, kept, kind=SessionKind.BLOCKER, public=True)
    session.flush()
    session.expire_all()
    told(session, event, form)

    again = bring(session, event, taken(session, event, form))

    assert (again.new, again.changed) == ([], [])
    assert [item.id for item in queries.talks_of(session, block)] == [timed.id, untimed.id]
    rooms = queries.further_rooms(session, [block])[block.id]
    assert [room.name.into("en") for room in rooms] == ["Saal"]


def test_file_that_calls_a_session_a_blocker_brings_it_in_unseen(session: Session) -> None:
    event = make_event(session, starts_at=None, ends_at=None)

    bring(session, event, OLD_XML.replace("<type>workshop", "<type>blocker").encode())

    [kept] = [item for item in queries.draft(session, event) if item.kind is SessionKind.BLOCKER]
    assert not kept.public
