"""Programs that tests start: forked from one that has loaded everything, or begun afresh."""

import contextlib
import functools
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping
from tempfile import TemporaryFile
from typing import IO

from eventapp.paths import CHECKOUT
from tests.factories.forking import Order

READ_BEFORE_THE_FIRST_LINE = ("PYTHON", "LD_", "LC_", "LANG", "TZ", "MALLOC_")
"""How settings begin that the interpreter, or its loader, reads when it starts, and never again."""

_turn = threading.Lock()


class Forked:
    """A process that has loaded the program already; used like `subprocess.Popen`."""

    def __init__(self, pid: int, pipe: int) -> None:
        self.pid, self._pipe = pid, pipe
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return the exit code when it has ended; a signal that ended it is a negative number."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.wait(0)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended; return the exit code."""
        if self.returncode is None:
            if not select.select([self._pipe], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
            self.returncode = int.from_bytes(os.read(self._pipe, 4), "big", signed=True)
            os.close(self._pipe)
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send a signal, unless it has ended."""
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)


Program = Forked | subprocess.Popen[bytes]


@functools.cache
def _forker() -> socket.socket:
    """Start what forks; it ends with this process, and ends what it forked."""
    ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    subprocess.Popen(
        [sys.executable, "-m", "tests.factories.forking", str(its.fileno())],
        cwd=CHECKOUT,
        env={name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
        pass_fds=[its.fileno()],
        stdin=subprocess.PIPE,  # pipes: what it forks writes to the same streams, wherever they
        stdout=subprocess.PIPE,  # lead then, and must not believe that it can seek in them
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    its.close()
    return ours


def start(
    *words: str, environ: Mapping[str, str], stdout: int, stderr: int, stdin: int | None = None
) -> Program:
    """Start Python with these words; forked, but where what it reads at its very start is given."""
    if not hasattr(os, "pidfd_open") or any(
        name.startswith(READ_BEFORE_THE_FIRST_LINE) for name in environ
    ):
        return subprocess.Popen(
            [sys.executable, *words], cwd=CHECKOUT, env=environ,
            stdin=subprocess.DEVNULL if stdin is None else stdin, stdout=stdout, stderr=stderr,
        )  # fmt: skip
    umask = os.umask(0)
    os.umask(umask)
    order = json.dumps(Order(list(words), dict(environ), str(CHECKOUT), umask)).encode()
    reading, telling = os.pipe()
    nothing = os.open(os.devnull, os.O_RDONLY)
    streams = [nothing if stdin is None else stdin, stdout, stderr, telling]
    with _turn:
        socket.send_fds(_forker(), [order], streams)
    os.close(telling)
    os.close(nothing)
    return Forked(int.from_bytes(os.read(reading, 4), "big"), reading)


def run(
    *words: str, environ: Mapping[str, str], stdout: int | None = None, timeout: float = 120
) -> "subprocess.CompletedProcess[str]":
    """Run Python with these words to its end; return what it said. Nobody sits at its terminal."""
    with TemporaryFile() as said, TemporaryFile() as complained:
        program = start(
            *words,
            environ=environ,
            stdout=said.fileno() if stdout is None else stdout,
            stderr=complained.fileno(),
        )
        try:
            code = program.wait(timeout)
        finally:
            program.kill()
        return subprocess.CompletedProcess(words, code, _text(said), _text(complained))


def _text(stream: IO[bytes]) -> str:
    stream.seek(0)
    return stream.read().decode(errors="surrogateescape")
