"""Organisers' pages at the sizes they grow to, bringing a timetable in, and the booklet."""

import re
import time
from collections.abc import Iterator
from urllib.parse import quote_plus

from sqlalchemy import text
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.accounts.models import TokenScope
from eventapp.accounts.services import tokens
from eventapp.bench.cases.programme import asked
from eventapp.bench.clients import Client, Reply
from eventapp.bench.installations import Installation
from eventapp.bench.measure import Figure, counted, measure, spread
from eventapp.bench.timetables import bring, frab_file, publish
from eventapp.bench.world import EVENT, World, world
from eventapp.events.models import Event
from eventapp.registration.models import Registration

OK, SEE_OTHER, UNAVAILABLE = 200, 303, 503
LOOKS, SIZES, LARGEST = 20, (250, 10_000), 100_000
MANAGE = f"{EVENT}/manage"
IMPORTED, TURNS = 674, 3
LISTS = {
    "overview": f"{MANAGE}/",
    "registrations": f"{MANAGE}/registrations",
    "badges": f"{MANAGE}/badges",
    "e-mails": f"{MANAGE}/emails",
    "journal": f"{MANAGE}/activity-log",
    "doors": f"{MANAGE}/checkin",
    "registrations.csv": f"{MANAGE}/registrations.csv",
}


def editor() -> list[Figure]:
    """Measure a day of the editor, and what is not public, of 100, 487 and 1,300 sessions."""
    figures = []
    for sessions in (100, 487, 1_300):
        with world() as here:
            publish(here, sessions)
            with here.served() as running:
                client = here.organiser(running)
                name = f"editor of {sessions}"
                figures.append(asked(running, name, client, f"{MANAGE}/agenda", LOOKS))
                path = f"{MANAGE}/agenda/release"
                figures.append(asked(running, f"{name}, not public", client, path, LOOKS))
    return figures


def lists() -> list[Figure]:
    """Measure each page of an organiser with 250 and with 10,000 registrations."""
    figures, first = list[Figure](), dict[str, Figure]()
    with world() as here:
        for size in SIZES:
            here.grow(size)
            with here.served() as running:
                client = here.organiser(running)
                for name, path in LISTS.items():
                    figure = asked(running, f"{name} at {size}", client, path, LOOKS)
                    figures.append(figure.beside(first.setdefault(name, figure)))
    return figures


def csv() -> list[Figure]:
    """Measure the list of registrations as a file: its first byte, all of it, what it takes."""
    figures = list[Figure]()
    with world() as here:
        for size in (500, 10_000):
            here.grow(size)
            with here.served(worker="apart") as running:
                figures += _downloads(here, running, size)
    return figures


def _downloads(here: World, running: Installation, size: int) -> Iterator[Figure]:
    """Yield both waits; memory is that of all processes afterwards, which give none of it back."""
    first, whole, out, cpu = list[float](), list[float](), 0, running.cpu()
    for _ in range(LOOKS):
        connection, begun = here.organiser(running).connection, time.perf_counter()
        connection.request("GET", LISTS["registrations.csv"], headers={"Cookie": f"who={here.who}"})
        response = connection.getresponse()
        begins = response.read(1)
        first.append((time.perf_counter() - begun) * 1000)
        out = len(begins + response.read())
        whole.append((time.perf_counter() - begun) * 1000)
        connection.close()
    spent = spread([(running.cpu() - cpu) / LOOKS])
    yield Figure(f"csv of {size}, first byte", None, spread(first))
    yield Figure(
        f"csv of {size}, whole", spent, spread(whole), memory=running.memory(), size=out / 1e6
    )


def search() -> list[Figure]:
    """Measure the page and the interface for programs that look for a person, at three sizes."""
    figures = list[Figure]()
    with world() as here:
        with here.session() as (session, event):
            scope = TokenScope.READ
            token = tokens.add_token(session, event.id, scope, name="bench", now=clock.now())
        for size in (*SIZES, LARGEST):
            here.grow(size)
            with here.served() as running:
                figures += _searches(here, running, size, token)
    return figures


def _searches(here: World, running: Installation, size: int, token: str) -> Iterator[Figure]:
    with here.session() as (session, _event):
        some = session.query(Registration).order_by(Registration.id.desc()).limit(1).one()
        typed, key = quote_plus(some.family_name), {"k": some.reference}
        select = text("SELECT id FROM registration WHERE reference = :k")
        baseline = measure(
            f"indexed SELECT at {size}", lambda _n: session.execute(select, key).all()
        )
    yield baseline
    page = f"{MANAGE}/registrations?q={typed}"
    yield asked(running, f"search page at {size}", here.organiser(running), page, LOOKS)
    program = Client(running.place)
    program.always = {"Authorization": f"Bearer {token}"}
    path = f"/api/v1/events{EVENT}/registrations?q={typed}"
    yield asked(running, f"search, API at {size}", program, path, LOOKS).beside(baseline)


def imports() -> list[Figure]:
    """Measure bringing 674 sessions in: by the page as an organiser does, then without it."""
    with world() as here:
        with here.served() as running:
            figures = list(_by_the_page(here, running))
        figures.append(_in_this_process(here))
    return figures


def _by_the_page(here: World, running: Installation) -> Iterator[Figure]:
    client, path = here.organiser(running), f"{MANAGE}/agenda/import"
    looks, writes = list[float](), list[float]()
    cpu = running.cpu()
    for turn in range(TURNS):
        begun = time.perf_counter()
        shown = client.upload(path, "bench.xml", frab_file(IMPORTED, here, series=turn), {})
        looks.append((time.perf_counter() - begun) * 1000)
        match = re.search(rf'action="({path}/[\w-]+)"', shown.text)
        assert match, shown.text
        begun = time.perf_counter()
        answer = client.send(match[1], {}, page=shown.text)
        writes.append((time.perf_counter() - begun) * 1000)
        assert answer.status == SEE_OTHER
    spent = spread([(running.cpu() - cpu) / TURNS])
    yield Figure(f"upload of {IMPORTED}, looked at", None, spread(looks))
    yield Figure(f"upload of {IMPORTED}, written", spent, spread(writes))


def _in_this_process(here: World) -> Figure:
    """Measure the same into empty drafts, committed, with its statements."""
    cpus, walls, statements = list[float](), list[float](), 0
    for turn in range(TURNS):
        file = frab_file(IMPORTED, here, series=100 + turn)
        with Session(here.engine) as session, counted(here.engine) as sent:
            cpu, wall = time.process_time(), time.perf_counter()
            bring(session, session.get_one(Event, here.event_id), file)
            session.commit()
            cpus.append((time.process_time() - cpu) * 1000)
            walls.append((time.perf_counter() - wall) * 1000)
            statements = len(sent)
    return Figure(f"import of {IMPORTED}", spread(cpus), spread(walls), statements)


def booklet() -> list[Figure]:
    """Measure the booklet of 674 sessions, from the first wish to the file."""
    with world() as here:
        publish(here, IMPORTED)
        with here.served() as running:
            client, cpu, begun = Client(running.place), running.cpu(), time.perf_counter()
            answer = fetch_booklet(client)
            waited = (time.perf_counter() - begun) * 1000
            spent = spread([running.cpu() - cpu])
            memory, size = running.memory(), answer.size / 1e6
    return [Figure(f"booklet of {IMPORTED}", spent, spread([waited]), None, memory, size)]


def fetch_booklet(client: Client) -> Reply:
    """Have the booklet made and wait for it; return it."""
    client.send(f"{EVENT}/agenda.pdf", {})
    while (answer := client.get(f"{EVENT}/agenda.pdf")).body[:4] != b"%PDF":
        assert answer.status in {OK, UNAVAILABLE}, answer.text
        time.sleep(0.5)
    return answer
