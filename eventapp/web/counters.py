"""Where rate limits count: in a file of this machine, or in a Redis that several machines share.

A count is forgotten after its window, whatever the clock did meanwhile: it may be set forward and
back, also between two starts, and nobody stays shut out for it.
"""

import time
from pathlib import Path
from typing import Any

from limits.storage import RedisStorage, Storage

from eventapp.orm import sqlite

SWEEP_SECONDS = 60
"""How often counts that are over are removed: they hold addresses of people."""

FORGET = (
    "DELETE FROM counted WHERE NOT (:wall BETWEEN wall - :skew AND wall + life"
    " AND :steady BETWEEN steady - :skew AND steady + life)"
)
"""A window runs while both clocks say that it has begun and is not over. The steady one cannot be
set but starts anew with the machine; the other goes on while the machine is off, but can be set."""

FORGET_ONE = FORGET + " AND key = :key"

SKEW_SECONDS = 5
"""How much earlier than a window's begin one may read a clock and still count in it: processes read
it, then wait for each other."""

LOCK_SECONDS = 2
"""How long the file, which others may be writing, is waited for."""

REDIS_SECONDS = 1
"""How long Redis is waited for."""

FOR_EVER = -1
"""What Redis says is left to a key without an end."""

OLD_TABLE = "DROP TABLE IF EXISTS hit"
"""Of earlier versions, which knew one clock."""

TABLE = """CREATE TABLE IF NOT EXISTS counted (key TEXT PRIMARY KEY, n INTEGER NOT NULL,
    life REAL NOT NULL, wall REAL NOT NULL, steady REAL NOT NULL)"""


class FileStorage(Storage):
    """Counters in one SQLite file without fsync, shared by every process of this machine."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path), wrap_exceptions=False)
        self.path, self.made, self.swept = path, False, 0.0
        self.path.parent.mkdir(parents=True, exist_ok=True)

    def _run(self, *statements: str, **values: Any) -> Any:
        """Run statements as one act; return the row of the last. A damaged file is thrown away."""
        connection = sqlite.connect(self.path, timeout=LOCK_SECONDS, isolation_level=None)
        try:
            connection.execute("PRAGMA synchronous=OFF")
            connection.execute("PRAGMA secure_delete=ON")  # no address stays in a free page
            connection.execute("BEGIN IMMEDIATE")
            now = {"wall": time.time(), "steady": time.monotonic(), "skew": SKEW_SECONDS}
            row = None
            for statement in (*(() if self.made else (OLD_TABLE, TABLE)), *statements):
                row = connection.execute(statement, {**now, **values}).fetchone()
            connection.execute("COMMIT")
        except sqlite.OperationalError:  # locked, no room; or another process made the file anew
            self.made = False
            raise
        except sqlite.DatabaseError:
            self.path.unlink(missing_ok=True)
            self.made = False
            raise
        else:
            self.made = True
            return row
        finally:
            connection.close()

    @property
    def base_exceptions(self) -> type[Exception]:
        """Errors of the file."""
        return sqlite.Error  # type: ignore[no-any-return]

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count, beginning anew when the window is over; return the count."""
        sweep = time.monotonic() - self.swept > SWEEP_SECONDS
        row = self._run(
            FORGET if sweep else FORGET_ONE,
            "INSERT INTO counted VALUES (:key, :amount, :life, :wall, :steady)"
            " ON CONFLICT (key) DO UPDATE SET n = n + excluded.n RETURNING n",
            key=key, amount=amount, life=expiry,
        )  # fmt: skip
        if sweep:
            self.swept = time.monotonic()
        return int(row[0])

    def get(self, key: str) -> int:
        """Return the count of the running window."""
        row = self._run(FORGET_ONE, "SELECT n FROM counted WHERE key = :key", key=key)
        return int(row[0]) if row else 0

    def get_expiry(self, key: str) -> float:
        """Return when the window ends, as POSIX time."""
        row = self._run(
            FORGET_ONE,
            "SELECT life - max(:wall - wall, :steady - steady, 0) FROM counted WHERE key = :key",
            key=key,
        )
        return time.time() + (float(row[0]) if row else 0)

    def check(self) -> bool:
        """Say whether the file can be read."""
        return self._run("SELECT 1") is not None

    def reset(self) -> int | None:
        """Forget every count."""
        self._run("DELETE FROM counted")
        return None

    def clear(self, key: str) -> None:
        """Forget one count."""
        self._run("DELETE FROM counted WHERE key = :key", key=key)


class SharedStorage(RedisStorage):
    """Counters in Redis. It forgets by its own clock: what that leaves too long begins anew."""

    def __init__(self, url: str) -> None:
        super().__init__(url, socket_timeout=REDIS_SECONDS, socket_connect_timeout=REDIS_SECONDS)

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count, beginning anew when the window is over or lasts longer than it can."""
        left = int(self.storage.ttl(self.prefixed_key(key)))
        if left > expiry or left == FOR_EVER:
            self.clear(key)
        return int(super().incr(key, expiry, amount))
