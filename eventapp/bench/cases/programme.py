"""The public programme: made anew, kept, unchanged, and asked for by everybody at once."""

import time
from collections.abc import Iterator

from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.agenda.services import release
from eventapp.bench.clients import Client, together
from eventapp.bench.installations import Installation
from eventapp.bench.measure import Figure, measure, spread
from eventapp.bench.timetables import BENCH, publish
from eventapp.bench.world import EVENT, World, world
from eventapp.events.models import Event

OK, NOT_MODIFIED = 200, 304
USUAL, LARGE, VISITORS = 100, 1_300, 24
PAGES = {"home": f"{EVENT}/", "programme": f"{EVENT}/agenda", "speakers": f"{EVENT}/speakers"}
FORMS = ("ics", "xml", "json")
ONCE, OFTEN = 5, 100


def agenda() -> list[Figure]:
    """Measure the pages of a programme of 100 as served, beside a file of our own."""
    with world() as here:
        publish(here, USUAL)
        with here.served() as running:
            return [*_pages(here, running, USUAL), *_feeds(here)]


def large_agenda() -> list[Figure]:
    """Measure the same of 1,300 sessions."""
    with world() as here:
        publish(here, LARGE)
        with here.served() as running:
            figures = list(_pages(here, running, LARGE))
            figures[-1].memory = running.memory()
            return figures


def _pages(here: World, running: Installation, size: int) -> Iterator[Figure]:
    client = Client(running.place)
    style = client.get(f"{EVENT}/").text.partition('href="/static/')[2].partition('"')[0]
    static = asked(running, "a style sheet", client, f"/static/{style}", OFTEN)
    yield static
    for name, path in PAGES.items():
        yield _made_anew(here, running, client, f"{name} of {size}, made anew", path)
        kept = asked(running, f"{name} of {size}, kept", client, path, OFTEN)
        yield kept.beside(static)
        tag = client.get(path).headers["etag"]
        same = asked(running, f"{name} of {size}, 304", client, path, OFTEN, tag=tag)
        yield same.beside(static)


def asked(
    running: Installation, name: str, client: Client, path: str, number: int, *, tag: str = ""
) -> Figure:
    """Measure a page as one client sees it; CPU is that of all processes."""
    headers, status = ({"If_None_Match": tag}, NOT_MODIFIED) if tag else ({}, OK)
    sizes = list[int]()

    def act(_turn: int, _step: int) -> None:
        answer = client.get(path, **headers)
        assert answer.status == status, f"{path}: {answer.status}"
        sizes.append(answer.size)

    cpu = running.cpu()
    waits = together(1, number, act)
    spent = (running.cpu() - cpu) / number
    return Figure(name, spread([spent]), spread(waits), size=sizes[0] / 1e6)


def _made_anew(here: World, running: Installation, client: Client, name: str, path: str) -> Figure:
    """Measure the first look after each of several releases."""
    cpus, walls = list[float](), list[float]()
    for _ in range(ONCE):
        release_again(here)
        cpu, wall = running.cpu(), time.perf_counter()
        assert client.get(path).status == OK
        walls.append((time.perf_counter() - wall) * 1000)
        cpus.append(running.cpu() - cpu)
    return Figure(name, spread(cpus), spread(walls))


def release_again(here: World) -> None:
    """Publish the draft once more."""
    with here.session() as (session, event):
        release(session, event, name="bench", by=BENCH, now=clock.now())


def _feeds(here: World) -> Iterator[Figure]:
    """Yield each feed made anew in this process, unchanged, and the cost of releasing."""
    client = here.app.test_client()
    for form in FORMS:
        path = f"{EVENT}/agenda.{form}"
        tag = {"If-None-Match": client.get(f"{path}?n").headers["ETag"]}

        def anew(turn: int, path: str = path) -> None:
            assert client.get(f"{path}?n={turn}").status_code == OK

        def same(_turn: int, path: str = path, tag: dict[str, str] = tag) -> None:
            assert client.get(f"{path}?n", headers=tag).status_code == NOT_MODIFIED

        made = measure(f"agenda.{form}, made anew", anew, number=20, engine=here.engine)
        yield made
        yield measure(f"agenda.{form}, 304", same, engine=here.engine).beside(made)

    def releases(_turn: int) -> None:
        with Session(here.engine) as session:
            event = session.get_one(Event, here.event_id)
            release(session, event, name="bench", by=BENCH, now=clock.now())
            session.commit()

    yield measure(f"release of {USUAL}", releases, number=10, engine=here.engine)


def first_minute() -> list[Figure]:
    """Measure what 24 visitors wait who all look at the programme right after a release.

    First they come to a server that has shown nothing yet, then to one with a former programme.
    """
    with world() as here:
        publish(here, LARGE)
        with here.served() as running:
            path = PAGES["programme"]
            alone = _together(running, 1, path, "1 visitor, nothing kept")
            figures = [alone]
            for _ in range(ONCE):
                release_again(here)
                name = f"{VISITORS} visitors after a release"
                figures.append(_together(running, VISITORS, path, name).beside(alone))
            return figures


def _together(running: Installation, number: int, path: str, name: str) -> Figure:
    clients = [Client(running.place) for _ in range(number)]
    cpu = running.cpu()

    def look(turn: int, _step: int) -> None:
        assert clients[turn].get(path).status == OK

    waits = together(number, 1, look)
    return Figure(name, spread([running.cpu() - cpu]), spread(waits))
