"""Connections as browsers and proxies use them: one for many requests, whatever is answered."""

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import free_port
from tests.factories.served import GUNICORN, SERVE, Served, open_event, served

pytestmark = pytest.mark.on_sqlite
SECONDS = 20


@pytest.fixture(params=[SERVE, GUNICORN], ids=["serve", "gunicorn"])
def here(request: pytest.FixtureRequest, tmp_path: Path, migrated_sqlite: Path) -> Iterator[Served]:
    """Serve one open event."""
    shutil.copy(migrated_sqlite, tmp_path / "eventapp.db")
    open_event(f"sqlite:///{tmp_path / 'eventapp.db'}")
    with served(tmp_path, free_port(), *request.param) as process:
        yield process


class Line:
    """One connection, spoken to by hand."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), SECONDS)
        self.file = self.socket.makefile("rb")

    def ask(self, method: str, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Send a request and read exactly its answer; what is left over spoils the next one."""
        given = {"Host": "events.example.org"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        lines = [f"{method} {path} HTTP/1.1", *(f"{k}: {v}" for k, v in given.items()), "", ""]
        self.socket.sendall("\r\n".join(lines).encode())
        status = int(self.file.readline().split()[1])
        by_name = {}
        while line := self.file.readline().strip().decode():
            name, _, value = line.partition(": ")
            by_name[name.lower()] = value
        return status, by_name, self._body(method, status, by_name)

    def _body(self, method: str, status: int, facts: dict[str, str]) -> bytes:
        if method == "HEAD" or status in {204, 304}:
            return b""
        if "content-length" in facts:
            return self.file.read(int(facts["content-length"]))
        assert facts["transfer-encoding"] == "chunked"
        body = b""
        while size := int(self.file.readline(), 16):
            body += self.file.read(size)
            self.file.readline()
        assert self.file.readline() == b"\r\n"
        return body

    def is_closed(self) -> bool:
        """Say whether the server has closed its end."""
        return self.file.read(1) == b""


def test_a_connection_stays_open_after_an_answer_without_a_body(here: Served) -> None:
    line = Line(here.port)
    _, first, page = line.ask("GET", "/spring/?lang=en")

    unchanged = line.ask("GET", "/spring/?lang=en", If_None_Match=first["etag"])
    head = line.ask("HEAD", "/spring/?lang=en")
    allowed = line.ask("OPTIONS", "/spring/?lang=en")
    portions = line.ask("HEAD", "/static/none")
    again = line.ask("GET", "/spring/?lang=en")

    assert [pair[0] for pair in (unchanged, head, allowed, portions, again)] == [
        304, 200, 200, 404, 200,
    ]  # fmt: skip
    assert "content-length" not in unchanged[1]
    assert int(head[1]["content-length"]) == len(page) == len(again[2])
    assert {pair[1].get("connection", "keep-alive") for pair in (unchanged, head)} == {"keep-alive"}


def test_a_client_that_says_close_is_closed(here: Served) -> None:
    line = Line(here.port)

    _, facts, page = line.ask("GET", "/spring/", Connection="close")

    assert facts["connection"] == "close"
    assert page
    assert line.is_closed()


def test_a_page_read_compressed_is_unchanged_however_it_is_asked_for_again(here: Served) -> None:
    line = Line(here.port)
    tags = [
        line.ask("GET", "/spring/agenda", Accept_Encoding=way)[1]["etag"]
        for way in ("zstd", "br", "gzip", "identity")
    ]

    asked = [line.ask("GET", "/spring/agenda", If_None_Match=tag)[0] for tag in tags]

    assert len(set(tags)) == 1
    assert asked == [304, 304, 304, 304]
