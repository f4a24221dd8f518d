"""Starting: from the command to the first answer, and what stays in memory."""

import tempfile
import time

from eventapp.bench.clients import Client
from eventapp.bench.installations import Installation, serving
from eventapp.bench.measure import Figure, spread
from eventapp.bench.world import EVENT

AGAIN = 5
SETTLED = 2
"""Seconds after which a started server has done what it does by itself."""


def start() -> list[Figure]:
    """Measure a first start, that loads the demo, and later ones; memory when all is quiet."""
    with tempfile.TemporaryDirectory() as folder:
        data = {"EVENTAPP_DATA_DIR": folder}
        with serving(data) as first:
            figures = [_started("start, demo loaded", [_seen(first)], first)]
        seen = []
        for _ in range(AGAIN):
            with serving(data) as running:
                seen.append(_seen(running))
                figure = _started("start, again", seen, running)
        return [*figures, figure]


def _seen(running: Installation) -> tuple[float, float]:
    """Return CPU and waiting until a visitor sees the event's page."""
    Client(running.place).get(f"{EVENT}/")
    return running.cpu(), (time.perf_counter() - running.begun) * 1000


def _started(name: str, seen: list[tuple[float, float]], running: Installation) -> Figure:
    time.sleep(SETTLED)
    cpus, walls = zip(*seen, strict=True)
    return Figure(name, spread(cpus), spread(walls), memory=running.memory())
