"""Measuring what visitors and door phones do: in process, and over sockets many at a time."""

import http.client
import itertools
import json
import re
import uuid
from urllib.parse import urlencode

from flask import Flask, Response, jsonify
from sqlalchemy import text

from eventapp.badges import services as badges
from eventapp.bench.measure import Figure, measure
from eventapp.bench.sockets import served, together
from eventapp.bench.world import World

OK, SEE_OTHER = 200, 303
PHONES, VISITORS = (1, 4, 16), (1, 8)
SCANS, SIGN_UPS = 128, 64
FORM = "/go-cluster/register"


def _bare(world: World) -> Flask:
    """Return a bare Flask view: one SELECT, UPDATE, INSERT and commit on the same engine."""
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

    return app


def bare(world: World) -> Figure:
    """Measure the bare view in this process."""
    client = _bare(world).test_client()
    return measure("bare view", lambda _n: client.post("/"), engine=world.engine)


def bare_served(world: World) -> Figure:
    """Measure the bare view over a socket."""

    def act(connection: http.client.HTTPConnection, _number: int) -> None:
        connection.request("POST", "/", b"")
        assert _answer(connection)[0] == OK

    with served(_bare(world)) as place:
        return together("bare view, served", place, 1, SCANS, act, engine=world.engine)


def _answer(connection: http.client.HTTPConnection) -> tuple[int, str, str]:
    """Return status, cookie and body of the answer."""
    response = connection.getresponse()
    cookie = (response.getheader("Set-Cookie") or "").partition(";")[0]
    return response.status, cookie, response.read().decode()


def scan(world: World) -> list[Figure]:
    """Measure online decisions: in process, then by 1, 4 and 16 phones at the same time."""
    return [*scan_here(world), *_scans_by_phones(world)]


def scan_here(world: World) -> list[Figure]:
    """Measure one online decision in this process, beside the bare view."""
    baseline = bare(world)
    tokens, client = _tokens(world), world.app.test_client()
    client.set_cookie("door", world.phones(1)[0], path="/door")

    def act(number: int) -> None:
        body = _scan(world, tokens[number % len(tokens)])
        assert client.post("/door/v1/scan", json=body).status_code == OK

    return [baseline, measure("scan", act, engine=world.engine).beside(baseline)]


def _tokens(world: World) -> list[str]:
    with world.session() as (session, event):
        return [face.token for face in badges.faces(session, event, chosen="all")]


def _scan(world: World, token: str) -> dict[str, object]:
    number = next(world.numbers)
    moment = 1_795_500_000_000 + number * 20_000
    return {"id": str(uuid.uuid4()), "seq": number, "code": token, "t": moment}


def _scans_by_phones(world: World) -> list[Figure]:
    baseline, found = bare_served(world), []
    tokens, cookies = itertools.cycle(_tokens(world)), world.phones(max(PHONES))
    with served(world.app) as place:
        for phones in PHONES:
            each = SCANS // phones

            def act(connection: http.client.HTTPConnection, number: int, each: int = each) -> None:
                headers = {
                    "Cookie": f"door={cookies[number // each % len(cookies)]}",
                    "Content-Type": "application/json",
                }
                body = json.dumps(_scan(world, next(tokens)))
                connection.request("POST", "/door/v1/scan", body, headers)
                assert _answer(connection)[0] == OK

            name = f"scan, served, {phones} phones"
            figure = together(name, place, phones, each, act, engine=world.engine)
            found.append(figure.beside(baseline))
    return [baseline, *found]


def register(world: World) -> list[Figure]:
    """Measure whole sign-ups at the form: in process, then by 1 and 8 visitors at a time."""
    return [*register_here(world), *_sign_ups_by_visitors(world)]


def register_here(world: World) -> list[Figure]:
    """Measure a whole sign-up, fetched and sent, by a visitor of its own."""
    baseline, series = bare(world), uuid.uuid4().hex

    def act(number: int) -> None:
        client = world.app.test_client()
        fields = _filled(client.get(FORM).get_data(as_text=True), f"{series}{number}")
        assert client.post(FORM, data=fields).status_code == SEE_OTHER

    return [baseline, measure("register", act, engine=world.engine).beside(baseline)]


def _filled(page: str, name: str) -> dict[str, str]:
    """Return the form of the page as a visitor fills it in."""
    return {
        **dict(re.findall(r'name="(csrf_token|sent_as)"[^>]*value="([^"]+)"', page)),
        "given_name": "Ada",
        "family_name": f"Bench {name[-6:]}",
        "email": f"{name}@example.org",
        "organisation": "Chemie-Cluster Bayern",
        "language": "de",
        "category": "members",
        "consent_privacy": "y",
    }


def _sign_ups_by_visitors(world: World) -> list[Figure]:
    baseline, found = bare_served(world), []
    with served(world.app) as place:
        for visitors in VISITORS:
            series = uuid.uuid4().hex

            def act(
                connection: http.client.HTTPConnection, number: int, series: str = series
            ) -> None:
                connection.request("GET", FORM)
                _, cookie, page = _answer(connection)
                body = urlencode(_filled(page, f"{series}{number}"))
                kind = "application/x-www-form-urlencoded"
                headers = {"Cookie": cookie, "Content-Type": kind, "Referer": f"http://{place}/"}
                connection.request("POST", FORM, body, headers)
                assert _answer(connection)[0] == SEE_OTHER

            name = f"register, served, {visitors} visitors"
            each = SIGN_UPS // visitors
            figure = together(name, place, visitors, each, act, engine=world.engine)
            found.append(figure.beside(baseline))
    return [baseline, *found]
