"""How many requests were answered, and how fast: of this process, or of all that serve together."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Histogram, values
from prometheus_client.multiprocess import MultiProcessCollector

COUNTED_IN = "PROMETHEUS_MULTIPROC_DIR"
"""Names, in the environment, the folder where processes count together; the library reads it."""

MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  (a folder of our own in it)
"""A folder that no full disk reaches, where the system has one."""

REGISTRY = CollectorRegistry()
"""What this process counts of its requests."""

REQUESTS = Counter(
    "eventapp_requests", "Requests answered", ["rule", "method", "status"], registry=REGISTRY
)
SECONDS = Histogram(
    "eventapp_request_seconds",
    "Time to answer",
    ["rule"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
    registry=REGISTRY,
)


@contextmanager
def counted_together() -> Iterator[None]:
    """Let the processes forked inside count requests together, each in files in memory."""
    with tempfile.TemporaryDirectory(prefix="eventapp-", dir=MEMORY) as folder:
        os.environ[COUNTED_IN] = folder
        values.ValueClass = values.MultiProcessValue()  # type: ignore[no-untyped-call]
        yield


def everybodys() -> CollectorRegistry:
    """Return what all processes counted."""
    if COUNTED_IN not in os.environ:
        return REGISTRY
    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    return together
