"""Requests that say in two ways where they end, at the program as its operators serve it."""

import re
import shutil
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import free_port
from tests.factories.served import GUNICORN, SERVE, Served, open_event, served

pytestmark = pytest.mark.on_sqlite
SECONDS = 8
STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})")
HOST = b"Host: events.example.org\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n"
HIDDEN = b"GET /healthz HTTP/1.1\r\nHost: events.example.org\r\n\r\n"
UNCLEAR = {
    "both, whole by portions": HOST + b"Content-Length: 6\r\n" + CHUNKED + b"\r\n0\r\n\r\n",
    "both, whole by length": HOST + b"Content-Length: 6\r\n" + CHUNKED + b"\r\nabcdef",
    "both, neither whole": HOST + CHUNKED + b"Content-Length: 60\r\n\r\n60\r\nabcdef",
    "both, another behind": HOST + b"Content-Length: 4\r\n" + CHUNKED + b"\r\n0\r\n\r\n" + HIDDEN,
    "two lengths": HOST + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde" + HIDDEN,
    "no length": HOST + b"Content-Length: +4\r\n\r\nabcd" + HIDDEN,
    "a name with a blank": HOST + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + HIDDEN,
    "portions of portions": HOST + b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
    "another coding": HOST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + HIDDEN,
}


@pytest.fixture(params=[SERVE, GUNICORN], ids=["serve", "gunicorn"])
def here(request: pytest.FixtureRequest, tmp_path: Path, migrated_sqlite: Path) -> Iterator[Served]:
    """Serve one open event."""
    shutil.copy(migrated_sqlite, tmp_path / "eventapp.db")
    open_event(f"sqlite:///{tmp_path / 'eventapp.db'}")
    with served(tmp_path, free_port(), *request.param) as process:
        yield process


def answers(here: Served, sent: bytes) -> list[int]:
    """Send these bytes; return the statuses that come before the server closes the connection."""
    with socket.create_connection(("127.0.0.1", here.port), SECONDS) as connection:
        connection.sendall(sent)
        said = b""
        while more := connection.recv(65536):
            said += more
    return [int(status) for status in STATUS.findall(said)]


def test_unclear_end_is_refused_at_once_and_nothing_behind_it_is_answered(here: Served) -> None:
    wrong = {}
    for name, rest in UNCLEAR.items():
        for path in (b"/sign-in", b"/door/v1/scans"):
            said = answers(here, b"POST " + path + b" HTTP/1.1\r\n" + rest)
            if said not in ([400], [501]):
                wrong[name, path] = said

    assert wrong == {}
    old = b"POST /sign-in HTTP/1.0\r\n" + HOST + CHUNKED + b"\r\n0\r\n\r\n" + HIDDEN
    assert answers(here, old) == [400]
    signed = b"POST /sign-in HTTP/1.1\r\n" + HOST + CHUNKED + b"\r\n+4\r\nabcd\r\n0\r\n\r\n"
    said = answers(here, signed + HIDDEN)  # gunicorn may have refused the request itself before
    assert said[-1] == 400
    assert 200 not in said


def test_portions_alone_and_a_length_alone_are_understood(here: Served) -> None:
    head = b"POST /sign-in HTTP/1.1\r\nConnection: close\r\n" + HOST
    length = b"Content-Length: 7\r\n\r\nemail=a"
    portions = b"3;x=1\r\nema\r\n4\r\nil=a\r\n0\r\nX-Kept: no\r\n\r\n"

    assert answers(here, head + length) == answers(here, head + CHUNKED + b"\r\n" + portions)
    assert answers(here, head + length) != [400]


@pytest.mark.parametrize("here", [SERVE], ids=["serve"], indirect=True)
@pytest.mark.parametrize("before", [b"1;", b"1\r\na\r\n0\r\nX-Kept: "], ids=["size", "trailer"])
def test_endless_line_beside_the_body_is_refused_when_it_is_long(
    here: Served, before: bytes
) -> None:
    """Two megabytes cost half a second of the loop that serves everybody, fifty four minutes."""
    head = b"POST /sign-in HTTP/1.1\r\n" + HOST + CHUNKED + b"\r\n" + before
    begun = time.monotonic()
    with socket.create_connection(("127.0.0.1", here.port), SECONDS) as connection:
        connection.sendall(head)
        connection.sendall(b"a" * 10_000)
        said = connection.recv(65536)

    assert STATUS.findall(said) == [b"400"]
    assert time.monotonic() - begun < SECONDS
