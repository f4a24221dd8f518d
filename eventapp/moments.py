"""Moments: one writing for what is stored or compared, one reading of what a clock shows. Pure.

The same moment has many writings (`09:30+02:00`, `07:30+00:00`), and Python calls moments of two
zones unequal in the hour a clock repeats or leaves out (PEP 495). In UTC both are gone.
"""

from datetime import UTC, datetime
from typing import overload
from zoneinfo import ZoneInfo


@overload
def utc_text(moment: datetime) -> str: ...


@overload
def utc_text(moment: datetime | None) -> str | None: ...


def utc_text(moment: datetime | None) -> str | None:
    """Return a moment always in the same writing, so that an unchanged one compares as such."""
    return moment.astimezone(UTC).isoformat() if moment else None


def moment_of(text: str | None) -> datetime | None:
    """Return the moment that is written so, in UTC; none of an empty text."""
    return datetime.fromisoformat(text).astimezone(UTC) if text else None


@overload
def on_clock(typed: datetime, zone: ZoneInfo, *, held: datetime | None = None) -> datetime: ...


@overload
def on_clock(
    typed: datetime | None, zone: ZoneInfo, *, held: datetime | None = None
) -> datetime | None: ...


def on_clock(
    typed: datetime | None, zone: ZoneInfo, *, held: datetime | None = None
) -> datetime | None:
    """Return the moment at which a clock in that zone shows what was typed, in UTC.

    A form shows minutes: where it says of `held` what was typed, the moment stays what it is, with
    its seconds, and the second time in an hour that the clock repeats.
    """
    if typed is None:
        return None
    shown = shown_on_clock(held, zone)
    if shown is not None and shown.replace(second=0, microsecond=0) == typed:
        return held
    return typed.replace(tzinfo=zone).astimezone(UTC)


def shown_on_clock(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    """Return what a clock in that zone shows at the moment, as a form holds it: without a zone."""
    return None if moment is None else moment.astimezone(zone).replace(tzinfo=None)


def milliseconds(moment: datetime) -> int:
    """Return a moment as devices tell it: milliseconds since 1970."""
    return int(moment.timestamp() * 1000)
