"""Rate limits that hold across processes: counters in a file of their own, or in Redis.

Asked for unsafe methods and pages behind a token only. Counters may be lost with the power; they
are no facts.
"""

import functools
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from flask import Flask, current_app, request
from limits import RateLimitItem, parse_many
from limits.storage import Storage, storage_from_string
from limits.strategies import FixedWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

from eventapp.orm import sqlite
from eventapp.settings import Settings
from eventapp.web import proxies

View = TypeVar("View", bound=Callable[..., Any])


class FileStorage(Storage):
    """Counters in one SQLite file without fsync, shared by every process of this machine."""

    STORAGE_SCHEME = ["limitsfile"]  # noqa: RUF012  (the base class's name for it)

    def __init__(self, uri: str, **_options: Any) -> None:
        super().__init__(uri, wrap_exceptions=False)
        self.path = Path(uri.removeprefix("limitsfile://"))
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._run(
            "CREATE TABLE IF NOT EXISTS hit"
            " (key TEXT PRIMARY KEY, n INTEGER NOT NULL, ends REAL NOT NULL)"
        )

    def _run(self, statement: str, *values: Any) -> Any:
        connection = sqlite.connect(self.path, timeout=2, isolation_level=None)
        try:
            connection.execute("PRAGMA synchronous=OFF")
            return connection.execute(statement, values).fetchone()
        finally:
            connection.close()

    @property
    def base_exceptions(self) -> type[Exception]:
        """Errors of the file."""
        return sqlite.Error  # type: ignore[no-any-return]

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count, beginning anew when the window is over; return the count."""
        now = time.time()
        row = self._run(
            "INSERT INTO hit VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET"
            " n = CASE WHEN ends <= ? THEN excluded.n ELSE n + excluded.n END,"
            " ends = CASE WHEN ends <= ? THEN excluded.ends ELSE ends END RETURNING n",
            key, amount, now + expiry, now, now,
        )  # fmt: skip
        return int(row[0])

    def get(self, key: str) -> int:
        """Return the count of the running window."""
        row = self._run("SELECT n FROM hit WHERE key = ? AND ends > ?", key, time.time())
        return int(row[0]) if row else 0

    def get_expiry(self, key: str) -> float:
        """Return when the window ends, as POSIX time."""
        row = self._run("SELECT ends FROM hit WHERE key = ?", key)
        return float(row[0]) if row else time.time()

    def check(self) -> bool:
        """Say whether the file can be read."""
        return self._run("SELECT 1") is not None

    def reset(self) -> int | None:
        """Forget every count."""
        self._run("DELETE FROM hit")
        return None

    def clear(self, key: str) -> None:
        """Forget one count."""
        self._run("DELETE FROM hit WHERE key = ?", key)


def install(app: Flask) -> None:
    """Open the counters: Redis when several machines share them, else a file."""
    settings: Settings = app.config["EVENTAPP"]
    uri = settings.redis_url or f"limitsfile://{settings.data_dir / 'limits.db'}"
    if settings.rate_limits:
        app.extensions["limits"] = FixedWindowRateLimiter(storage_from_string(uri))


def limited(spec: str) -> Callable[[View], View]:
    """Limit a view per visitor: `20 per minute; 100 per hour`. 429 says when to retry.

    A visitor is an address, or a subscriber's network (`proxies.client`).
    """
    items = parse_many(spec)

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if request.method not in {"GET", "HEAD"} or "token" in kwargs:
                count(items, request.endpoint or "", proxies.client())
            return view(*args, **kwargs)

        return guarded  # type: ignore[return-value]

    return wrap


def count(items: list[RateLimitItem], *key: str) -> None:
    """Count once under the key; too often is a 429 that says when to try again."""
    limiter: FixedWindowRateLimiter | None = current_app.extensions.get("limits")
    if limiter is None:
        return
    for item in items:
        if not limiter.hit(item, *key):
            wait = max(1, int(limiter.get_window_stats(item, *key).reset_time - time.time()))
            raise TooManyRequests(retry_after=wait)
