"""The product as its operators start it: `serve` or gunicorn as a process, asked over sockets."""

import contextlib
import http.client
import os
import re
import signal
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy.orm import Session

from eventapp.orm import make_engine
from tests.factories.events import make_event_with_category
from tests.factories.programs import Program, start

PRODUCTION = {
    "EVENTAPP_SECRET_KEY": "k" * 40,
    "EVENTAPP_BASE_URL": "https://events.example.org",
}
HOST = "events.example.org"
SERVE = ("-m", "eventapp.cli", "serve")
WORK = ("-m", "eventapp.cli", "work")
GUNICORN = (
    "-m",
    "gunicorn",
    "--threads",
    "8",
    "--bind",
    "127.0.0.1:{port}",
    "eventapp.cli.command:build_app()",
)
START_SECONDS = 60

SET_CLOCK = """
import datetime, pathlib, sys, time
real, ahead = time.time, pathlib.Path(sys.argv[1])
time.time = lambda: real() + float(ahead.read_text())
from eventapp import clock
clock.now = lambda: datetime.datetime.fromtimestamp(time.time(), datetime.UTC)
from eventapp.cli.command import main
main(sys.argv[2:])
"""
"""A command on a machine whose clock is wrong by the seconds in a file."""


class Answer:
    """What came back: status, headers by small letters, body as text."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.cookies = response.headers.get_all("Set-Cookie") or []
        self.text = response.read().decode(errors="replace")


class Served:
    """A running process and how to speak to it."""

    def __init__(self, process: Program, port: int, log: Path) -> None:
        self.process, self.port, self.log = process, port, log

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        body: str = "",
        headers: Mapping[str, str] | None = None,
        host: str | None = HOST,
    ) -> Answer:
        """Send one request over a connection of its own; `host` is what the Host header says."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in {"Host": host, **(headers or {})}.items():
                if value is not None:
                    connection.putheader(name, value)
            if method != "GET":
                connection.putheader("Content-Length", str(len(body.encode())))
            connection.endheaders(body.encode())
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def sign_up(self, number: int, **headers: str) -> int:
        """Fill the public form in as one visitor; return the status that answers."""
        return self.send_form(number, **headers).status

    def send_form(self, number: int, **headers: str) -> Answer:
        """Fill the public form in as one visitor; return what answers."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        page = self.ask("/spring/register?lang=en", headers=given)
        fields = dict(re.findall(r'name="(csrf_token|sent_as)"[^>]*value="([^"]+)"', page.text))
        fields |= {"given_name": "Ada", "family_name": f"Number {number}"}
        fields |= {"email": f"ada{number}@example.org", "language": "de", "category": "guests"}
        given["Cookie"] = "; ".join(cookie.partition(";")[0] for cookie in page.cookies)
        given["Content-Type"] = "application/x-www-form-urlencoded"
        return self.ask("/spring/register", method="POST", body=urlencode(fields), headers=given)

    def end(self, how: int = signal.SIGTERM, *, seconds: float = 40) -> int:
        """Send a signal and wait; return the exit code."""
        self.process.send_signal(how)
        return self.process.wait(seconds)


@contextlib.contextmanager
def served(
    folder: Path, port: int, *command: str, environ: Mapping[str, str] | None = None
) -> Iterator[Served]:
    """Start a server on a data directory, wait until it answers, end it afterwards."""
    words = [argument.format(port=port) for argument in command or SERVE]
    log = folder / f"log-{port}"
    with running(
        folder, *words, log=log, environ={"PORT": str(port), **(environ or {})}
    ) as process:
        _wait_for(process, port, log)
        yield Served(process, port, log)


@contextlib.contextmanager
def running(folder: Path, *words: str, log: Path, environ: Mapping[str, str]) -> Iterator[Program]:
    """Run Python with these words in production, on a data directory; kill it afterwards."""
    given = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    given |= {"EVENTAPP_DATA_DIR": str(folder), "EVENTAPP_WORKER": "apart", **PRODUCTION}
    with log.open("wb") as said:
        process = start(
            *words, environ={**given, **environ}, stdout=said.fileno(), stderr=said.fileno()
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def _wait_for(process: Program, port: int, log: Path) -> None:
    """Wait for an answer, whatever it is: a connection alone is taken before anybody listens."""
    until = time.monotonic() + START_SECONDS
    place = Served(process, port, log)
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            place.ask("/healthz")
            return
        time.sleep(0.05)
    raise AssertionError(f"does not answer: {log.read_text(errors='replace')}")


def open_event(database_url: str, *, places: int = 500) -> None:
    """Put one event that is open for registration into a migrated database."""
    engine = make_engine(database_url)
    with Session(engine) as session:
        event, _category = make_event_with_category(session, places=places)
        event.registration_closes_at = event.starts_at = event.ends_at = None
        session.commit()
    engine.dispose()


def set_clock(place: Path, *, seconds: float) -> None:
    """Let the clock of a process begun with SET_CLOCK be ahead by so much, all at once."""
    place.with_suffix(".new").write_text(str(seconds), encoding="ascii")
    place.with_suffix(".new").replace(place)
