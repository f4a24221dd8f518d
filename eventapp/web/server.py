"""The HTTP server of `serve`: waitress, with four promises of its own.

Connections on which nothing comes are closed soon, so that many of them keep nobody out; a request
ends where everybody sees its end (`web.framing`); a stop finishes what runs; and where there are
several processes each request is answered by its own (`web.handover`). What waits is timed by a
clock that nobody sets.
"""

import functools
import resource
import socket
import time
from collections.abc import Sequence
from typing import Any

from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

from eventapp.web.framing import Request
from eventapp.web.handover import Inbox, Part, for_doors
from eventapp.web.keep_alive import Answer
from eventapp.web.security import MAX_BODY

CONNECTIONS = 1000
"""Most at once, as far as the system allows so many open files."""

SPARE = 100
"""Connections kept free for who comes next: those that wait longest make room."""

FILES_OF_OURS = 200
"""Open files beside connections: database, pipes, large bodies, libraries."""

HEAD_SECONDS = 15
"""From connecting, or from the first byte of a further request, to the end of its head."""

IDLE_SECONDS = 150
"""Between two requests; more than proxies keep a connection (nginx 60, Caddy 120)."""

STILL_SECONDS = 30
"""Without a byte moving, in the middle of a body or an answer."""

MOVING_SECONDS = 600
"""For a whole body or answer, however slowly it moves."""

FARTHEST_BODY = 4 * MAX_BODY
"""Bytes of a body that are taken at all: up to here the application says what was too much.

Larger ones are refused while they come, and kept nowhere."""

LOOK_SECONDS = 1
"""Between two looks at who waits, and at whether a stop is over."""

CROSSING_SECONDS = 0.2
"""How long a stop still takes what another process was handing over at that moment."""

BACKLOG = 1024
"""New connections that the system keeps until they are taken."""


class _Channel(HTTPChannel):
    """A connection that knows since when its client is waited for."""

    task_class = Answer
    parser_class = Request
    answered = 0
    phase: tuple[str, int] = ("head", 0)
    since = moved = 0.0
    activity: object = None
    begun = b""

    def __init__(self, *known: Any, part: Part | None = None, **more: Any) -> None:
        super().__init__(*known, **more)
        self.part = part

    def received(self, data: bytes) -> bool:
        """Take what came; a request that is the other side's goes there with its connection."""
        if self.part is None or self.request is not None or self.requests:
            return bool(super().received(data))
        self.begun += data
        for_them = for_doors(self.begun)
        if for_them is None:
            return True
        data, self.begun = self.begun, b""
        with self.requests_lock:
            ends = self.will_close or self.close_when_flushed
        if for_them is self.part.doors or ends or not self.part.hand_over(self.socket, data):
            return bool(super().received(data))
        self.handle_close()  # of our copy: the connection itself goes on
        return True

    def service(self) -> None:
        """Answer a request; the one after it has its own time."""
        super().service()
        self.answered += 1
        self.server.answered_at = time.monotonic()

    def runs(self) -> bool:
        """Say whether a request is being answered here, or its body or answer is on the way."""
        coming = self.request is not None and self.request.headers_finished
        return bool(self.requests or self.total_outbufs_len or coming)

    def look(self, now: float) -> bool:
        """Note what is waited for, since when; return whether that has lasted too long."""
        phase = (self.waits_for(), self.answered)
        if phase != self.phase or not self.since:
            self.phase, self.since, self.moved = phase, now, now
        if self.activity != self.last_activity:
            self.activity, self.moved = self.last_activity, now
        waited, still = now - self.since, now - self.moved
        if phase[0] == "moving":
            return still > STILL_SECONDS or waited > MOVING_SECONDS
        return waited > {"head": HEAD_SECONDS, "idle": IDLE_SECONDS}.get(phase[0], waited)

    def waits_for(self) -> str:
        """Return what comes next: our answer, what moves, another request or its rest."""
        if self.requests:
            return "us"
        if self.runs():
            return "moving"
        idle = self.request is None and not self.begun and self.answered
        return "idle" if idle else "head"


class Server:
    """A server bound to its address: `run` it, `stop` it from anywhere, then `finish`."""

    def __init__(
        self,
        app: Any,
        *,
        threads: int,
        host: str = "",
        port: int = 0,
        listening: Sequence[socket.socket] | None = None,
        part: Part | None = None,
    ) -> None:
        """Bind the address, or raise OSError; or take new connections from what listens already.

        Beside others, as a `part`, it may listen to nothing and answer what is handed over.
        """
        self._map: dict[int, Any] = {}
        self._most = _connections()
        self._stopping, self._next_look = False, 0.0
        listening = listen(host, port) if listening is None else listening
        self._threads = ThreadedTaskDispatcher()
        self._threads.set_thread_count(threads)
        known: dict[str, object] = {
            "map": self._map, "dispatcher": self._threads, "bind_socket": False,
            "adj": _adjustments(self._most, threads),
        }  # fmt: skip
        self._doors = [
            TcpWSGIServer(app, _sock=connection, sockinfo=_told_of(connection), **known)
            for connection in listening
        ]
        self._inbox: list[Inbox] = []
        if part is not None:
            self._inbox.append(Inbox(app, _sock=part.other, sockinfo=_told_of(part.other), **known))
        for door in (*self._doors, *self._inbox):
            door.answered_at = time.monotonic()
            door.channel_class = functools.partial(_Channel, part=part)
        self._any: BaseWSGIServer = (*self._doors, *self._inbox)[0]
        self.port = int(self._any.effective_port)

    def run(self) -> None:
        """Answer requests until `stop`."""
        while not self._stopping:
            self._turn()

    def stop(self) -> None:
        """Let `run` return: safe in a signal handler and from another thread."""
        if not self._stopping:
            self._stopping = True
            self._any.pull_trigger()

    def idle_seconds(self) -> float:
        """Return for how long nobody was answered; 0 while a request is on its way."""
        if any(channel.waits_for() != "idle" for channel in self._channels()):
            return 0.0
        last: float = max(door.answered_at for door in (*self._doors, *self._inbox))
        return time.monotonic() - last

    def finish(self, *, seconds: float) -> bool:
        """Take no more, answer what runs, no longer than that; return whether all was answered."""
        begun = time.monotonic()
        for door in self._doors:
            wasyncore.dispatcher.close(door)
        crossing = begun + (CROSSING_SECONDS if self._inbox else 0)
        while True:
            for channel in self._channels():
                if not channel.runs():
                    channel.handle_close()
            now = time.monotonic()
            done = not self._channels() and now >= crossing
            if done or now >= begun + seconds:
                break
            self._turn(CROSSING_SECONDS)
        self._threads.shutdown(timeout=LOOK_SECONDS if done else 0)
        if not self._threads.threads:  # else one may still wake the loop, by a file of this number
            wasyncore.close_all(self._map)
        return done

    def _turn(self, seconds: float = LOOK_SECONDS) -> None:
        wasyncore.loop(timeout=seconds, use_poll=True, map=self._map, count=1)
        now = time.monotonic()
        if now >= self._next_look or len(self._map) >= self._most:
            self._next_look = now + LOOK_SECONDS
            self._close_who_waits(now)

    def _channels(self) -> list[_Channel]:
        return [channel for channel in list(self._map.values()) if isinstance(channel, _Channel)]

    def _close_who_waits(self, now: float) -> None:
        """Close what has waited too long; when there are too many, those that wait longest."""
        channels = self._channels()
        late = [channel for channel in channels if channel.look(now)]
        waiting = [idle for idle in channels if idle not in late and not idle.requests]
        many = len(self._map) - len(late) - (self._most - SPARE)
        oldest = sorted(waiting, key=_since)[: max(0, many)]
        for channel in (*late, *oldest):
            channel.handle_close()


def _since(channel: _Channel) -> float:
    return channel.since


def listen(host: str, port: int) -> list[socket.socket]:
    """Listen on every address that the host has, or raise OSError."""
    addresses = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP, flags=socket.AI_PASSIVE
    )
    listening = list[socket.socket]()
    try:
        for family, kind, protocol, _name, address in addresses:
            made = socket.socket(family, kind, protocol)
            listening.append(made)
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            made.bind(address)
            made.listen(BACKLOG)
    except OSError:
        for made in listening:
            made.close()
        raise
    return listening


def _told_of(listening: socket.socket) -> tuple[Any, ...]:
    """Return what waitress wants to know of a socket."""
    return listening.family, listening.type, listening.proto, listening.getsockname()


def _adjustments(connections: int, threads: int) -> Adjustments:
    return Adjustments(
        threads=threads, ident=None, connection_limit=connections, asyncore_use_poll=True,
        channel_timeout=86_400,  # waitress times by a clock that may be set; we look ourselves
        max_request_body_size=FARTHEST_BODY,
        clear_untrusted_proxy_headers=False,  # `web.proxies` reads them
        backlog=BACKLOG,
    )  # fmt: skip


def _connections() -> int:
    """Return how many connections there may be; allow this process the files they take."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    files_needed = CONNECTIONS + FILES_OF_OURS
    if soft != resource.RLIM_INFINITY and soft < files_needed:
        soft = files_needed if hard == resource.RLIM_INFINITY else min(files_needed, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        return max(soft - FILES_OF_OURS, SPARE + 1)
    return CONNECTIONS
