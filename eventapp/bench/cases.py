"""The benchmarks by name. Each returns figures; the first of a pair is the baseline."""

import io
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path

import psutil
from flask import Flask, Response, jsonify
from flask.testing import FlaskClient
from sqlalchemy import text

from eventapp.agenda.programme import EMPTY
from eventapp.badges import services as badges
from eventapp.badges.render import document_of
from eventapp.badges.sheets import LAYOUTS
from eventapp.bench import crowds
from eventapp.bench.measure import Figure, measure
from eventapp.bench.world import World
from eventapp.registration import queries
from eventapp.registration.models import Registration
from eventapp.registration.queries import Search
from eventapp.scope import Scope
from eventapp.web import pdf
from eventapp.web.qr import badge_matrix, runs

MM = 72 / 25.4
SIZES = (250, 2_500, 25_000)
OK, SEE_OTHER = 200, 303


def bare(world: World) -> Figure:
    """Measure a bare Flask view: one SELECT, UPDATE, INSERT and commit on the same engine."""
    app = Flask("bare")
    table = "CREATE TABLE IF NOT EXISTS bare (id INTEGER PRIMARY KEY, n INTEGER)"
    with world.engine.begin() as connection:
        connection.execute(text(table))
        connection.execute(text("INSERT INTO bare (n) VALUES (1)"))

    @app.post("/")
    def one() -> Response:
        with world.engine.begin() as connection:
            found = connection.execute(text("SELECT n FROM bare WHERE id = 1")).scalar_one()
            connection.execute(text("UPDATE bare SET n = :n WHERE id = 1"), {"n": found + 1})
            connection.execute(text("INSERT INTO bare (n) VALUES (0)"))
        return jsonify(found)

    client = app.test_client()
    return measure("bare view", lambda _n: client.post("/"), engine=world.engine)


def scan(world: World) -> list[Figure]:
    """Measure one online decision of a badge's first scan."""
    baseline = bare(world)
    with world.session() as (session, event):
        tokens = [face.token for face in badges.faces(session, event, chosen="all")]
    client = world.app.test_client()
    client.set_cookie("door", world.phone, path="/door")

    def act(number: int) -> None:
        body = {
            "id": str(uuid.uuid4()),
            "seq": next(world.numbers),
            "code": tokens[number % len(tokens)],
            "t": 1_795_500_000_000 + next(world.numbers) * 20_000,
        }
        assert client.post("/door/v1/scan", json=body).status_code == OK

    return [baseline, measure("scan", act, engine=world.engine).beside(baseline)]


def register(world: World) -> list[Figure]:
    """Measure a whole sign-up at the form: fetched and sent over HTTP, by a visitor of its own."""
    baseline = bare(world)
    series = uuid.uuid4().hex
    path = "/go-cluster/register"

    def act(number: int) -> None:
        client = world.app.test_client()
        page = client.get(path).get_data(as_text=True)
        fields = dict(re.findall(r'name="(csrf_token|sent_as)"[^>]*value="([^"]+)"', page))
        fields |= {
            "given_name": "Ada",
            "family_name": f"Bench {number}",
            "email": f"{series}{number}@example.org",
            "organisation": "Chemie-Cluster Bayern",
            "language": "de",
            "category": "members",
            "consent_privacy": "y",
        }
        assert client.post(path, data=fields).status_code == SEE_OTHER

    return [baseline, measure("register", act, engine=world.engine).beside(baseline)]


def agenda(world: World) -> list[Figure]:
    """Measure the programme page, whole and unchanged, beside a file of our own."""
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
    return [baseline, whole.beside(baseline), same.beside(baseline)]


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


def badges_250(world: World) -> list[Figure]:
    """Measure 250 badges to one PDF, cold, in the renderer's own process."""
    baseline = measure("250 boxes by ReportLab", lambda _n: _reportlab(), runs=3, each=1)
    with world.session() as (session, event):
        faces = list(badges.faces(session, event, chosen="all"))
        faces = (faces * 2)[:250]

    def draw(chosen: int) -> Figure:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu, wall = time.process_time(), time.perf_counter()
        with world.app.app_context(), world.session() as (_, event):
            document = document_of(event, EMPTY, faces[:chosen], LAYOUTS["a6"])
        pdf.render(document)
        waited = (time.perf_counter() - wall) * 1000
        own = (time.process_time() - cpu) * 1000
        pdf.RENDERER.close()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        child = (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000
        spent = own + child
        memory = after.ru_maxrss / 1024
        name = f"badges {chosen} cold"
        return Figure(name, (spent,) * 3, (waited,) * 3, None, memory)

    return [baseline, draw(250).beside(baseline), draw(5).beside(baseline)]


def _reportlab() -> None:
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415  (a development package)

    canvas = Canvas(io.BytesIO(), pagesize=(105 * MM, 148 * MM))
    matrix = badge_matrix("2801" * 33)
    for number in range(250):
        canvas.setFont("Helvetica", 40)
        canvas.drawString(20, 300, f"Person {number}")
        path = canvas.beginPath()
        for x, y, length in runs(matrix):
            path.rect(200 + x * 2, 100 - y * 2, length * 2, 2)
        canvas.drawPath(path, fill=1, stroke=0)
        canvas.rect(0, 0, 105 * MM, 12 * MM, fill=1)
        canvas.showPage()
    canvas.save()


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
    import urllib.error  # noqa: PLC0415
    import urllib.request  # noqa: PLC0415

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
    """Measure registering, scanning and listing as the data grows a hundredfold."""
    figures: list[Figure] = []
    first: dict[str, Figure] = {}
    for size in SIZES:
        world.grow(size)
        client = world.app.test_client()
        client.set_cookie("who", world.who)
        listed = measure(
            f"list page at {size}",
            lambda _n, client=client: _ok(client, "/go-cluster/manage/registrations?sort=name", OK),  # type: ignore[misc]
            runs=3,
            each=5,
            engine=world.engine,
        )
        found = {"register": register(world)[1], "scan": scan(world)[1], "list": listed}
        for kind, figure in found.items():
            figure.name = f"{kind} at {size}"
            figures.append(figure.beside(first.setdefault(kind, figure)))
    return figures


CASES: dict[str, Callable[[World], list[Figure]]] = {
    "badges-250": badges_250,
    "scan": scan,
    "register": register,
    "agenda": agenda,
    "search": search,
    "start": start,
    "scale": scale,
    "burst": lambda world: crowds.burst(world.make_app),
    "release": lambda world: crowds.release(world.make_app),
}
