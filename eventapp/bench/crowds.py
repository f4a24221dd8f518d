"""Crowds at the places of an event, on both databases: a burst of sign-ups, a big release."""

import http.client
import itertools
import json
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from eventapp.accounts.models import TokenScope
from eventapp.accounts.services import tokens
from eventapp.bench.measure import Figure, counted, spread
from eventapp.bench.postgres import Server, create
from eventapp.bench.sockets import served
from eventapp.events.models import Category, Event
from eventapp.extensions import db
from eventapp.journal.services import SYSTEM
from eventapp.orm import Translated
from eventapp.registration.models import Contingent, ContingentShare, Registration, State
from eventapp.registration.services import contingents, sign_up
from eventapp.registration.services.sign_up import Details
from eventapp.web import clock

MakeApp = Callable[[Mapping[str, str]], Flask]
CLIENTS, PLACES = 300, 250
KEPT, WAITING = 40, 30
RUNS = 3
CREATED = 201


@dataclass(slots=True)
class House:
    """An application on one kind of database, with nothing in it but what is measured."""

    kind: str
    engine: Engine
    place: str
    """Host and port."""
    numbers: Iterator[int]


@contextmanager
def houses(make_app: MakeApp) -> Iterator[list[House]]:
    """Give an application on SQLite and one on PostgreSQL, each behind a real server."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as open_houses:
        postgres = Server(settings=())  # commits reach the disk, as on SQLite
        open_houses.callback(postgres.stop)
        create(postgres.address("postgres"), "bench")
        addresses = {
            "SQLite": f"sqlite:///{folder}/bench.db",
            "PostgreSQL": postgres.address("bench"),
        }
        yield [
            open_houses.enter_context(_house(make_app, kind, database, folder))
            for kind, database in addresses.items()
        ]


@contextmanager
def _house(make_app: MakeApp, kind: str, database: str, folder: str) -> Iterator[House]:
    settings = {
        "EVENTAPP_DATA_DIR": folder,
        "EVENTAPP_WORKER": "apart",
        "EVENTAPP_DATABASE_URL": database,
    }
    app = make_app(settings)
    with app.app_context():
        upgrade()
        engine = db.engine
    with served(app) as place:
        yield House(kind, engine, place, itertools.count(1))
    engine.dispose()


def burst(make_app: MakeApp) -> list[Figure]:
    """Measure three hundred sign-ups at the same moment for 250 places, over HTTP.

    Wall times are what each of the visitors waited; CPU is that of server and visitors together.
    """
    with houses(make_app) as found:
        return [_burst(house) for house in found]


def _burst(house: House) -> Figure:
    token, slug = _open_event(house)
    gate, waited = threading.Barrier(CLIENTS + 1), list[float]()
    statuses: Counter[int] = Counter()

    def visitor(turn: int) -> None:
        gate.wait()
        begun = time.perf_counter()
        status = _register(house.place, slug, token, turn)
        waited.append((time.perf_counter() - begun) * 1000)
        statuses[status] += 1

    threads = [threading.Thread(target=visitor, args=(turn,)) for turn in range(CLIENTS)]
    for thread in threads:
        thread.start()
    with counted(house.engine) as statements:
        gate.wait()
        cpu = time.process_time()
        for thread in threads:
            thread.join()
        spent = (time.process_time() - cpu) * 1000 / CLIENTS
    assert statuses == {CREATED: CLIENTS}
    assert _states(house, slug) == {State.CONFIRMED: PLACES, State.WAITING: CLIENTS - PLACES}
    name = f"burst 300 for 250, {house.kind}"
    return Figure(name, (spent,) * 3, spread(waited), len(statements) // CLIENTS)


def _open_event(house: House) -> tuple[str, str]:
    with Session(house.engine) as session:
        event = _event(session, house, PLACES)
        _category(session, event, "guests")
        token = tokens.add_token(session, event.id, TokenScope.WRITE, name="bench", now=clock.now())
        session.commit()
        return token, event.slug


def _event(session: Session, house: House, places: int) -> Event:
    event = Event(
        slug=f"bench-{next(house.numbers)}",
        title=Translated.same("Bench"),
        places=places,
        created_at=clock.now(),
    )
    session.add(event)
    session.flush()
    return event


def _category(session: Session, event: Event, key: str) -> Category:
    category = Category(event=event, key=key, name=Translated.same(key))
    session.add(category)
    session.flush()
    return category


def _register(place: str, slug: str, token: str, turn: int) -> int:
    body = {
        "family_name": f"Visitor {turn}",
        "email": f"visitor{turn}@example.org",
        "language": "en",
        "category": "guests",
    }
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    connection = http.client.HTTPConnection(place, timeout=120)
    path = f"/api/v1/events/{slug}/registrations"
    connection.request("POST", path, json.dumps(body).encode(), headers)
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.status


def _states(house: House, slug: str) -> dict[State, int]:
    with Session(house.engine) as session:
        counted_states = (
            select(Registration.state, func.count())
            .join(Event, Event.id == Registration.event_id)
            .where(Event.slug == slug)
            .group_by(Registration.state)
        )
        return {state: number for state, number in session.execute(counted_states)}  # noqa: C416  (a Result is no mapping)


def release(make_app: MakeApp) -> list[Figure]:
    """Measure the release of forty kept places to two waiting lists, letters and journal too."""
    with houses(make_app) as found:
        return [_release(house) for house in found]


def _release(house: House) -> Figure:
    cpus, walls, statements = list[float](), list[float](), 0
    for _ in range(RUNS):
        kept = _full_event(house)
        with Session(house.engine) as session, counted(house.engine) as sent:
            cpu, wall = time.process_time(), time.perf_counter()
            contingent = session.get_one(Contingent, kept)
            event = session.get_one(Event, contingent.event_id)
            served = contingents.release(session, contingent, event, by=SYSTEM, now=clock.now())
            session.commit()
            cpus.append((time.process_time() - cpu) * 1000)
            walls.append((time.perf_counter() - wall) * 1000)
            statements = len(sent)
        assert len(served) == KEPT
    name = f"release 40, {house.kind}"
    return Figure(name, spread(cpus), spread(walls), statements)


def _full_event(house: House) -> int:
    """Return the contingent of an event that is full but for what the contingent keeps."""
    with Session(house.engine) as session:
        event = _event(session, house, KEPT + 1)
        lists = [_category(session, event, key) for key in ("german", "french")]
        kept = Contingent(event=event, name="Swiss", places=KEPT, country="CH")
        session.add(kept)
        for category in lists:
            session.add(ContingentShare(contingent=kept, category=category, percent=50))
        for number in range(2 * WAITING + 1):
            details = Details(f"Person {number}", f"p{number}@example.org", country="DE")
            sign_up.register(
                session,
                event,
                lists[number % 2],
                details,
                sign_up.BY_FORM,
                by=SYSTEM,
                now=clock.now(),
            )
        session.commit()
        return kept.id
