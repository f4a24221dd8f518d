"""The library of the queues, without what it imports for kinds of queues that are not used here."""

import importlib

from eventapp.imports import without

with without("redis", "psycopg"):
    from huey import Huey, PostgresHuey, SqliteHuey, storage
    from huey.consumer import Consumer, Scheduler

__all__ = ["Consumer", "Huey", "Scheduler", "SqliteHuey", "on_postgresql"]


def on_postgresql(name: str, dsn: str) -> Huey:
    """Return the queue of that name in a PostgreSQL database, whose driver is imported for it."""
    storage.psycopg = importlib.import_module("psycopg")
    return PostgresHuey(name, dsn=dsn, results=False)
