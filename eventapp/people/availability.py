"""When somebody is there, as a list of times: none means always. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

TimeRange = tuple[datetime, datetime]
"""From when until when."""


def is_there(times: Sequence[TimeRange], begins: datetime, ends: datetime) -> bool:
    """Say whether somebody with these times is there all along; without any, always.

    Times that meet or overlap are one.
    """
    if not times:
        return True
    reached = begins
    for starts, until in sorted(times):
        if starts <= reached <= until:
            reached = max(reached, until)
    covered = any(starts <= begins <= until for starts, until in times)
    return covered and reached >= ends


def as_text(times: Iterable[TimeRange], zone: ZoneInfo) -> str:
    """Return times for programs and sheets: intervals of ISO 8601 on that zone's clock."""
    return "; ".join(
        "/".join(moment.astimezone(zone).isoformat(timespec="minutes") for moment in pair)
        for pair in sorted(times)
    )
