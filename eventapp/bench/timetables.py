"""Importing a large timetable, and showing a programme of its size."""

from datetime import timedelta
from http import HTTPStatus
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from eventapp.agenda import readers
from eventapp.agenda.readers.moments import Context
from eventapp.agenda.services import release
from eventapp.agenda.services.importing import bring_in
from eventapp.bench.measure import Figure, measure
from eventapp.bench.world import World
from eventapp.events.models import Event
from eventapp.journal.services import Actor
from eventapp.web import clock

SESSIONS, MANY, USUAL = 674, 1_300, 100
ROOMS, PEOPLE = 30, 620
BERLIN = ZoneInfo("Europe/Berlin")
BENCH = Actor("operator", 0, "bench")


def imports(world: World) -> list[Figure]:
    """Measure reading a file of 674 sessions into the draft, then again when nothing changed.

    Then the public page of a programme with 1,300 sessions, whole and unchanged.
    """
    file, larger = frab_file(SESSIONS, world), frab_file(MANY, world)

    def bring(_number: int) -> None:
        with Session(world.engine) as session:
            _bring(session, world, file)
            session.rollback()

    first = measure(f"import {SESSIONS}", bring, runs=3, each=1, engine=world.engine)
    with world.session() as (session, event):
        _bring(session, world, larger)
        release(session, event, name="bench", by=BENCH, now=clock.now())
    again = measure(f"import {SESSIONS} unchanged", bring, runs=3, each=1, engine=world.engine)
    client = world.app.test_client()
    page = "/go-cluster/agenda"
    tag = {"If-None-Match": client.get(page).headers["ETag"]}
    whole = measure(f"agenda of {MANY}", lambda _n: client.get(page).get_data(), each=5)
    same = measure("unchanged", lambda _n: client.get(page, headers=tag).get_data())
    feed = measure(f"agenda.ics of {MANY}", lambda _n: client.get(f"{page}.ics").data, each=2)
    return [first, again.beside(first), whole, same.beside(whole), feed]


def feeds(world: World) -> list[Figure]:
    """Measure making each feed of 100 sessions anew and unchanged, and releasing them.

    What has a query is made each time, so that nothing kept is measured.
    """
    file = frab_file(USUAL, world)
    with world.session() as (session, event):
        _bring(session, world, file)
        release(session, event, name="bench", by=BENCH, now=clock.now())
    client = world.app.test_client()
    figures = []
    for form in ("ics", "xml", "json"):
        page = f"/go-cluster/agenda.{form}"
        tag = {"If-None-Match": client.get(f"{page}?n").headers["ETag"]}

        def anew(number: int, page: str = page) -> None:
            assert client.get(f"{page}?n={number}").status_code == HTTPStatus.OK

        def unchanged(_number: int, page: str = page, tag: dict[str, str] = tag) -> None:
            assert client.get(f"{page}?n", headers=tag).status_code == HTTPStatus.NOT_MODIFIED

        made = measure(f"agenda.{form} of {USUAL}", anew, each=5, engine=world.engine)
        same = measure(f"agenda.{form} 304", unchanged, engine=world.engine)
        figures += [made, same.beside(made)]

    def releases(_number: int) -> None:
        with Session(world.engine) as session:
            event = session.get_one(Event, world.event_id)
            release(session, event, name="bench", by=BENCH, now=clock.now())
            session.rollback()

    return [*figures, measure(f"release of {USUAL}", releases, each=3, engine=world.engine)]


def _bring(session: Session, world: World, file: bytes) -> None:
    event = session.get_one(Event, world.event_id)
    found = readers.read(file, Context(zone=BERLIN, first=None))
    bring_in(session, event, found, by=BENCH, now=clock.now())


def frab_file(sessions: int, world: World) -> bytes:
    """Return a frab file of two days in many rooms, half-hour by half-hour, without a clash."""
    with world.session() as (_session, event):
        day = (event.starts_at or clock.now()).astimezone(BERLIN).replace(hour=8, minute=0)
    rooms: dict[int, list[str]] = {}
    for number in range(sessions):
        room, slot = number % ROOMS, number // ROOMS
        rooms.setdefault(room, []).append(
            f'<event id="{number}" guid="00000000-0000-4000-8000-{number:012d}">'
            f"<date>{(day + timedelta(minutes=30 * slot)).isoformat()}</date>"
            f"<start>{(day + timedelta(minutes=30 * slot)):%H:%M}</start><duration>00:30</duration>"
            f"<room>Room {room}</room><title>Talk number {number}</title>"
            f"<abstract>{'What it is about, in some words. ' * 8}</abstract>"
            f"<track>Track {number % 12}</track><language>en</language><persons>"
            f'<person id="{number % PEOPLE}">Ada Person{number % PEOPLE}</person></persons></event>'
        )
    told = "".join(
        f'<room name="Room {room}">{"".join(found)}</room>' for room, found in rooms.items()
    )
    head = "<conference><title>Bench</title><time_zone_name>Europe/Berlin</time_zone_name>"
    return (
        f'<?xml version="1.0"?><schedule>{head}</conference>'
        f'<day index="1" date="{day.date()}">{told}</day></schedule>'
    ).encode()
