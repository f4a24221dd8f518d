"""A Python that has loaded the program once and forks for each command: `programs` talks to it.

Starting a command costs two seconds of importing and a tenth of running. What is forked here is a
process of its own all the same: its own number, streams, environment, signals and exit code, and
it ends as Python ends, by falling out of its main module.
"""

import array
import contextlib
import gc
import json
import os
import runpy
import select
import signal
import socket
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

LOADED = ("eventapp.cli.command", "psycopg", "gunicorn.app.wsgiapp", "gunicorn.workers.gthread")
"""What is loaded before the first fork, with what commands load where they need it."""

MOST_BYTES = 1 << 20
FDS = 4
"""An order comes with the three standard streams, and a pipe for the number and the exit code."""


class Order(NamedTuple):
    """What to run, as on Python's command line, and where."""

    words: list[str]
    environ: dict[str, str]
    folder: str
    umask: int


def load() -> None:
    """Import what commands import, and build one application: the next costs two thirds."""
    from eventapp.app import create_app  # noqa: PLC0415  (when asked: this file is read elsewhere)
    from eventapp.cli.at_need import MODULES  # noqa: PLC0415  (likewise)
    from tests.factories.apps import settings_for  # noqa: PLC0415  (likewise)

    for name in (*LOADED, *MODULES):
        if find_spec(name.partition(".")[0]):
            import_module(name)
    import_module("sqlalchemy.orm").configure_mappers()
    create_app(settings_for(Path(os.devnull), "sqlite://"))
    gc.collect()
    gc.freeze()


def wait_for_order(control: socket.socket) -> Order:
    """Fork for each order and tell how its process ends; return in those processes alone."""
    watched = select.poll()
    watched.register(control, select.POLLIN)
    running: dict[int, tuple[int, int]] = {}  # what tells of its end -> its number, its pipe
    while True:
        for ready, _ in watched.poll():
            if ready in running:
                watched.unregister(ready)
                _tell_end(ready, *running.pop(ready))
                continue
            content, streams = _receive(control)
            if not content:
                _end(running)
            number = os.fork()
            if not number:
                control.detach()
                return _become(Order(*json.loads(content)), streams)
            for stream in streams[:3]:
                os.close(stream)
            os.write(streams[3], number.to_bytes(4, "big"))
            ending = os.pidfd_open(number)
            running[ending] = (number, streams[3])
            watched.register(ending, select.POLLIN)


def _receive(control: socket.socket) -> tuple[bytes, Sequence[int]]:
    """Return an order and its streams; nothing when whoever gave orders is gone."""
    streams = array.array("i")
    content, beside, _, _ = control.recvmsg(MOST_BYTES, socket.CMSG_SPACE(FDS * streams.itemsize))
    for _, _, data in beside:
        streams.frombytes(data)
    return content, streams


def _tell_end(ending: int, number: int, pipe: int) -> None:
    _, status = os.waitpid(number, 0)
    with contextlib.suppress(BrokenPipeError):  # nobody wants to know
        os.write(pipe, os.waitstatus_to_exitcode(status).to_bytes(4, "big", signed=True))
    os.close(pipe)
    os.close(ending)


def _end(running: dict[int, tuple[int, int]]) -> None:
    """End what still runs, and this process."""
    for number, _ in running.values():
        os.kill(number, signal.SIGKILL)
    os._exit(0)


def _become(order: Order, streams: Sequence[int]) -> Order:
    """Be the process of an order: with its streams alone, where it was to begin."""
    for place in range(3):
        os.dup2(streams[place], place)
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    begun_with = {name: os.environ[name] for name in ("LC_CTYPE",) if name in os.environ}
    os.environ.clear()
    os.environ.update(begun_with | order.environ)  # what Python itself sets without a locale
    os.chdir(order.folder)
    os.umask(order.umask)
    return order


def run(words: list[str]) -> None:
    """Run a module (`-m`) or a text (`-c`) as the main module of this process."""
    how, what, *sys.argv[1:] = words
    if how == "-m":
        runpy.run_module(what, run_name="__main__", alter_sys=True)
    else:
        sys.argv[0] = how
        exec(what, {"__name__": "__main__"})  # noqa: S102  (a text of our tests)


if __name__ == "__main__":
    load()
    run(wait_for_order(socket.socket(fileno=int(sys.argv[1]))).words)
