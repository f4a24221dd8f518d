"""The benchmarks by name. Each returns figures; the first of a pair is the baseline."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil
from flask.testing import FlaskClient
from sqlalchemy import text

from eventapp.bench import crowds, printing, timetables, visits
from eventapp.bench.measure import Figure, measure
from eventapp.bench.world import World
from eventapp.registration import queries
from eventapp.registration.models import Registration
from eventapp.registration.queries import Search
from eventapp.scope import Scope

SIZES = (250, 2_500, 25_000, 250_000)
LISTS = {
    "list": "/go-cluster/manage/registrations?sort=name",
    "dashboard": "/go-cluster/manage/",
    "doors": "/go-cluster/manage/doors",
}
"""Pages whose cost must not grow with the data."""


def agenda(world: World) -> list[Figure]:
    """Measure the programme page, whole and unchanged, beside a file of our own, and its feeds."""
    client = world.app.test_client()
    page = "/go-cluster/agenda"
    style = client.get("/go-cluster/").get_data(as_text=True).partition('href="/static/')[2]
    file = "/static/" + style.partition('"')[0]
    baseline = measure("static file", lambda _n: client.get(file).get_data())
    whole = measure("agenda 200", lambda _n: _ok(client, page, 200), engine=world.engine)
    tag = {"If-None-Match": client.get(page).headers["ETag"]}
    same = measure(
        "agenda 304", lambda _n: client.get(page, headers=tag).get_data(), engine=world.engine
    )
    return [baseline, whole.beside(baseline), same.beside(baseline), *timetables.feeds(world)]


def _ok(client: FlaskClient, path: str, status: int) -> None:
    assert client.get(path).status_code == status


def search(world: World) -> list[Figure]:
    """Measure the organisers' search at 250 and 10,000 registrations."""
    figures = []
    for size in (250, 10_000):
        world.grow(size)
        with world.session() as (session, _event):
            some = session.query(Registration.reference).order_by(Registration.id.desc()).first()
            key = some[0] if some else ""
            baseline = measure(
                f"indexed SELECT at {size}",
                lambda _n, key=key: session.execute(  # type: ignore[misc]
                    text("SELECT id FROM registration WHERE reference = :k"),
                    {"k": key},
                ).all(),
            )
            found = measure(
                f"search at {size}",
                lambda _n: queries.found(session, Scope(world.event_id), Search(typed="person249")),
                engine=world.engine,
            )
        figures += [baseline, found.beside(baseline)]
    return figures


def start(_world: World) -> list[Figure]:
    """Measure a cold start until the first answer, and the memory of web and worker together."""
    with tempfile.TemporaryDirectory() as folder:
        port = "8791"
        environment = {**os.environ, "EVENTAPP_DATA_DIR": folder, "PORT": port}
        program = [sys.executable, "-m", "eventapp.cli", "serve"]
        figures = []
        for name in ("start, first (demo loaded)", "start, again"):
            begun = time.perf_counter()
            with Path(os.devnull).open("w") as nowhere:
                running = subprocess.Popen(  # noqa: S603  (our own program)
                    program, env=environment, stdout=nowhere, stderr=nowhere
                )
            _until_answers(port)
            waited = (time.perf_counter() - begun) * 1000
            process = psutil.Process(running.pid)
            times = process.cpu_times()
            spent = (times.user + times.system) * 1000
            memory = process.memory_info().rss / 1024 / 1024
            running.terminate()
            running.wait()
            figures.append(Figure(name, (spent,) * 3, (waited,) * 3, None, memory))
    return figures


def _until_answers(port: str) -> None:
    import urllib.error  # noqa: PLC0415  (in this benchmark alone)
    import urllib.request  # noqa: PLC0415  (in this benchmark alone)

    address = f"http://127.0.0.1:{port}/go-cluster/"
    for _ in range(600):
        try:
            urllib.request.urlopen(address, timeout=5).read()
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("the server did not start")


def scale(world: World) -> list[Figure]:
    """Measure registering, scanning and listing as the data grows a thousandfold."""
    figures: list[Figure] = []
    first: dict[str, Figure] = {}
    for size in SIZES:
        world.grow(size)
        found = {"register": visits.register_here(world)[1], "scan": visits.scan_here(world)[1]}
        found |= {kind: _listed(world, path) for kind, path in LISTS.items()}
        for kind, figure in found.items():
            figure.name = f"{kind} at {size}"
            figures.append(figure.beside(first.setdefault(kind, figure)))
    return figures


def _listed(world: World, path: str) -> Figure:
    client = world.app.test_client()
    client.set_cookie("who", world.who)
    return measure(path, lambda _n: _ok(client, path, 200), runs=3, each=5, engine=world.engine)


CASES: dict[str, Callable[[World], list[Figure]]] = {
    "badges-250": printing.badges_250,
    "badges-sheet": printing.badges_sheet,
    "scan": visits.scan,
    "register": visits.register,
    "agenda": agenda,
    "search": search,
    "import": timetables.imports,
    "start": start,
    "scale": scale,
    "burst": lambda world: crowds.burst(world.make_app),
    "release": lambda world: crowds.release(world.make_app),
}
