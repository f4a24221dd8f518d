"""The minute's jobs: what one round of the clock costs when nothing happened, at many events."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event

from eventapp.bench.cases.scale import EVENTS, settle
from eventapp.bench.measure import Figure, Operation, measure_in_turn, spread
from eventapp.bench.world import World, several_on_both
from eventapp.composition import work
from eventapp.mail.worker import Job, in_a_transaction

ROUNDS = 10


def minute() -> Iterator[Figure]:
    """Measure each job of the clock at one event and at a thousand, and how long writers wait.

    A round before those that count does what the growth left to do.
    """
    for alone, among in several_on_both(2):
        settle(alone, 1)
        settle(among, EVENTS)
        yield from _rounds(alone, among)


def _rounds(alone: World, among: World) -> Iterator[Figure]:
    with alone.app.app_context():
        jobs = work().jobs
    names = ("alone", f"of {EVENTS} events")
    for here in (alone, among):
        for job in jobs:
            in_a_transaction(here.engine, job)()
    turns = list[list[float]]()
    for job in jobs:
        operations = [
            Operation(
                f"{job.__name__} {name}, {here.kind}", _turn(here, job), here.engine, here.cpu
            )
            for name, here in zip(names, (alone, among), strict=True)
        ]
        with writing(among.engine) as held:
            first, other = measure_in_turn(operations, number=ROUNDS, warm=1)
        turns.append(held)
        yield first
        yield other.beside(first)
    longest = [max(held) for held in turns if held]
    yield Figure(f"longest turn to write, a job, {among.kind}", None, spread(longest))


def _turn(here: World, job: Job) -> Any:
    run = in_a_transaction(here.engine, job)
    return lambda _turn: run()


@contextmanager
def writing(engine: Engine) -> Iterator[list[float]]:
    """Collect how long each transaction that may write lasted inside the block, in milliseconds."""
    begun: dict[int, float] = {}
    lasted: list[float] = []

    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if options.get("house_begin") != "DEFERRED" and not options.get("postgresql_readonly"):
            begun[id(connection)] = time.perf_counter()

    def end(connection: Connection) -> None:
        since = begun.pop(id(connection), None)
        if since is not None:
            lasted.append((time.perf_counter() - since) * 1000)

    listened = (("begin", begin), ("commit", end), ("rollback", end))
    for name, listener in listened:
        event.listen(engine, name, listener)
    try:
        yield lasted
    finally:
        for name, listener in listened:
            event.remove(engine, name, listener)
