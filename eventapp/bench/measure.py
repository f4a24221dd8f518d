"""Figures: CPU and wall milliseconds of one operation, with percentiles, SQL statements, memory."""

import gc
import math
import resource
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Engine, event

QUIET = ("BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE", "COMMIT", "ROLLBACK")
FEW, MANY = 20, 100
"""From how many values on the 95th and the 99th percentile say something."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Several values of one kind; what their number does not bear is None."""

    number: int
    least: float | None
    median: float
    most: float | None
    p95: float | None
    p99: float | None

    def __str__(self) -> str:
        """Return least, median and most, or the one value that there is."""
        if self.least is None or self.most is None:
            return f"{self.median:.2f}"
        return f"{self.least:.2f} / {self.median:.2f} / {self.most:.2f}"


def spread(values: Sequence[float]) -> Spread:
    """Return the spread of at least one value; percentiles are values that occurred."""
    ordered, number = sorted(values), len(values)
    several = number > 1

    def at(share: float) -> float:
        return ordered[max(math.ceil(share * number) - 1, 0)]

    return Spread(
        number,
        ordered[0] if several else None,
        statistics.median(ordered),
        ordered[-1] if several else None,
        at(0.95) if number >= FEW else None,
        at(0.99) if number >= MANY else None,
    )


@dataclass(slots=True)
class Figure:
    """What one operation cost; times in milliseconds, memory and size in megabytes."""

    name: str
    cpu: Spread | None
    """None where only the waiting is asked for."""
    wall: Spread
    statements: int | None = None
    memory: float | None = None
    size: float | None = None
    """Of what came back or was made."""
    baseline: str = ""
    ratio: float | None = None

    def line(self) -> str:
        """Return the figure as a line of the table."""
        shown = [
            f"{self.name:38}",
            f"{self.wall.number:>5}",
            f"{_text(self.cpu):>27}",
            f"{self.wall!s:>27}",
            f"{_number(self.wall.p95):>8}",
            f"{_number(self.wall.p99):>8}",
            f"{'' if self.statements is None else self.statements:>5}",
            f"{_number(self.memory, '.0f'):>5}",
            f"{_number(self.size, '.2f'):>6}",
        ]
        if self.ratio is not None:
            shown.append(f" {self.ratio:.2f} x {self.baseline}")
        return " ".join(shown).rstrip()

    def as_dict(self) -> dict[str, object]:
        """Return the figure for a file."""
        return asdict(self)

    def beside(self, baseline: "Figure") -> "Figure":
        """Return the figure with its ratio to a baseline of the same run: CPU, else waiting."""
        both = (self.cpu, baseline.cpu) if self.cpu and baseline.cpu else (self.wall, baseline.wall)
        mine, other = (spread.median for spread in both if spread)
        self.baseline, self.ratio = baseline.name, mine / max(other, 1e-6)
        return self


def _text(value: Spread | None) -> str:
    return "" if value is None else str(value)


def _number(value: float | None, form: str = ".1f") -> str:
    return "" if value is None else format(value, form)


HEAD = (
    f"{'':38} {'n':>5} {'CPU ms min/median/max':>27} {'wall ms min/median/max':>27}"
    f" {'p95':>8} {'p99':>8} {'SQL':>5} {'MB':>5} {'out MB':>6}"
)


@dataclass(frozen=True, slots=True)
class Operation:
    """What is measured in this process, turn by turn."""

    name: str
    act: Callable[[int], object]
    engine: Engine | None = None
    """Whose statements are counted."""
    cpu: Callable[[], float] = time.process_time
    """Returns the CPU seconds spent so far, by whoever works for it."""


def measure(
    name: str,
    act: Callable[[int], object],
    *,
    number: int = 100,
    warm: int = 3,
    engine: Engine | None = None,
) -> Figure:
    """Measure `act(turn)` in this process: some warm-up, then each operation by itself."""
    return measure_in_turn([Operation(name, act, engine)], number=number, warm=warm)[0]


def measure_in_turn(
    operations: Sequence[Operation], *, number: int = 100, warm: int = 3
) -> list[Figure]:
    """Measure several operations, one turn of each after the other.

    What else the machine does meanwhile touches them alike: their ratios are fair.
    """
    cpus: list[list[float]] = [[] for _ in operations]
    walls: list[list[float]] = [[] for _ in operations]
    for turn in range(warm + number):
        if turn % FEW == warm:
            gc.collect()
        for place, operation in enumerate(operations):
            cpu, wall = operation.cpu(), time.perf_counter()
            operation.act(turn)
            if turn >= warm:
                walls[place].append((time.perf_counter() - wall) * 1000)
                cpus[place].append((operation.cpu() - cpu) * 1000)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sent = [_statements(operation, warm + number) for operation in operations]
    return [
        Figure(operation.name, spread(cpu), spread(wall), statements, memory)
        for operation, cpu, wall, statements in zip(operations, cpus, walls, sent, strict=True)
    ]


def _statements(operation: Operation, turn: int) -> int | None:
    """Return how many statements one more operation sends; None where nobody asked."""
    if operation.engine is None:
        return None
    with counted(operation.engine) as sent:
        operation.act(turn)
    return len(sent)


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """Collect the statements sent inside the block, without those that only frame transactions."""
    statements: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not statement.startswith(QUIET):
            statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)
