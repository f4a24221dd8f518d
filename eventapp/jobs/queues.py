"""The library of the queues, without what it imports for kinds of queues that are not used here."""

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def _hidden(name: str) -> Iterator[None]:
    """Hide a package from a library that imports it only where there is one."""
    before = sys.modules.get(name)
    sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[name]
        if before is not None:
            sys.modules[name] = before


with _hidden("redis"), _hidden("psycopg"):
    from huey import Huey, PostgresHuey, SqliteHuey, storage
    from huey.consumer import Consumer, Scheduler

__all__ = ["Consumer", "Huey", "Scheduler", "SqliteHuey", "on_postgresql"]


def on_postgresql(name: str, dsn: str) -> Huey:
    """Return the queue of that name in a PostgreSQL database, whose driver is imported for it."""
    storage.psycopg = importlib.import_module("psycopg")
    return PostgresHuey(name, dsn=dsn, results=False)
