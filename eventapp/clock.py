"""The clock of the edge: views, commands and jobs ask it and hand the moment down as `now=`."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return this moment, aware, in UTC."""
    return datetime.now(UTC)
