"""Who asks: browsers and phones on connections of their own, one after another or many at once."""

import gzip
import http.client
import json
import re
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

FORM = "application/x-www-form-urlencoded"
HIDDEN = re.compile(r'name="(csrf_token|sent_as|seen)"[^>]*value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back; `size` is what went over the wire."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    size: int

    @property
    def text(self) -> str:
        """Return the body as text."""
        return self.body.decode()


class Client:
    """A browser without a screen: keeps its connection and cookies, takes gzip."""

    def __init__(self, place: str, **cookies: str) -> None:
        self.place = place
        self.cookies = dict(cookies)
        self.always: dict[str, str] = {}
        """Headers that go with every request."""
        self.connection = http.client.HTTPConnection(place, timeout=120)

    def get(self, path: str, **headers: str) -> Reply:
        """Fetch a page."""
        return self._ask("GET", path, None, headers)

    def post(self, path: str, body: bytes | str = b"", **headers: str) -> Reply:
        """Send a body."""
        return self._ask("POST", path, body, headers)

    def post_json(self, path: str, value: object, **headers: str) -> Reply:
        """Send JSON."""
        return self.post(path, json.dumps(value), Content_Type="application/json", **headers)

    def send(self, path: str, fields: Mapping[str, str], *, page: str | None = None) -> Reply:
        """Fill in the form of a page and send it; without `page` it is fetched first."""
        shown = self.get(path).text if page is None else page
        body = urlencode({**dict(HIDDEN.findall(shown)), **fields})
        return self.post(path, body, Content_Type=FORM)

    def upload(self, path: str, name: str, content: bytes, fields: Mapping[str, str]) -> Reply:
        """Send a form with a file in the field `file`."""
        edge = uuid.uuid4().hex
        values = {**dict(HIDDEN.findall(self.get(path).text)), **fields}
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in values.items()
        ]
        about = f'Content-Disposition: form-data; name="file"; filename="{name}"'
        parts.append(f"--{edge}\r\n{about}\r\n\r\n".encode() + content + b"\r\n")
        parts.append(f"--{edge}--\r\n".encode())
        kind = f"multipart/form-data; boundary={edge}"
        return self.post(path, b"".join(parts), Content_Type=kind)

    def _ask(
        self, method: str, path: str, body: bytes | str | None, headers: Mapping[str, str]
    ) -> Reply:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        sent |= {**self.always, "Accept-Encoding": "gzip", "Referer": f"http://{self.place}/"}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.connection.request(method, path, body, sent)
        response = self.connection.getresponse()
        received = response.read()
        for cookie in response.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        heads = {name.lower(): value for name, value in response.getheaders()}
        whole = gzip.decompress(received) if heads.get("content-encoding") == "gzip" else received
        return Reply(response.status, heads, whole, len(received))

    def close(self) -> None:
        """End the connection."""
        self.connection.close()


Act = Callable[[int, int], object]
"""One operation of client `turn`, its `step`-th."""


def together(clients: int, each: int, act: Act) -> list[float]:
    """Let that many clients begin at once and act `each` times; return every wait, in ms."""
    gate = threading.Barrier(clients)
    waits, failed = list[float](), list[Exception]()

    def client(turn: int) -> None:
        gate.wait()
        try:
            for step in range(each):
                begun = time.perf_counter()
                act(turn, step)
                waits.append((time.perf_counter() - begun) * 1000)
        except Exception as error:  # noqa: BLE001  (a thread's error is raised by who waits for it)
            failed.append(error)

    threads = [threading.Thread(target=client, args=(turn,)) for turn in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return waits


class Paced:
    """Operations at a steady pace beside something else, whether or not the last one is done.

    A wait counts from the moment the operation was due: who stands in a line is not left out.
    Without a pause the next one is due when the last one is done.
    """

    def __init__(self, clients: int, pause: float, act: Act) -> None:
        self.waits, self.failed = list[float](), list[Exception]()
        self.over = threading.Event()
        self.threads = [
            threading.Thread(target=self._run, args=(turn, pause, act)) for turn in range(clients)
        ]

    def _run(self, turn: int, pause: float, act: Act) -> None:
        due, step = time.perf_counter() + pause * turn / len(self.threads), 0
        while not self.over.wait(max(due - time.perf_counter(), 0)):
            try:
                act(turn, step)
            except Exception as error:  # noqa: BLE001  (raised at the end)
                self.failed.append(error)
                return
            self.waits.append((time.perf_counter() - due) * 1000)
            due, step = due + pause if pause else time.perf_counter(), step + 1

    def __enter__(self) -> Self:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.over.set()
        for thread in self.threads:
            thread.join()
        if self.failed:
            raise self.failed[0]
