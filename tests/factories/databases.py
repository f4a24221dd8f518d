"""PostgreSQL databases for tests: copied from a migrated one, and lent again once emptied.

Copying a database takes a tenth of a second of a processor, emptying one a fiftieth of that.
"""

import secrets
import time

import psycopg

from eventapp.bench import postgres

FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")
"""For data that lives as long as the tests: fast, and lost when the power goes."""

BUSY_SECONDS = 0.5
"""How long a connection that was closed may take to be gone."""

CATALOGUES = [
    "pg_class",
    "pg_attribute",
    "pg_attrdef",
    "pg_constraint",
    "pg_index",
    "pg_trigger",
    "pg_proc",
    "pg_type",
    "pg_namespace",
    "pg_extension",
]
SHAPE = f"""SELECT
    {", ".join(f"(SELECT (count(*), max(xmin::text::bigint))::text FROM {catalogue})" for catalogue in CATALOGUES)},
    (SELECT count(*) FROM pg_class
        WHERE reltuples > 0 AND relnamespace = 'public'::regnamespace),
    (SELECT count(*) FROM pg_db_role_setting JOIN pg_database ON pg_database.oid = setdatabase
        WHERE datname = current_database())"""  # noqa: S608  (names that stand above)
"""What changes when tables, settings or what the planner knows of them do."""
OTHERS = (
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    " AND backend_type = 'client backend'"
)
TABLES = (
    "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname <> 'alembic_version'"
    " AND relnamespace = 'public'::regnamespace"
)
NUMBER_FROM_ONE = "SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'"


class Databases:
    """The databases of one server, all like its template."""

    def __init__(self, server: str, template: str) -> None:
        self.server, self.template = server, template
        self._free: list[str] = []
        self._shape: tuple[object, ...] | None = None
        self._tables: list[str] = []
        self._kept: dict[str, psycopg.Connection[tuple[object, ...]]] = {}

    def address(self, name: str) -> str:
        """Return the address of a database of the server."""
        return f"{self.server.rsplit('/', 1)[0]}/{name}"

    def make(self, template: str | None = None) -> str:
        """Return the address of a new copy, of another template if one is named."""
        name = f"test_{secrets.token_hex(6)}"
        postgres.create(self.server, name, template or self.template)
        return self.address(name)

    def lend(self) -> str:
        """Return the address of a database that is as a new copy is."""
        if not self._free:
            self._free.append(self.make())
            if self._shape is None:
                connection = self._connect(self._free[-1])
                self._shape = connection.execute(SHAPE).fetchone()
                self._tables = [str(name) for (name,) in connection.execute(TABLES)]
        return self._free.pop()

    def take_back(self, address: str) -> bool:
        """Empty a database for the next test; one that is in use, or altered, is never lent again.

        Return whether it will be lent again.
        """
        if self._empty(self._connect(address)):
            self._free.append(address)
            return True
        self._kept.pop(address).close()
        return False

    def _empty(self, connection: "psycopg.Connection[tuple[object, ...]]") -> bool:
        """Empty a database; return whether it is as a new copy is."""
        until = time.monotonic() + BUSY_SECONDS
        while connection.execute(OTHERS).fetchone() != (0,):
            if time.monotonic() > until:
                return False
            time.sleep(0.005)
        if connection.execute(SHAPE).fetchone() != self._shape:
            return False
        deletions = "; ".join(f'DELETE FROM "{name}"' for name in self._tables)  # noqa: S608
        try:
            connection.execute(
                "BEGIN; SET LOCAL session_replication_role = replica; "  # no trigger, any order
                f"{deletions}; {NUMBER_FROM_ONE}; COMMIT"
            )
        except psycopg.errors.InsufficientPrivilege:  # a given server, where we rule nothing
            return False
        return True

    def _connect(self, address: str) -> "psycopg.Connection[tuple[object, ...]]":
        """Return a connection that stays: a new one reads the catalogues of all tables anew."""
        if address not in self._kept:
            plain = address.replace("postgresql+psycopg://", "postgresql://")
            self._kept[address] = psycopg.connect(plain, autocommit=True)
        return self._kept[address]
