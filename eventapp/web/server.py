"""The HTTP server of `serve`: waitress, with two promises of its own.

Connections on which nothing comes are closed soon, so that many of them keep nobody out; and a stop
finishes what runs. What waits is timed by a clock that nobody sets.
"""

import resource
import time
from typing import Any

from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server

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
"""Bytes of a body that are taken at all: up to here the application says what was too much."""

LOOK_SECONDS = 1
"""Between two looks at who waits, and at whether a stop is over."""


class _Channel(HTTPChannel):
    """A connection that knows since when its client is waited for."""

    task_class = Answer
    answered = 0
    phase: tuple[str, int] = ("head", 0)
    since = moved = 0.0
    activity: object = None

    def service(self) -> None:
        """Answer a request; the one after it has its own time."""
        super().service()
        self.answered += 1

    def runs(self) -> bool:
        """Say whether a request is being answered here, or its body or answer is on the way."""
        coming = self.request is not None and self.request.headers_finished
        return bool(self.requests or self.total_outbufs_len or coming)

    def look(self, now: float) -> bool:
        """Note what is waited for, since when; return whether that has lasted too long."""
        phase = (self._waits_for(), self.answered)
        if phase != self.phase or not self.since:
            self.phase, self.since, self.moved = phase, now, now
        if self.activity != self.last_activity:
            self.activity, self.moved = self.last_activity, now
        waited, still = now - self.since, now - self.moved
        if phase[0] == "moving":
            return still > STILL_SECONDS or waited > MOVING_SECONDS
        return waited > {"head": HEAD_SECONDS, "idle": IDLE_SECONDS}.get(phase[0], waited)

    def _waits_for(self) -> str:
        if self.requests:
            return "us"
        if self.runs():
            return "moving"
        return "idle" if self.request is None and self.answered else "head"


class Server:
    """A server bound to its address: `run` it, `stop` it from anywhere, then `finish`."""

    def __init__(self, app: Any, *, host: str, port: int, threads: int) -> None:
        """Bind the address, or raise OSError or ValueError."""
        self._map: dict[int, Any] = {}
        self._most = _connections()
        self._stopping, self._next_look = False, 0.0
        made = create_server(
            app, map=self._map, host=host, port=port, threads=threads, ident=None,
            connection_limit=self._most, asyncore_use_poll=True,
            channel_timeout=86_400,  # waitress times by a clock that may be set; we look ourselves
            max_request_body_size=FARTHEST_BODY,
            clear_untrusted_proxy_headers=False,  # `web.proxies` reads them
        )  # fmt: skip
        self._threads = made.task_dispatcher
        self._doors = [one for one in self._map.values() if isinstance(one, BaseWSGIServer)]
        for door in self._doors:
            door.channel_class = _Channel
        self.port = int(self._doors[0].effective_port)

    def run(self) -> None:
        """Answer requests until `stop`."""
        while not self._stopping:
            self._turn()

    def stop(self) -> None:
        """Let `run` return: safe in a signal handler and from another thread."""
        if not self._stopping:
            self._stopping = True
            self._doors[0].pull_trigger()

    def finish(self, *, seconds: float) -> bool:
        """Take no more, answer what runs, no longer than that; return whether all was answered."""
        until = time.monotonic() + seconds
        for door in self._doors:
            wasyncore.dispatcher.close(door)
        while True:
            for channel in self._channels():
                if not channel.runs():
                    channel.handle_close()
            done = not self._channels()
            if done or time.monotonic() >= until:
                break
            self._turn()
        self._threads.shutdown(timeout=LOOK_SECONDS if done else 0)
        if not self._threads.threads:  # else one may still wake the loop, by a file of this number
            wasyncore.close_all(self._map)
        return done

    def _turn(self) -> None:
        wasyncore.loop(timeout=LOOK_SECONDS, use_poll=True, map=self._map, count=1)
        now = time.monotonic()
        if now >= self._next_look or len(self._map) >= self._most:
            self._next_look = now + LOOK_SECONDS
            self._close_who_waits(now)

    def _channels(self) -> list[_Channel]:
        return [one for one in list(self._map.values()) if isinstance(one, _Channel)]

    def _close_who_waits(self, now: float) -> None:
        """Close what has waited too long; when there are too many, those that wait longest."""
        channels = self._channels()
        late = [channel for channel in channels if channel.look(now)]
        waiting = [one for one in channels if one not in late and not one.requests]
        many = len(self._map) - len(late) - (self._most - SPARE)
        oldest = sorted(waiting, key=_since)[: max(0, many)]
        for channel in (*late, *oldest):
            channel.handle_close()


def _since(channel: _Channel) -> float:
    return channel.since


def _connections() -> int:
    """Return how many connections there may be; allow this process the files they take."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + FILES_OF_OURS
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        return max(soft - FILES_OF_OURS, SPARE + 1)
    return CONNECTIONS
