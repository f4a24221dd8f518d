"""The program as an operator starts it: `serve` with its own processes, on real sockets."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from eventapp.bench.clients import Client
from eventapp.bench.ports import free_port

START_SECONDS, STOP_SECONDS = 60, 60


class Installation:
    """Running processes with the data of a folder; what they use is asked of the system."""

    def __init__(self, command: list[str], environment: Mapping[str, str], ready: str) -> None:
        self.port = free_port()
        self.place = f"127.0.0.1:{self.port}"
        self.begun = time.perf_counter()
        kept = {name: value for name, value in os.environ.items() if "EVENTAPP_" not in name}
        own = {"PORT": str(self.port), "EVENTAPP_LOG_LEVEL": "error"}
        with Path(os.devnull).open("w", encoding="ascii") as nowhere:
            self.process = subprocess.Popen(  # noqa: S603  (our own program)
                [sys.executable, *command],
                env={**kept, **own, **environment},
                stdout=nowhere,
                stderr=nowhere,
            )
        self._wait(ready)
        self.waited = (time.perf_counter() - self.begun) * 1000
        """Milliseconds until the first answer."""

    def _wait(self, ready: str) -> None:
        for _ in range(START_SECONDS * 50):
            with suppress(OSError):
                if Client(self.place).get(ready).status == 200:  # noqa: PLR2004  (it answers)
                    return
            if self.process.poll() is not None:
                break
            time.sleep(0.02)
        self.stop()
        raise RuntimeError("the server did not start")

    def cpu(self) -> float:
        """Return the CPU milliseconds used so far, by children that ended too."""
        spent = 0.0
        for process in self._all():
            with suppress(psutil.NoSuchProcess):
                times = process.cpu_times()
                spent += times.user + times.system + times.children_user + times.children_system
        return spent * 1000

    def memory(self) -> float:
        """Return the megabytes in use; what processes share counts once."""
        total = 0
        for process in self._all():
            with suppress(psutil.NoSuchProcess):
                total += process.memory_full_info().pss
        return total / 1024 / 1024

    def processes(self) -> int:
        """Return how many there are."""
        return len(self._all())

    def _all(self) -> list[psutil.Process]:
        try:
            first = psutil.Process(self.process.pid)
            return [first, *first.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []

    def stop(self) -> None:
        """Stop as an operator does; what does not end is killed."""
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@contextmanager
def serving(environment: Mapping[str, str]) -> Iterator[Installation]:
    """Run `serve` with these settings."""
    running = Installation(["-m", "eventapp.cli", "serve"], environment, "/healthz")
    try:
        yield running
    finally:
        running.stop()


@contextmanager
def serving_bare(database: str) -> Iterator[Installation]:
    """Serve the bare view that scans and sign-ups are compared with."""
    running = Installation(["-m", "eventapp.bench.bare", database], {}, "/")
    try:
        yield running
    finally:
        running.stop()
