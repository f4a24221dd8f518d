"""B22: hostile titles, names, rooms and tracks stay one entry each, by strict readers' own word."""

import io
import json
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable
from datetime import datetime

import pytest
import vobject
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy.orm import Session

from eventapp.agenda.models import SessionPart
from eventapp.orm import Translated
from tests.agenda.test_programme import make_item, make_room
from tests.agenda.test_sequences import release
from tests.factories.agenda import edit_session, make_track
from tests.factories.events import make_event
from tests.factories.people import make_person
from tests.factories.timetables import json_faults, xml_faults

pytestmark = pytest.mark.on_sqlite
HOSTILE = (
    "a\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:b",
    "a;b,c\\n\\",
    "]]><event id='9'/></room>&amp;",
    "a\x0bb\x1fc\x01d\x7fe\rf",
    "BEGIN:VEVENT",
    "</script><script>alert(1)</script>",
    '"}]},{"x":"',
)


@pytest.fixture
def programme(session: Session) -> None:
    """Release, twice, a session a hostile text: as title, subtitle, room, track and speaker."""
    event = make_event(session)
    items = []
    for number, text in enumerate(HOSTILE):
        item = make_item(session, event, make_room(session, event, text), text, minutes=60 * number)
        item.subtitle = item.abstract = Translated.same(text)
        item.track = make_track(session, event, text)
        person = make_person(session, event, given_name=text, family_name=f"N{number}")
        session.flush()
        edit_session(session, item, people=[(person, SessionPart.SPEAKER)])
        items.append(item)
    release(session, event, 0)
    for item in items:
        item.title = Translated.same(f"{item.title.into('en')}!")
    release(session, event, 1)


def calendar(content: bytes) -> int:
    """Return how many entries two parsers find, which agree; no line holds a control character."""
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not [line for line in lines if any(sign < 32 and sign != 9 for sign in line)]
    text = content.decode()
    entries = Calendar.from_ical(text).walk("VEVENT")
    assert len({str(entry["UID"]) for entry in entries}) == len(entries)
    assert len(next(vobject.readComponents(text)).vevent_list) == len(entries)
    return lines.count(b"BEGIN:VEVENT")


def schedule(content: bytes) -> int:
    """Return how many sessions a schedule in XML holds."""
    return len(list(ET.fromstring(content).iter("event")))  # noqa: S314  (our own words)


def twin(content: bytes) -> int:
    """Return how many sessions a schedule in JSON holds."""
    days = json.loads(content)["schedule"]["conference"]["days"]
    return sum(len(items) for day in days for items in day["rooms"].values())


def sheet(content: bytes) -> int:
    """Return how many lines a workbook has below its heads."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        parts = {name: ET.fromstring(book.read(name)) for name in book.namelist()}  # noqa: S314
    return (
        sum(element.tag.endswith("}row") for element in parts["xl/worksheets/sheet1.xml"].iter())
        - 1
    )


READERS: dict[str, Callable[[bytes], int]] = {
    "agenda.ics": calendar,
    "agenda.xml": schedule,
    "agenda.json": twin,
    "agenda.xlsx": sheet,
}


@pytest.mark.usefixtures("programme")
@pytest.mark.parametrize("feed", READERS)
def test_a_strict_reader_finds_one_session_a_session(client: FlaskClient, feed: str) -> None:
    assert READERS[feed](client.get(f"/spring/{feed}?lang=en").data) == len(HOSTILE)


@pytest.mark.on_sqlite
@pytest.mark.usefixtures("programme")
def test_the_schemas_accept_the_schedule_in_xml_and_in_json(client: FlaskClient) -> None:
    as_json = json.loads(client.get("/spring/agenda.json?lang=en").data)

    assert xml_faults(client.get("/spring/agenda.xml?lang=en").data) == []
    assert json_faults(as_json) == []


@pytest.mark.usefixtures("programme")
def test_the_feed_of_changes_is_well_formed_and_says_what_atom_asks_for(
    client: FlaskClient,
) -> None:
    atom = ET.fromstring(client.get("/spring/agenda/changes.atom?lang=en").data)  # noqa: S314

    name = "{http://www.w3.org/2005/Atom}"
    entries = list(atom.iter(f"{name}entry"))
    assert len(entries) == 2
    assert len({entry.findtext(f"{name}id") for entry in entries}) == 2
    assert atom.find(f"{name}author/{name}name") is not None
    for element in (atom, *entries):
        assert element.find(f"{name}title") is not None
        assert datetime.fromisoformat(element.findtext(f"{name}updated") or "").tzinfo is not None
    assert "BEGIN:VEVENT" in (entries[0].findtext(f"{name}content") or "")


@pytest.mark.usefixtures("programme")
def test_the_facts_for_search_engines_stay_one_script_of_valid_json(client: FlaskClient) -> None:
    ids = [
        item["url"].rsplit("/", 1)[1]
        for day in json.loads(client.get("/spring/agenda.json").data)["schedule"]["conference"][
            "days"
        ]
        for items in day["rooms"].values()
        for item in items
    ]
    for public_id in ids:
        page = client.get(f"/spring/agenda/{public_id}?lang=en").text
        begun = page.index(">", page.index("application/ld+json")) + 1
        facts = json.loads(page[begun : page.index("</script>", begun)])
        assert "Event" in str(facts["@type"])
        assert "<script>alert(1)" not in page
