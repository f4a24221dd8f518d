"""Rate limits that hold across processes: counters in a file of their own, or in Redis.

Asked for unsafe methods and pages behind a token only. Counters may be lost with the power; they
are no facts.
"""

import functools
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import structlog
from flask import Flask, current_app, request
from limits import RateLimitItem, parse_many
from limits.storage import Storage
from limits.strategies import FixedWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

from eventapp.settings import Settings
from eventapp.web import proxies
from eventapp.web.counters import FileStorage, SharedStorage

log = structlog.get_logger()

View = TypeVar("View", bound=Callable[..., Any])


def install(app: Flask) -> None:
    """Open the counters: Redis when several machines share them, a file when there is none."""
    settings: Settings = app.config["EVENTAPP"]
    if not settings.rate_limits:
        return
    places: list[Storage] = [FileStorage(settings.data_dir / "limits.db")]
    if settings.redis_url:
        places.insert(0, SharedStorage(settings.redis_url))
    app.extensions["limits"] = [FixedWindowRateLimiter(place) for place in places]


def limited(spec: str, *, by: Callable[[], str] = proxies.client) -> Callable[[View], View]:
    """Limit a view per visitor: `20 per minute; 100 per hour`. 429 says when to retry.

    A visitor is an address, or a subscriber's network (`proxies.client`), or what `by` returns:
    behind one address a stranger must not use up what belongs to somebody who is known otherwise.
    """
    items = parse_many(spec)

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if request.method not in {"GET", "HEAD"} or "token" in kwargs:
                count(items, request.endpoint or "", by())
            return view(*args, **kwargs)

        return guarded  # type: ignore[return-value]

    return wrap


def count(items: list[RateLimitItem], *key: str) -> None:
    """Count once under the key; too often is a 429 that says when to try again.

    Counts are no facts: where none can be kept, for want of room or of Redis, nobody is kept out.
    """
    for limiter in current_app.extensions.get("limits", ()):
        try:
            _count(limiter, items, key)
        except limiter.storage.base_exceptions as fault:
            log.warning("limits_not_counted", error=type(fault).__name__)
        else:
            return


def _count(limiter: FixedWindowRateLimiter, items: list[RateLimitItem], key: Sequence[str]) -> None:
    for item in items:
        if not limiter.hit(item, *key):
            wait = limiter.get_window_stats(item, *key).reset_time - time.time()
            raise TooManyRequests(retry_after=max(1, min(int(wait), item.get_expiry())))
