"""Measuring one operation: CPU and wall milliseconds, SQL statements, peak memory."""

import gc
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Engine, event

QUIET = ("BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE")


@dataclass(slots=True)
class Figure:
    """What one operation cost, over several runs; times in milliseconds, memory in megabytes."""

    name: str
    cpu: tuple[float, float, float]
    wall: tuple[float, float, float]
    statements: int | None = None
    memory: float | None = None
    baseline: str = ""
    ratio: float | None = None

    def line(self) -> str:
        """Return the figure as a line of the table."""
        cpu = " / ".join(f"{value:.2f}" for value in self.cpu)
        wall = " / ".join(f"{value:.2f}" for value in self.wall)
        sql = "" if self.statements is None else str(self.statements)
        memory = "" if self.memory is None else f"{self.memory:.0f}"
        ratio = "" if self.ratio is None else f"{self.ratio:.1f} x {self.baseline}"
        return f"{self.name:32} {cpu:>26} {wall:>26} {sql:>4} {memory:>6}  {ratio}"

    def as_dict(self) -> dict[str, Any]:
        """Return the figure for a file."""
        return asdict(self)

    def beside(self, baseline: "Figure") -> "Figure":
        """Return the figure with its ratio to a baseline of the same run."""
        self.baseline = baseline.name
        self.ratio = self.cpu[1] / max(baseline.cpu[1], 1e-6)
        return self


HEAD = f"{'':32} {'CPU ms min/median/max':>26} {'wall ms min/median/max':>26} {'SQL':>4} {'MB':>6}"


def measure(
    name: str,
    act: Callable[[int], object],
    *,
    runs: int = 5,
    each: int = 20,
    engine: Engine | None = None,
) -> Figure:
    """Measure `act(number)`: some warm-up, then `runs` runs of `each` operations."""
    number = 0
    for _ in range(3):
        act(number)
        number += 1
    cpus, walls = [], []
    for _ in range(runs):
        gc.collect()
        cpu, wall = time.process_time(), time.perf_counter()
        for _ in range(each):
            act(number)
            number += 1
        cpus.append((time.process_time() - cpu) * 1000 / each)
        walls.append((time.perf_counter() - wall) * 1000 / each)
    statements = None
    if engine is not None:
        with counted(engine) as found:
            act(number)
        statements = len(found)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Figure(name, spread(cpus), spread(walls), statements, memory)


def spread(values: list[float]) -> tuple[float, float, float]:
    """Return the least, the middle and the most of them."""
    return min(values), statistics.median(values), max(values)


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """Collect the statements sent inside the block, without those that only frame transactions."""
    found: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not statement.startswith(QUIET):
            found.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)
