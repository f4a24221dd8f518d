"""Programmes of any size: as a file that can be brought in, and published."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.agenda import readers
from eventapp.agenda.readers.moments import Context
from eventapp.agenda.services import release
from eventapp.agenda.services.importing import bring_in
from eventapp.bench.world import World
from eventapp.events.models import Event
from eventapp.journal.services import Actor

ROOMS, PEOPLE, A_DAY = 30, 620, 500
"""How many rooms, different people, and sessions of one day there are."""
BERLIN = ZoneInfo("Europe/Berlin")
BENCH = Actor("operator", 0, "bench")


def publish(here: World, sessions: int) -> None:
    """Bring a programme of that many sessions into the draft and release it."""
    file = frab_file(sessions, here)
    with here.session() as (session, event):
        bring(session, event, file)
        release(session, event, name="bench", by=BENCH, now=clock.now())


def bring(session: Session, event: Event, file: bytes) -> None:
    """Read a file into the draft of an event."""
    timetable = readers.read(file, Context(zone=BERLIN, first=None))
    bring_in(session, event, timetable, by=BENCH, now=clock.now())


def frab_file(sessions: int, here: World, *, series: int = 0) -> bytes:
    """Return a frab file of as many days as needed, in many rooms, without a clash.

    Another `series` holds other sessions at the same times in other rooms.
    """
    with here.session() as (_session, event):
        start = (event.starts_at or clock.now()).astimezone(BERLIN)
    days = []
    for number, first in enumerate(range(0, sessions, A_DAY)):
        numbers = range(first, min(first + A_DAY, sessions))
        days.append(_day(number, start + timedelta(days=number), numbers, series))
    head = "<conference><title>Bench</title><time_zone_name>Europe/Berlin</time_zone_name>"
    return f'<?xml version="1.0"?><schedule>{head}</conference>{"".join(days)}</schedule>'.encode()


def _day(index: int, start: datetime, numbers: range, series: int) -> str:
    rooms: dict[int, list[str]] = {}
    begin = start.replace(hour=8, minute=0, second=0, microsecond=0)
    for place, number in enumerate(numbers):
        room, moment = place % ROOMS, begin + timedelta(minutes=30 * (place // ROOMS))
        rooms.setdefault(room, []).append(
            f'<event id="{series}{number}" guid="{series:08d}-0000-4000-8000-{number:012d}">'
            f"<date>{moment.isoformat()}</date>"
            f"<start>{moment:%H:%M}</start><duration>00:30</duration>"
            f"<room>Room {series}-{room}</room><title>Talk number {number}</title>"
            f"<abstract>{'What it is about, in some words. ' * 8}</abstract>"
            f"<track>Track {number % 12}</track><language>en</language><persons>"
            f'<person id="{number % PEOPLE}">Ada Person{number % PEOPLE}</person></persons></event>'
        )
    rooms_written = "".join(
        f'<room name="Room {series}-{room}">{"".join(talks)}</room>'
        for room, talks in rooms.items()
    )
    return f'<day index="{index + 1}" date="{begin.date()}">{rooms_written}</day>'
