"""`serve` as several processes: the doors beside heavy pages, deaths, orphans, one count for all."""

import http.client
import json
import os
import re
import shutil
import signal
import socket
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from eventapp.web.handover import for_doors
from tests.checkin.test_full_disk import come_in, prepared
from tests.conftest import free_port
from tests.factories.apps import make_app, settings_for
from tests.factories.served import HOST, PRODUCTION, Served, served

pytestmark = [
    pytest.mark.on_sqlite,
    pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks into /proc"),
]
Start = Callable[..., Served]
VISITORS = 8
INSIDE = {"EVENTAPP_WORKER": "inside", "EVENTAPP_TICK_SECONDS": "5"}
"""Jobs in a process of their own, which the clock soon begins again when it had nothing to do."""
PATIENCE_SECONDS = 15
BUSY = """
from eventapp.cli import command as cli
from eventapp.web.access import Audience, open_to
made = cli.create_app
@open_to(Audience.PUBLIC)
def busy():
    return str(sum(range(6_000_000)))
def slower(settings):
    app = made(settings)
    app.view_functions["operations.healthz"] = busy
    return app
cli.create_app = slower
cli.main(["serve"])
"""
"""`serve` with one page that computes for long."""
TELLING = """
import functools, os
from flask import g
from eventapp.cli import command as cli
from eventapp.i18n.templates import environment
made = cli.create_app
def telling(settings):
    app = made(settings)
    view = app.view_functions["website.event_page"]
    @functools.wraps(view)
    def told(**known):
        before = len(environment().cache)
        page = view(**known)
        print("made", g.language, os.getpid(), len(environment().cache) - before, flush=True)
        return page
    app.view_functions["website.event_page"] = told
    return app
cli.create_app = telling
cli.main(["serve"])
"""
"""`serve` that tells which process makes the event's page, and how many templates it loads."""


@pytest.fixture
def place(tmp_path: Path, migrated_sqlite: Path) -> Path:
    """Return a data directory with a migrated database."""
    shutil.copy(migrated_sqlite, tmp_path / "eventapp.db")
    return tmp_path


@pytest.fixture
def start(place: Path) -> Iterator[Start]:
    """Return what starts `serve` on that directory."""
    with ExitStack() as stack:
        yield lambda *command, **environ: stack.enter_context(
            served(place, free_port(), *command, environ=environ)
        )


def people(place: Path) -> tuple[str, list[str]]:
    """Store an event with badges; return a phone's cookie and the codes."""
    url = f"sqlite:///{place / 'eventapp.db'}"
    secret = PRODUCTION["EVENTAPP_SECRET_KEY"]
    _event, cookie, codes = prepared(make_app(settings_for(place, url, secret_key=secret)))
    return cookie, codes


def children(here: Served) -> list[int]:
    """Return the processes that `serve` began, in that order: doors, pages, worker."""
    path = Path(f"/proc/{here.process.pid}/task/{here.process.pid}/children")
    return [int(number) for number in path.read_text(encoding="ascii").split()]


def until(what: Callable[[], bool]) -> bool:
    """Wait until something is so, or too long; return whether it is."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not what() and time.monotonic() < end:
        time.sleep(0.05)
    return what()


def answers(here: Served, path: str) -> bool:
    try:
        return here.ask(path).status == 200
    except (OSError, http.client.HTTPException):
        return False


def lives(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text(encoding="ascii").split()[2] != "Z"
    except OSError:
        return False


def test_scans_do_not_wait_for_pages_that_compute(place: Path, start: Start) -> None:
    cookie, codes = people(place)
    here = start("-c", BUSY)
    over = threading.Event()

    def visit() -> None:
        while not over.is_set():
            here.ask("/healthz")

    visitors = [threading.Thread(target=visit) for _ in range(VISITORS)]
    for visitor in visitors:
        visitor.start()
    time.sleep(1)
    waited = []
    for number, code in enumerate(codes[:20], 1):
        begun = time.monotonic()
        assert come_in(here, cookie, code, number).status == 200
        waited.append(time.monotonic() - begun)
    over.set()
    for visitor in visitors:
        visitor.join()

    assert sorted(waited)[-2] < 0.5  # beside them in one process: seconds


def test_pages_are_made_of_what_was_loaded_once_before_there_were_several_processes(
    place: Path, start: Start
) -> None:
    people(place)
    here = start("-c", TELLING)
    page = here.ask("/spring/?lang=fr")

    assert page.status == 200
    log = here.log.read_text(encoding="utf-8")
    processes = re.findall(r"^made (\w+) (\d+) (\d+)$", log, re.MULTILINE)
    parent, pages = str(here.process.pid), str(children(here)[1])
    by = [(language, number) for language, number, _loaded in processes]
    assert by == [("de", parent), ("fr", parent), ("en", parent), ("fr", pages)]
    assert [loaded != "0" for *_by, loaded in processes] == [True, False, False, False]
    assert log.count('"rule": "/<event:event>/"') == 1  # the visitor's


def test_connection_that_is_used_for_pages_and_doors_is_answered_at_each(
    place: Path, start: Start
) -> None:
    cookie, codes = people(place)
    here = start()
    kept = http.client.HTTPConnection("127.0.0.1", here.port, timeout=30)
    answers = []
    for number, code in enumerate(codes[:5], 1):
        kept.request("GET", "/spring/", headers={"Host": HOST})
        page = kept.getresponse()
        page.read()
        body = {
            "id": str(uuid.UUID(int=number)),
            "seq": number,
            "code": code,
            "t": 1_795_500_000_000,
        }
        headers = {"Cookie": f"__Secure-door={cookie}", "Content-Type": "application/json"}
        kept.request("POST", "/door/v1/scan", json.dumps(body), {"Host": HOST, **headers})
        answer = kept.getresponse()
        answers.append((page.status, answer.status, json.loads(answer.read())["verdict"]))

    assert answers == [(200, 200, "first")] * 5


def test_head_that_comes_in_pieces_reaches_its_process(start: Start) -> None:
    here = start()
    with socket.create_connection(("127.0.0.1", here.port), timeout=30) as slow:
        for piece in (b"GE", b"T /spr", b"ing/ HT", f"TP/1.1\r\nHost: {HOST}\r\n\r\n".encode()):
            slow.sendall(piece)
            time.sleep(0.1)
        assert slow.recv(12) in {b"HTTP/1.1 200", b"HTTP/1.1 404"}


@pytest.mark.parametrize("which", [0, 1, 2], ids=["doors", "pages", "worker"])
def test_process_that_is_killed_is_begun_anew_and_told(
    place: Path, start: Start, which: int
) -> None:
    people(place)
    here = start(**INSIDE)
    assert until(lambda: len(children(here)) == 3)
    before = children(here)
    os.kill(before[which], signal.SIGKILL)

    assert until(lambda: len(children(here)) == 3 and before[which] not in children(here))
    assert until(lambda: answers(here, "/door") and answers(here, "/spring/"))
    text = here.log.read_text(encoding="utf-8")
    assert re.search(
        r'"process": "(doors|pages-1|worker)", "code": -9, "event": "process_end', text
    )
    assert here.end() == 0


def test_no_process_outlives_the_one_that_began_it(start: Start) -> None:
    here = start(**INSIDE)
    assert until(lambda: len(children(here)) == 3)
    begun = children(here)

    here.end(signal.SIGKILL)

    assert until(lambda: not any(lives(number) for number in begun))


def test_stop_told_to_all_processes_at_once_is_one_stop(place: Path, start: Start) -> None:
    here = start(**INSIDE)
    assert until(lambda: len(children(here)) == 3)
    begun = children(here)
    for number in (*begun, here.process.pid):  # as a service manager does
        os.kill(number, signal.SIGTERM)

    assert here.process.wait(PATIENCE_SECONDS) == 0
    assert not any(lives(number) for number in begun)
    wal = place / "eventapp.db-wal"
    assert not wal.exists() or wal.stat().st_size == 0


def test_numbers_of_all_processes_are_told_as_one(place: Path, start: Start) -> None:
    people(place)
    here = start()
    for path in ("/door", "/spring/", "/spring/", "/door"):
        assert here.ask(path).status == 200

    text = here.ask("/metrics", host="127.0.0.1").text

    assert 'eventapp_requests_total{method="GET",rule="/door",status="200"} 2.0' in text
    assert 'rule="/<event:event>/",status="200"} 2.0' in text
    assert 'eventapp_request_seconds_count{rule="/door"} 2.0' in text
    assert "eventapp_worker_absent" in text


def test_one_process_does_it_all_where_the_setting_says_so(place: Path, start: Start) -> None:
    people(place)
    here = start(EVENTAPP_PAGE_PROCESSES="0", EVENTAPP_WORKER="inside")

    assert answers(here, "/door")
    assert answers(here, "/spring/")
    assert children(here) == []
    assert here.end() == 0


def test_limits_count_the_visitor_behind_a_proxy_in_every_process(
    place: Path, start: Start
) -> None:
    people(place)
    here = start(EVENTAPP_TRUSTED_PROXIES="1", EVENTAPP_RATE_LIMITS="on")

    def enrol(visitor: str) -> int:
        headers = {"X-Forwarded-For": visitor, "Content-Type": "application/json"}
        body = json.dumps({"token": "none"})
        return here.ask("/door/v1/enrol", method="POST", body=body, headers=headers).status

    answers = [enrol("203.0.113.7") for _ in range(11)]

    assert 429 not in answers[:10]
    assert answers[10] == 429
    assert enrol("203.0.113.8") != 429


def test_beginning_of_a_request_says_whose_it_is() -> None:
    doors = [b"GET /door HTTP/1.1", b"POST /door/v1/scan HTTP/1.1\r\nHost: x", b"\r\nGET /door?x H"]
    pages = [b"GET / HTTP/1.1", b"GET /doorway HTTP/1.1", b"nonsense\n", b"x" * 9_000]

    assert [for_doors(door) for door in doors] == [True] * 3
    assert [for_doors(page) for page in pages] == [False] * 4
    assert [for_doors(beginning) for beginning in (b"", b"GE", b"GET /door", b"GET /door/v1")] == [
        None
    ] * 4
