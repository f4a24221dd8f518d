"""What the benchmarks run on: the demo conference in a database of its own, grown at will."""

import itertools
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask_migrate import upgrade
from sqlalchemy import Engine, func, insert, select, update
from sqlalchemy.event import listen
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.accounts.models import User
from eventapp.accounts.services import users as accounts
from eventapp.app import create_app
from eventapp.badges import services as badges
from eventapp.badges.jobs import look_through_badges
from eventapp.bench import guests
from eventapp.bench.clients import Client
from eventapp.bench.installations import Installation, serving
from eventapp.bench.postgres import Server, create
from eventapp.checkin.models import Entrance, Presence, Profile, Scan
from eventapp.checkin.services import devices as checkin
from eventapp.checkin.verdicts import Decision, Direction
from eventapp.demo.load import load
from eventapp.events.models import Category, Event
from eventapp.events.revision import raise_revision
from eventapp.extensions import db
from eventapp.registration.models import Contingent
from eventapp.registration.services import waiting_list
from eventapp.settings import load as load_settings

YESTERDAY = timedelta(days=1)
MANY_PLACES = 10_000_000
EVENT = "/go-cluster"


class World:
    """An application with the demo conference: in this process, and served when asked."""

    def __init__(self, folder: Path, database: str = "") -> None:
        self.settings = {"EVENTAPP_DATA_DIR": str(folder), "EVENTAPP_DATABASE_URL": database}
        self.kind = "PostgreSQL" if database else "SQLite"
        self.numbers = itertools.count(1)
        """Numbers of scans, each used once."""
        self._phones: list[str] = []
        self.app = create_app(load_settings({**self.settings, "EVENTAPP_WORKER": "apart"}))
        with self.app.app_context():
            upgrade()
            self.engine = db.engine
        self._served_by = list[int]()
        if database:
            self.engine.dispose()
            listen(self.engine, "connect", self._note)
        self.keys: Path = folder / "keys"
        with Session(self.engine) as session:
            now = clock.now()
            event = load(session, now=now).event
            event.ends_at, event.places = None, MANY_PLACES
            for limited in (Category, Contingent):  # a place for everybody, as most sign-ups find
                session.execute(update(limited).values(per_organisation=None))
            session.execute(update(Category).values(places=None))
            raise_revision(session, event.id)
            waiting_list.serve(session, event, now=now)
            badges.issue_missing(session, event, self.keys, now=now)
            organiser = session.scalars(select(User)).first()
            assert organiser is not None
            self.who = accounts.sign_in(session, organiser, browser="", strong=False, now=now)
            self.event_id = event.id
            session.commit()

    def _note(self, connection: Any, _record: object) -> None:
        self._served_by.append(connection.info.backend_pid)

    def cpu(self) -> float:
        """Return the CPU seconds spent so far: by this process, and for it by PostgreSQL."""
        spent = time.process_time()
        for number in self._served_by:
            with suppress(OSError):  # its connection was closed
                spent += int(Path(f"/proc/{number}/schedstat").read_text().split()[0]) / 1e9
        return spent

    @contextmanager
    def served(self, **settings: str) -> Iterator[Installation]:
        """Run `serve` on the data of this world, with more settings by their short names."""
        more = {f"EVENTAPP_{name.upper()}": value for name, value in settings.items()}
        with serving({**self.settings, **more}) as running:
            yield running

    def organiser(self, running: Installation) -> Client:
        """Return a browser in which an organiser is signed in."""
        return Client(running.place, who=self.who)

    def phones(self, number: int) -> list[str]:
        """Return the cookies of that many phones that are let in."""
        with self.session() as (session, event):
            door = session.scalars(select(Entrance)).first()
            assert door is not None
            while len(self._phones) < number:
                self._phones.append(_phone(session, event, door))
        return self._phones[:number]

    def codes(self) -> list[str]:
        """Return the badge codes of everybody who comes."""
        with self.session() as (session, event):
            return [face.token for face in badges.faces(session, event, chosen="all")]

    @contextmanager
    def session(self) -> Iterator[tuple[Session, Event]]:
        """Give a session and the event, and commit."""
        with Session(self.engine) as session:
            yield session, session.get_one(Event, self.event_id)
            session.commit()

    def grow(self, registrations: int) -> None:
        """Add invented guests with badges, and scans, until there are that many of each."""
        with self.session() as (session, event):
            guests.grow(session, event, registrations, self.keys, now=clock.now())
            have = session.scalar(select(func.count(Scan.id))) or 0
            for start in range(have, registrations, guests.TOGETHER):
                numbers = range(start, min(start + guests.TOGETHER, registrations))
                session.execute(insert(Scan), [_scan(event, number) for number in numbers])
                present = [_present(event, number) for number in numbers]
                session.execute(insert(Presence), present)
            session.commit()
            look_through_badges(session, now=clock.now())  # as the clock does every minute
        know_the_rows(self.engine)

    def end(self) -> None:
        """Let the database go."""
        self.engine.dispose()


def know_the_rows(engine: Engine) -> None:
    """Let PostgreSQL look through its tables, as its own clock does before long."""
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")


@contextmanager
def world(database: str = "") -> Iterator[World]:
    """Give a world in a folder of its own that goes with it."""
    with TemporaryDirectory() as folder:
        world = World(Path(folder), database)
        try:
            yield world
        finally:
            world.end()


def on_both() -> Iterator[World]:
    """Yield a world on SQLite, then one on PostgreSQL, whose commits reach the disk as well."""
    for (here,) in several_on_both(1):
        yield here


def several_on_both(number: int) -> Iterator[tuple[World, ...]]:
    """Yield so many worlds on SQLite, then as many on PostgreSQL."""
    with ExitStack() as kept:
        yield tuple(kept.enter_context(world()) for _ in range(number))
    postgres = Server(settings=())
    try:
        names = [f"bench{place}" for place in range(number)]
        for name in names:
            create(postgres.address("postgres"), name)
        with ExitStack() as kept:
            yield tuple(kept.enter_context(world(postgres.address(name))) for name in names)
    finally:
        postgres.stop()


def _phone(session: Session, event: Event, door: Entrance) -> str:
    now = clock.now()
    offer = checkin.offer_enrolment(
        session, event, door, label="bench", profile=Profile.SCAN, now=now
    )
    session.flush()
    device, cookie = checkin.enrol(session, offer.token, browser="", public_key=b"", now=now)
    checkin.let_in(session, device, by="bench", now=now)
    return cookie


def _scan(event: Event, number: int) -> dict[str, object]:
    return {
        "event_id": event.id,
        "scan_id": str(uuid.UUID(int=number)),
        "seq": number + 1,
        "idx": number.to_bytes(16),
        "direction": Direction.IN,
        "decision": Decision.ADMIT,
        "mode": "off",
        "t": number * 1000,
        "off": 0,
        "clk": 0,
        "sigok": True,
        "forced": False,
        "rehearsal": False,
        "answer": "",
        "received_at": event.created_at - YESTERDAY,
    }


def _present(event: Event, number: int) -> dict[str, object]:
    return {"event_id": event.id, "idx": number.to_bytes(16), "inside": True}
