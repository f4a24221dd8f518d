"""In what state the database is, found by reading alone, before anything opens it to write.

Nothing is made, locked for writing or brought up to date here: a file that is damaged, or that a
newer version made, stays byte for byte what it is.
"""

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from eventapp.orm import BUSY_TIMEOUT_MS, Base, sqlite
from eventapp.paths import resource

DAMAGE = ("file is not a database", "database disk image is malformed", "malformed database")
"""How SQLite says that what it reads cannot be right."""

MIGRATING = 7_391_002
"""Key of the advisory lock on PostgreSQL."""

NAMED = re.compile(r"^(revision|down_revision) = (?:None|[\"'](\w+)[\"'])$", re.MULTILINE)
"""How a migration says what it makes, and of what."""

CONNECT_SECONDS = 10
"""Patience for a PostgreSQL server that does not answer."""


class SchemaState(StrEnum):
    """How the tables stand to this version of the program."""

    EMPTY = "empty"
    CURRENT = "current"
    BEHIND = "behind"
    UNKNOWN = "unknown"
    """A revision that this version does not have: a newer one made it."""
    FOREIGN = "foreign"
    """Tables, but no revision: something else made them."""


@dataclass(frozen=True, slots=True)
class SchemaReading:
    """The state, and the revision that the database names; empty where it names none."""

    state: SchemaState
    revision: str = ""


class Unreadable(Exception):
    """The database cannot be opened or read; the text is its own."""


class Damaged(Exception):
    """What the database file holds cannot be right; the text says what is."""


def is_damage(words: str) -> bool:
    """Say whether these words of SQLite mean a damaged file."""
    return words.startswith(DAMAGE)


def look(url: str) -> SchemaReading:
    """Return in what state the database is; raise Damaged, Unreadable, or what its driver raises.

    A SQLite file is read whole, so that damage anywhere in it is found.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _look_at_file(Path(parsed.database or ""))
    with _server(parsed).connect() as connection:
        tables = set(sa.inspect(connection).get_table_names())
        query = sa.text("SELECT version_num FROM alembic_version")
        named = connection.scalars(query).all() if "alembic_version" in tables else []
    return _judged(list(named), tables & set(Base.metadata.tables))


def _server(url: sa.URL) -> sa.Engine:
    wait = {"connect_timeout": CONNECT_SECONDS}
    return sa.create_engine(url, poolclass=NullPool, connect_args=wait, hide_parameters=True)


def _look_at_file(path: Path) -> SchemaReading:
    if not path.exists() or (path.is_file() and path.stat().st_size == 0):
        return SchemaReading(SchemaState.EMPTY)
    try:
        return _read(path)
    except sqlite.DatabaseError as error:
        kind = Damaged if is_damage(str(error)) else Unreadable
        raise kind(str(error)) from error


def _read(path: Path) -> SchemaReading:
    patience = BUSY_TIMEOUT_MS / 1000
    address = f"file:{quote(str(path))}?mode=ro{'&immutable=1' if _nobody_has(path) else ''}"
    connection = sqlite.connect(address, uri=True, timeout=patience)
    try:
        answer = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if answer != "ok":
            raise Damaged(" ".join(str(answer).split()))
        query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        tables = {name for (name,) in connection.execute(query)}
        versioned = "alembic_version" in tables
        query = "SELECT version_num FROM alembic_version"
        named = [name for (name,) in connection.execute(query)] if versioned else []
    finally:
        connection.close()
    return _judged(named, tables - {"alembic_version"})


def _nobody_has(path: Path) -> bool:
    """Say whether no process has a file open whose changes go into a log beside it.

    Then it is read as what cannot change: SQLite would make that log even for a reader.
    """
    with path.open("rb") as file:
        head_of_file = file.read(20)
    logged = head_of_file[18:20] == b"\x02\x02"
    return logged and not path.with_name(f"{path.name}-wal").exists()


def _judged(named: list[str], tables: set[str]) -> SchemaReading:
    """Judge by the revisions the database names and the tables that stand in the way of ours."""
    if not named:  # taken back to the beginning, the table of revisions stays and is empty
        return SchemaReading(SchemaState.FOREIGN if tables else SchemaState.EMPTY)
    if named == [head()]:
        return SchemaReading(SchemaState.CURRENT, head())
    state = SchemaState.BEHIND if _followed().keys() >= set(named) else SchemaState.UNKNOWN
    return SchemaReading(state, ", ".join(named))


@lru_cache(maxsize=1)
def _followed() -> dict[str, str]:
    """Return each revision with the one it follows.

    Alembic would say it, too, but takes a tenth of the start only to be imported; most starts
    find the tables as they should be and never need it.
    """
    scripts = (resource("migrations") / "versions").glob("*.py")
    revisions = (dict(NAMED.findall(script.read_text(encoding="utf-8"))) for script in scripts)
    return {revision["revision"]: revision["down_revision"] for revision in revisions}


def head() -> str:
    """Return the revision that this version needs."""
    followed = _followed()
    (newest,) = followed.keys() - followed.values()
    return newest


@contextmanager
def one_migration_at_a_time(url: str) -> Iterator[None]:
    """Hold off other processes that would bring the same database up to date meanwhile."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        folder = os.open(Path(parsed.database or "").absolute().parent, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            yield
        finally:
            os.close(folder)
        return
    with _server(parsed).connect() as connection:  # the lock ends with the connection
        connection.execute(sa.text(f"SELECT pg_advisory_lock({MIGRATING})"))
        yield
