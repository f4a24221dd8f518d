"""`serve` as a process: connections on which nothing comes, and a stop in the middle of work."""

import contextlib
import http.client
import json
import os
import shutil
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp import orm
from eventapp.documents.pdf import Document, Renderer
from eventapp.orm import make_engine
from eventapp.registration.models import Registration
from tests.conftest import free_port
from tests.factories.served import Served, open_event, served

pytestmark = pytest.mark.on_sqlite
Start = Callable[..., Served]
HALF_A_HEAD = b"GET / HTTP/1.1\r\nHost: events.example.org\r\nX-Slow: "
HALF_A_BODY = (
    b"POST /sign-in HTTP/1.1\r\nHost: events.example.org\r\nContent-Length: 9000\r\n\r\nemail="
)
QUICK_SECONDS = 10


def impatient(**seconds: float) -> tuple[str, str]:
    """Return `serve` with other times, by the names of its constants."""
    lines = [f"server.{name} = serve.{name} = {value}" for name, value in seconds.items()]
    start = ["from eventapp.cli.command import main", "main(['serve'])"]
    return "-c", "\n".join(
        ["from eventapp.web import server", "from eventapp.cli import serve", *lines, *start]
    )


@pytest.fixture
def start(tmp_path: Path, migrated_sqlite: Path) -> Iterator[Start]:
    """Return what starts `serve` in production, on a database with one open event."""
    shutil.copy(migrated_sqlite, tmp_path / "eventapp.db")
    open_event(f"sqlite:///{tmp_path / 'eventapp.db'}")
    with ExitStack() as stack:
        yield lambda *command: stack.enter_context(served(tmp_path, free_port(), *command))


def connect(here: Served, sent: bytes = b"") -> socket.socket:
    """Open a connection, send something and keep it open."""
    made = socket.create_connection(("127.0.0.1", here.port), timeout=30)
    made.sendall(sent)
    return made


def closed(connection: socket.socket) -> bool:
    """Say whether the server has ended this connection."""
    connection.settimeout(0.01)
    try:
        return connection.recv(1) == b""
    except TimeoutError:
        return False
    except ConnectionError:
        return True


def until(what: Callable[[], bool], *, seconds: float) -> bool:
    """Wait until something is so, no longer than that; return whether it is."""
    end = time.monotonic() + seconds
    while not what() and time.monotonic() < end:
        time.sleep(0.1)
    return what()


@pytest.mark.parametrize("many", [100, 500, 1200])
@pytest.mark.parametrize("sent", [b"", HALF_A_HEAD, HALF_A_BODY], ids=["nothing", "head", "body"])
def test_half_open_connections_keep_nobody_out(start: Start, many: int, sent: bytes) -> None:
    here = start()
    here.ask("/spring/")
    with ExitStack() as stack:
        for _ in range(many):
            stack.enter_context(connect(here, sent))
        begun = time.monotonic()
        page = here.ask("/spring/")
        waited = time.monotonic() - begun

    assert page.status == 200
    assert waited < QUICK_SECONDS


def test_connections_are_closed_that_keep_the_server_waiting(start: Start) -> None:
    here = start(*impatient(HEAD_SECONDS=2, STILL_SECONDS=2, IDLE_SECONDS=2))
    kept = http.client.HTTPConnection("127.0.0.1", here.port, timeout=10)
    kept.request("GET", "/healthz")
    kept.getresponse().read()
    assert kept.sock is not None
    slow = connect(here, HALF_A_HEAD)
    waiting = [
        connect(here),
        connect(here, HALF_A_HEAD),
        connect(here, HALF_A_BODY),
        slow,
        kept.sock,
    ]

    def all_closed() -> bool:
        with contextlib.suppress(OSError):
            slow.sendall(b"x")  # a byte now and then makes no head
        return all(closed(connection) for connection in waiting)

    assert not any(closed(connection) for connection in waiting)
    assert until(all_closed, seconds=10)


def test_body_that_comes_slowly_but_steadily_is_read(start: Start) -> None:
    here = start(*impatient(HEAD_SECONDS=1, STILL_SECONDS=3))
    body = json.dumps({"token": "none"}).encode()
    head = (
        f"POST /door/v1/enrol HTTP/1.1\r\nHost: events.example.org\r\nContent-Length: {len(body)}"
    )
    slow = connect(here, f"{head}\r\nContent-Type: application/json\r\n\r\n".encode())

    for place in range(0, len(body), 3):
        slow.sendall(body[place : place + 3])
        time.sleep(0.7)

    assert slow.recv(12) in {b"HTTP/1.1 404", b"HTTP/1.1 410", b"HTTP/1.1 422"}


@contextlib.contextmanager
def held_up(here: Served) -> Iterator[list[int]]:
    """Have a sign-up wait for the database; the block begins while it waits, inside its request."""
    other = orm.sqlite.connect(here.log.parent / "eventapp.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    answers: list[int] = []

    def visit() -> None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            answers.append(here.sign_up(1))

    visitor = threading.Thread(target=visit)
    visitor.start()
    time.sleep(1.5)
    assert not answers
    try:
        yield answers
    finally:
        other.rollback()
        other.close()
        visitor.join(30)


def shut(here: Served) -> bool:
    """Say whether nobody new is let in."""
    try:
        socket.create_connection(("127.0.0.1", here.port), timeout=1).close()
    except OSError:
        return True
    return False


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_stop_answers_what_runs_lets_nobody_in_and_leaves_one_file(
    start: Start, tmp_path: Path, how: int
) -> None:
    here = start()
    idle = [connect(here), connect(here, HALF_A_HEAD)]
    with held_up(here) as answers:
        here.process.send_signal(how)
        assert until(lambda: shut(here), seconds=QUICK_SECONDS)
        assert until(lambda: all(closed(connection) for connection in idle), seconds=QUICK_SECONDS)
        assert here.process.poll() is None
        assert not answers
    begun = time.monotonic()
    code = here.process.wait(20)

    assert (answers, code) == ([303], 0)
    assert time.monotonic() - begun < QUICK_SECONDS
    wal = tmp_path / "eventapp.db-wal"
    assert not wal.exists() or wal.stat().st_size == 0
    shutil.copy(tmp_path / "eventapp.db", tmp_path / "copy.db")
    with Session(make_engine(f"sqlite:///{tmp_path / 'copy.db'}")) as session:
        assert session.scalar(select(func.count(Registration.id))) == 1


def test_second_signal_ends_at_once(start: Start) -> None:
    here = start()
    with held_up(here) as answers:
        here.process.send_signal(signal.SIGTERM)
        assert until(lambda: shut(here), seconds=QUICK_SECONDS)
        assert here.end(signal.SIGTERM, seconds=QUICK_SECONDS) == -signal.SIGTERM

    assert answers == []


def test_stop_waits_no_longer_than_its_time(start: Start) -> None:
    here = start(*impatient(STOP_SECONDS=1.0))
    with connect(here, HALF_A_BODY):
        time.sleep(0.5)
        begun = time.monotonic()
        code = here.end(seconds=20)

    assert code == 0
    assert 1 <= time.monotonic() - begun < QUICK_SECONDS
    assert "stopped_in_the_middle" in here.log.read_text(encoding="utf-8")


def test_signal_for_all_processes_of_the_service_leaves_a_document_whole() -> None:
    """Ctrl-C and systemd tell the renderer, too; it ends with the server, after its document."""
    renderer = Renderer()

    def tell(_word: str) -> None:
        assert renderer.child is not None
        for number in (signal.SIGINT, signal.SIGTERM):
            os.kill(renderer.child.pid, number)

    try:
        content = renderer.render(Document(html="<p>one</p>", css=""), tell)
    finally:
        renderer.close()

    assert content.startswith(b"%PDF")
