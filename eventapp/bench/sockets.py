"""Operations over real sockets: a served application, and clients that act at the same time."""

import http.client
import logging
import resource
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import Engine

from eventapp.bench.measure import Figure, counted, spread
from eventapp.web.server import Server

Act = Callable[[http.client.HTTPConnection, int], None]
"""One operation on a connection that stays open, with a number no other operation has."""


@contextmanager
def served(app: Flask, *, threads: int = 16) -> Iterator[str]:
    """Serve the application in this process as `serve` does; give its host and port."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a queue is what is wanted
    server = Server(app, host="127.0.0.1", port=0, threads=threads)
    running = threading.Thread(target=server.run, daemon=True)
    running.start()
    try:
        yield f"127.0.0.1:{server.port}"
    finally:
        server.stop()
        running.join()
        server.finish(seconds=1)


def together(
    name: str, place: str, clients: int, each: int, act: Act, *, engine: Engine | None = None
) -> Figure:
    """Measure clients that begin at the same moment and act `each` times, one after another.

    Wall times are those of single operations; CPU is that of server and clients together.
    """
    gate, waited = threading.Barrier(clients + 1), list[float]()
    failed = list[Exception]()

    def client(turn: int) -> None:
        connection = http.client.HTTPConnection(place, timeout=60)
        connection.connect()
        gate.wait()
        try:
            for step in range(each):
                begun = time.perf_counter()
                act(connection, turn * each + step)
                waited.append((time.perf_counter() - begun) * 1000)
        except Exception as error:  # noqa: BLE001  (a thread's error is raised by who waits for it)
            failed.append(error)
        connection.close()

    spent = _run(client, clients, gate) / (clients * each)
    if failed:
        raise failed[0]
    statements = None if engine is None else _statements(place, act, clients * each, engine)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Figure(name, (spent,) * 3, spread(waited), statements, memory)


def _run(client: Callable[[int], None], clients: int, gate: threading.Barrier) -> float:
    """Let that many clients begin together; return the CPU milliseconds until the last is done."""
    threads = [threading.Thread(target=client, args=(turn,)) for turn in range(clients)]
    for thread in threads:
        thread.start()
    gate.wait()
    cpu = time.process_time()
    for thread in threads:
        thread.join()
    return (time.process_time() - cpu) * 1000


def _statements(place: str, act: Act, number: int, engine: Engine) -> int:
    connection = http.client.HTTPConnection(place, timeout=60)
    with counted(engine) as found:
        act(connection, number)
    connection.close()
    return len(found)
