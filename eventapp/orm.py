"""The engine and its driver, the declarative base and the column types every feature shares.

The only module that imports a SQLite library: two copies of it in one process ignore each
other's locks and lose committed rows, so backup, doctor, tests and migrations all come here.
"""

import json
import sys
from contextlib import suppress
from datetime import UTC, date, datetime
from enum import Enum as PythonEnum
from functools import lru_cache
from types import ModuleType
from typing import Any, dataclass_transform

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass, Session, mapped_column, relationship
from sqlalchemy.pool import QueuePool
from sqlalchemy.types import TypeDecorator

from eventapp.languages import Translated as Translated  # a type of columns, asked for here
from eventapp.sqlite_writers import standing_in_line


def _pick_driver() -> ModuleType:
    """Return the newest SQLite library there is: WAL is only safe from 3.51.3 on."""
    try:
        import pysqlite3  # noqa: PLC0415, TID251  (the one place that may)
    except ImportError:
        from sqlite3 import dbapi2  # noqa: PLC0415, TID251  (where no wheel of the other library exists)
    else:
        # Libraries that ask for sqlite3 later (the job queue, rate limits) get the same one.
        sys.modules["sqlite3"] = pysqlite3
        sys.modules["sqlite3.dbapi2"] = dbapi2 = pysqlite3.dbapi2
    return dbapi2


sqlite = _pick_driver()
"""The DB-API module of the one SQLite library of this process."""

SAFE_WAL = (3, 51, 3)
"""First SQLite release without the WAL-reset bug that can corrupt with several writers."""

BUSY_TIMEOUT_MS = 15_000
"""How long a writer waits for a lock before the request is told to try again."""

SETTLE_TIMEOUT_MS = 2_000
"""How long bringing the log into the file waits for readers: writers wait meanwhile."""

NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UTCDateTime(TypeDecorator[datetime]):
    """A moment: aware, stored in UTC. A naive value is refused, for nobody knows its zone."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Store the moment in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, _dialect: sa.Dialect) -> datetime | None:
        """Return the moment aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class TranslatedText(TypeDecorator[Translated]):
    """One JSON column with the texts by language code."""

    impl = sa.JSON
    cache_ok = True

    def process_bind_param(
        self, value: Translated | None, _dialect: sa.Dialect
    ) -> dict[str, str] | None:
        """Store the texts that exist."""
        return None if value is None else value.as_dict()

    def process_result_value(
        self, value: dict[str, str] | None, _dialect: sa.Dialect
    ) -> Translated | None:
        """Return the text as a value."""
        return None if value is None else Translated.of(value)


def stored_enum(kind: type[PythonEnum], *, length: int) -> sa.Enum:
    """Return the type of a column that holds an enum's values as text of at most that length."""
    return sa.Enum(
        kind,
        native_enum=False,
        length=length,
        values_callable=lambda members: [member.value for member in members],
    )


@dataclass_transform(
    kw_only_default=True,
    eq_default=False,
    field_specifiers=(mapped_column, relationship),
)
class Base(MappedAsDataclass, DeclarativeBase, kw_only=True, eq=False, repr=False):
    """Every table's base: keyword construction that mypy checks, names for every constraint."""

    metadata = sa.MetaData(naming_convention=NAMES)
    type_annotation_map = {
        datetime: UTCDateTime(),
        date: sa.Date(),
        Translated: TranslatedText(),
        dict[str, Any]: sa.JSON(),
        list[str]: sa.JSON(),
        PythonEnum: stored_enum(PythonEnum, length=32),
    }


_value_at = json.JSONDecoder().scan_once  # type: ignore[attr-defined]  # unknown to typeshed


def from_json(stored: str) -> Any:
    """Return a stored value; in half the time of `json.loads` where nothing stands around it."""
    try:
        value, end = _value_at(stored, 0)
    except StopIteration:
        return json.loads(stored)
    return value if end == len(stored) else json.loads(stored)


def wal_is_safe() -> bool:
    """Say whether this SQLite library may use a write-ahead log with several writers."""
    return tuple(int(part) for part in sqlite.sqlite_version.split(".")) >= SAFE_WAL


def make_engine(url: str, *, pool_size: int = 24) -> Engine:
    """Return the engine for a database address, with our transactions and pragmas.

    `pool_size` must reach the number of web and worker threads. SQLite transactions begin
    IMMEDIATE unless the engine is the `reading` twin; PostgreSQL's are READ COMMITTED.
    Errors name no values, for they are logged.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        engine = sa.create_engine(
            parsed,
            module=sqlite,
            poolclass=QueuePool,
            pool_size=pool_size,
            max_overflow=8,
            hide_parameters=True,
            json_deserializer=from_json,
            connect_args={
                "check_same_thread": False,
                "timeout": BUSY_TIMEOUT_MS / 1000,
                "factory": standing_in_line(sqlite.Connection, lambda: BUSY_TIMEOUT_MS / 1000),
            },
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    waits = {"options": f"-c lock_timeout={BUSY_TIMEOUT_MS} {parsed.query.get('options', '')}"}
    more = {"max_overflow": 8, "pool_pre_ping": True, "hide_parameters": True}
    return sa.create_engine(parsed, pool_size=pool_size, connect_args=waits, **more)


@lru_cache(maxsize=64)
def reading(engine: Engine) -> Engine:
    """Return the engine's twin for requests that only read: it never waits for a writer.

    Cached, for a twin made anew each time would be a second bind in the same session.
    """
    if engine.dialect.name == "sqlite":
        return engine.execution_options(begin_mode="DEFERRED")
    return engine.execution_options(postgresql_readonly=True)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we begin transactions ourselves, see _begin_sqlite
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute(f"PRAGMA journal_mode={'WAL' if wal_is_safe() else 'TRUNCATE'}")
    cursor.execute("PRAGMA synchronous=FULL")  # a confirmed seat must survive a power cut
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.execute("PRAGMA trusted_schema=OFF")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    mode = connection.get_execution_options().get("begin_mode", "IMMEDIATE")
    writer: Any = connection.connection.dbapi_connection
    if mode == "IMMEDIATE" and not writer.stand_in_line():
        locked = sqlite.OperationalError("database is locked")
        raise OperationalError("BEGIN IMMEDIATE", None, locked)
    try:
        if mode != "IMMEDIATE" or not writer.begin_soon():
            connection.exec_driver_sql(f"BEGIN {mode}")  # says what is wrong as SQLAlchemy does
    except BaseException:
        writer.leave()
        raise


def open_log(engine: Engine) -> None:
    """Read once and keep the connection: SQLite makes its log's index while the disk has room."""
    with reading(engine).connect() as connection:
        connection.exec_driver_sql("SELECT version_num FROM alembic_version")


def settle_log(engine: Engine) -> bool:
    """Bring SQLite's write-ahead log into the file and empty it: old pages hold what was erased.

    False: somebody still reads older pages, so that a part stays for the next time.
    """
    if engine.dialect.name != "sqlite":
        return True
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={SETTLE_TIMEOUT_MS}")
        busy, _pages, _moved = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    finally:
        connection.close()
    return not busy


def close_database(engine: Engine) -> None:
    """Let the database file hold everything and close every connection: at each clean end."""
    pool: Any = engine.pool
    if engine.dialect.name == "sqlite" and pool.checkedin() + pool.checkedout():
        with suppress(sqlite.Error, SQLAlchemyError):  # what stays in the log is read from there
            settle_log(engine)
    engine.dispose()


def lock_row(session: Session, row: Base) -> None:
    """Hold a row until the commit and read it again; what was changed before is written first."""
    session.flush()
    session.refresh(row, with_for_update={"of": type(row), "key_share": True})


def lock_rows(session: Session, statement: sa.Select[Any]) -> sa.Select[Any]:
    """Lock what the statement reads until the commit, where a database needs to be told.

    Rows that only refer to what is locked are not kept waiting (FOR NO KEY UPDATE).

    On SQLite a writer holds the only write lock from its first statement, so nothing is added.
    """
    bind = session.get_bind()
    return statement if bind.dialect.name == "sqlite" else statement.with_for_update(key_share=True)
