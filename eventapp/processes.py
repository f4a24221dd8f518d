"""The processes of `serve`: forked once all is loaded, begun anew when one dies, ended together.

Forked, they share the memory of what is loaded. Whoever forks must have no thread, and no open
connection to a database.
"""

import contextlib
import gc
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NoReturn

import structlog

from eventapp import memory

log = structlog.get_logger()

STOPS = (signal.SIGTERM, signal.SIGINT)

GRACE_SECONDS = 5
"""How much longer than its own patience a process is waited for at a stop; then it is killed."""

LOOK_SECONDS = 0.25
"""How often a look is taken whether a process that ended by itself is called."""

BREATH_SECONDS = 1.0
"""Between two starts of a process that ends as soon as it has begun."""


@dataclass(frozen=True, slots=True)
class Process:
    """What one process does until it is told to stop, and how far it stands back for others."""

    run: Callable[[], None]
    nice: int = 0
    called: Callable[[float], bool] | None = None
    """Says whether one that ended by itself is to begin again, by the seconds since; None: yes."""


class Processes:
    """Begins processes and keeps them running until the first SIGTERM or SIGINT."""

    def __init__(
        self, processes: Mapping[str, Process], *, patience: float, at_stop: Callable[[], None]
    ) -> None:
        """Prepare; `patience` are the seconds in which a process ends by itself when told."""
        self._wanted, self._patience, self._at_stop = processes, patience, at_stop
        self._running: dict[int, tuple[str, float]] = {}
        self._resting: dict[str, float] = {}
        self._stopping = False
        self._lives, self._life = os.pipe()

    def run(self) -> None:
        """Begin all, and each again that dies; return when all have ended after a stop."""
        gc.collect()
        self._fill = memory.fill_gaps()  # held: what children make lies apart
        gc.freeze()  # what is loaded stays in memory that all share
        for stop in STOPS:
            signal.signal(stop, self._told)
        signal.signal(signal.SIGALRM, self._lost_patience)
        for name in self._wanted:
            self._begin(name)
        while self._running:
            number, status = self._next_ended()
            if number in self._running:
                self._mourn(*self._running.pop(number), os.waitstatus_to_exitcode(status))
        signal.alarm(0)

    def _next_ended(self) -> tuple[int, int]:
        """Wait for a process to end; meanwhile begin what is called of those that rest."""
        while self._resting and not self._stopping:
            ended = os.waitpid(-1, os.WNOHANG)
            if ended[0]:
                return ended
            for name, since in tuple(self._resting.items()):
                called = self._wanted[name].called
                if called is None or called(time.monotonic() - since):
                    del self._resting[name]
                    self._begin(name)
            time.sleep(LOOK_SECONDS)
        return os.wait()

    def _mourn(self, name: str, begun: float, code: int) -> None:
        """Begin a process anew that ended untold; one that ended by itself may rest before."""
        if self._stopping:
            return
        if code:
            log.error("process_ended", process=name, code=code)
        elif self._wanted[name].called is not None:
            self._resting[name] = time.monotonic()
            return
        if time.monotonic() - begun < BREATH_SECONDS:
            time.sleep(BREATH_SECONDS)
        self._begin(name)

    def _begin(self, name: str) -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)  # a child must not act as its parent does
        try:
            if self._stopping:
                return
            number = os.fork()
            if not number:
                self._be(name)
            self._running[number] = (name, time.monotonic())
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)

    def _be(self, name: str) -> NoReturn:
        """Be the child: do what it is for, then end, whatever happens."""
        code = 1
        try:
            os.close(self._life)
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal tells all; the parent decides
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
            threading.Thread(target=self._end_with_parent, daemon=True).start()
            os.nice(self._wanted[name].nice)
            self._wanted[name].run()
            code = 0
        except Exception:
            log.exception("process_failed", process=name)
        finally:
            for stream in (sys.stdout, sys.stderr):
                with contextlib.suppress(OSError, ValueError):
                    stream.flush()
            os._exit(code)

    def _end_with_parent(self) -> None:
        """Stop when the parent is gone, however it went: the pipe that it held is closed then."""
        os.read(self._lives, 1)
        os.kill(os.getpid(), signal.SIGTERM)

    def _told(self, number: int, _frame: object) -> None:
        """Stop all; told again, end all at once and this process by that signal."""
        if self._stopping:
            self._send(signal.SIGKILL)
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)
            return
        self._stopping = True
        self._at_stop()
        self._send(signal.SIGTERM)
        signal.alarm(int(self._patience) + GRACE_SECONDS)

    def _lost_patience(self, _number: int, _frame: object) -> None:
        self._send(signal.SIGKILL)

    def _send(self, number: int) -> None:
        for child in tuple(self._running):
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, number)


def when_told(stop: Callable[[], object]) -> None:
    """Call `stop` in a process of these at each SIGTERM: of its parent, of a service manager."""
    signal.signal(signal.SIGTERM, lambda _number, _frame: stop())
