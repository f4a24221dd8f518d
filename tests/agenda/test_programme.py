"""The programme: drafts that never leak, clashes, releases, calendars that strict readers accept."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import vobject
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.agenda import queries, services
from eventapp.agenda.errors import NothingToRelease
from eventapp.agenda.items import Item
from eventapp.agenda.models import AgendaSession, Room, SessionKind, SessionPart
from eventapp.agenda.places import ReleasedRoom
from eventapp.agenda.programme import Programme
from eventapp.events.models import Event
from eventapp.orm import Translated
from tests.factories.accounts import make_member, sign_in
from tests.factories.agenda import edit_session, make_session
from tests.factories.agenda import make_room as stored_room
from tests.factories.events import NOON, make_event
from tests.factories.people import make_person
from tests.factories.registrations import SOMEBODY

START = datetime(2027, 4, 15, 9, 0, tzinfo=UTC)
ITEM = Item(
    id="item",
    guid="",
    number=1,
    kind="talk",
    title=Translated(),
    subtitle=Translated(),
    abstract=Translated(),
    description=Translated(),
    track=Translated(),
    languages=(),
    interpretation=(),
    room=None,
    starts_at=START,
    ends_at=None,
    restricted=False,
    sequence=0,
    parts=(),
)


def make_room(session: Session, event: Event, name: str = "Aula") -> Room:
    """Return a stored room."""
    return stored_room(session, event, name, seats=10)


def make_item(
    session: Session, event: Event, room: Room | None, title: str = "Talk", *, minutes: int = 0
) -> AgendaSession:
    """Return a session of an hour that begins so many minutes after START."""
    item = make_session(session, event, title=Translated.same(title), kind=SessionKind.TALK)
    begins = START + timedelta(minutes=minutes)
    edit_session(
        session, item, room=room, starts_at=begins, ends_at=begins + timedelta(hours=1), now=NOON
    )
    session.flush()
    return item


def make_talk(session: Session, event: Event) -> AgendaSession:
    """Return a session in the Aula that Ada Groß speaks in."""
    item = make_item(session, event, make_room(session, event))
    person = make_person(session, event, given_name="Ada", family_name="Groß")
    session.flush()
    edit_session(session, item, people=[(person, SessionPart.SPEAKER)])
    session.flush()
    return item


def test_rooms_and_persons_taken_twice_are_clashes_and_neighbours_are_not(session: Session) -> None:
    event = make_event(session)
    aula, hall = make_room(session, event), make_room(session, event, "Hall")
    first = make_item(session, event, aula)
    same_room = make_item(session, event, aula, minutes=30)
    elsewhere = make_item(session, event, hall, minutes=30)
    make_item(session, event, hall, minutes=90)
    person = make_person(session, event, family_name="Groß")
    session.flush()
    for item in (first, elsewhere):
        edit_session(session, item, people=[(person, SessionPart.SPEAKER)])
    session.flush()

    clashes = queries.clashes_of_draft(session, event)

    assert {(clash.first, clash.second, clash.reason) for clash in clashes} == {
        (first.id, same_room.id, "room"),
        (first.id, elsewhere.id, "person"),
    }


def test_what_is_not_released_is_nowhere_to_be_seen(client: FlaskClient, session: Session) -> None:
    event = make_event(session)
    aula = make_room(session, event)
    make_item(session, event, aula, "Known")
    services.release(session, event, name="", by=SOMEBODY, now=NOON)
    secret = make_item(session, event, aula, "Secret", minutes=120)
    session.commit()

    pages = ["/spring/", "/spring/agenda", "/spring/agenda.ics", "/spring/speakers"]
    texts = [client.get(path).get_data(as_text=True) for path in pages]

    assert "Known" in texts[1]
    assert not any("Secret" in text for text in texts)
    assert client.get(f"/spring/agenda/{secret.public_id}").status_code == 404


def test_moved_session_keeps_its_identity_and_raises_its_sequence(
    client: FlaskClient, session: Session
) -> None:
    event = make_event(session)
    item = make_item(session, event, make_room(session, event))
    make_item(session, event, None, "Stays", minutes=200)
    services.release(session, event, name="one", by=SOMEBODY, now=NOON)
    session.commit()
    first = list(vobject.readComponents(client.get("/spring/agenda.ics").get_data(as_text=True)))[0]
    edit_session(
        session,
        item,
        room=item.room,
        starts_at=START + timedelta(hours=3),
        ends_at=START + timedelta(hours=4),
        now=NOON,
    )
    services.release(session, event, name="two", by=SOMEBODY, now=NOON + timedelta(days=1))
    session.commit()
    second = list(vobject.readComponents(client.get("/spring/agenda.ics").get_data(as_text=True)))[
        0
    ]

    def told(calendar: object) -> dict[str, tuple[str, str]]:
        return {
            entry.summary.value: (entry.uid.value, entry.sequence.value)
            for entry in calendar.vevent_list  # type: ignore[attr-defined]
        }

    assert told(first)["Talk"][0] == told(second)["Talk"][0]
    assert (told(first)["Talk"][1], told(second)["Talk"][1]) == ("0", "1")
    assert told(second)["Stays"][1] == "0"
    assert "VTIMEZONE" in client.get("/spring/agenda.ics").get_data(as_text=True)


def test_lines_of_the_calendar_are_folded_at_75_octets(
    client: FlaskClient, session: Session
) -> None:
    event = make_event(session)
    make_item(
        session, event, make_room(session, event), "Größere Überraschungen für die Pôles " * 4
    )
    services.release(session, event, name="", by=SOMEBODY, now=NOON)
    session.commit()

    lines = client.get("/spring/agenda.ics").get_data().split(b"\r\n")

    assert max(len(line) for line in lines) <= 75


def test_empty_draft_is_not_released(session: Session) -> None:
    event = make_event(session)
    make_item(session, event, None).starts_at = None
    session.flush()

    with pytest.raises(NothingToRelease):
        services.release(session, event, name="", by=SOMEBODY, now=NOON)


def test_wall_times_are_those_of_the_events_day_whatever_the_season(
    client: FlaskClient, session: Session
) -> None:
    """An event of winter time, looked at from summer time and the other way round."""
    event = make_event(session)
    winter = make_session(session, event, title=Translated.same("Winter"), kind=SessionKind.TALK)
    begins = datetime(2027, 3, 25, 8, 30, tzinfo=UTC)
    edit_session(session, winter, room=None, starts_at=begins, ends_at=None, now=NOON)
    make_item(session, event, None, "Summer")
    services.release(session, event, name="", by=SOMEBODY, now=NOON)
    session.commit()

    page = client.get("/spring/agenda?lang=de").get_data(as_text=True)

    assert re.findall(r">(\d+:\d\d)</time>", page)[:2] == ["9:30", "11:00"]


def test_second_editor_is_told_and_loses_nothing(client: FlaskClient, session: Session) -> None:
    event = make_event(session)
    item = make_item(session, event, make_room(session, event))
    sign_in(session, client, make_member(session, event))
    path = f"/spring/manage/agenda/{item.public_id}"
    page = client.get(path + "?lang=en").get_data(as_text=True)
    fields = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page))
    fields |= {"kind": "talk", "public": "y"}
    del fields["sign_up"]  # unticked, and not to be had beside a guest list

    first = client.post(path, data={**fields, "title-de": "Mine"})
    second = client.post(path, data={**fields, "title-de": "Theirs"})
    text = second.get_data(as_text=True)
    again = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', text)) | {
        "kind": "talk",
        "public": "y",
    }
    del again["sign_up"]

    assert (first.status_code, second.status_code) == (303, 422)
    assert "Somebody else has changed this in the meantime" in text
    assert 'value="Theirs"' in text
    assert "<dt>Title (Deutsch)</dt><dd>Mine</dd>" in text
    assert client.post(path, data=again).status_code == 303


def test_a_room_keeps_its_column_all_day_while_there_are_columns_for_all() -> None:
    def place(name: str) -> ReleasedRoom:
        return ReleasedRoom(name, Translated.same(name), Translated())

    rooms = tuple(place(name) for name in ("Aula", "Eichensaal", "Galerie", "Foyer"))
    noon = datetime(2027, 4, 1, 10, 0, tzinfo=UTC)

    def item(room: int, hours: int) -> Item:
        at = noon + timedelta(hours=hours)
        stored = {"room": rooms[room], "starts_at": at, "id": f"{room}-{hours}"}
        return replace(ITEM, **stored)  # type: ignore[arg-type]

    items = (item(0, 0), item(2, 0), item(1, 1), item(2, 1))
    (day,) = Programme(items, rooms, ()).days("Europe/Berlin")
    assert [room.id for room in day.rooms] == ["Aula", "Eichensaal", "Galerie"]
    assert [day.column(session_item, 1) for session_item in items] == [1, 3, 2, 3]

    crowded = (*items, item(3, 1))
    (day,) = Programme(crowded, rooms, ()).days("Europe/Berlin")
    assert [day.column(session_item, place) for place, session_item in enumerate(crowded, 1)] == [
        1,
        2,
        3,
        1,
        2,
    ]


def test_what_begins_after_midnight_belongs_to_the_evening_before(session: Session) -> None:
    event = make_event(session)
    room = make_room(session, event)
    noon_to_night = (START.replace(hour=12) - START).total_seconds() // 60
    for hours in (0, 9, 12):
        make_item(session, event, room, f"{hours}", minutes=int(noon_to_night) + hours * 60)
    services.release(session, event, name="", by=SOMEBODY, now=NOON)
    session.flush()

    days = queries.released(session, event).days(event.zone)

    assert [[slot.items[0].title.into("en") for slot in day.slots] for day in days] == [
        ["0", "9", "12"]
    ]
    assert days[0].day == START.astimezone(event.tzinfo).date()
