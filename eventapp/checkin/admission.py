"""Whether a badge is let through: a pure function of what is known (checkin-protocol section 7).

The same rules stand in `static/js/door/engine.js` for devices without a network; both are held to
one table of cases (`tests/data/decisions.json`).
"""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from eventapp.checkin.scan_replay import REPEAT_MS, Folded, Record
from eventapp.checkin.verdicts import Decision, Direction, Override, Standing, Verdict, Why
from eventapp.days import day_of

REFUSALS = {
    Standing.WAITING: Why.WAITING,
    Standing.CANCELLED: Why.CANCELLED,
    Standing.REVOKED: Why.REVOKED,
}


@dataclass(frozen=True, slots=True)
class Policy:
    """What an entrance asks of everybody; moments in milliseconds since 1970."""

    days: tuple[date, ...] = ()
    """The event's days; none: any day."""
    opens: int | None = None
    closes: int | None = None
    reentry: bool = True


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a badge whose signature holds; None where the list does not name it."""

    standing: Standing | None = Standing.OK
    days: tuple[date, ...] = ()
    """Days for which it holds; none: the event's."""
    lack: Why | None = None
    """What it lacks at this entrance: it is for others, or has no seat."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One badge shown: which way, when by the corrected clock, and why a helper overrides."""

    direction: Direction
    te: int
    dev: int
    day: date | None = None
    """The day it is there; None where the device's clock was never set: no day refuses then."""
    reason: Override | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """The decision with its word, and whether it is a record of its own."""

    decision: Decision
    verdict: Verdict | None = None
    why: Why | None = None
    opened: Record | None = None
    """The entry that stands, for who is inside already."""
    day: date | None = None
    """The day it holds for, where it is shown on another."""
    keep: bool = True


def decide(asked: Asked, known: Known, policy: Policy, state: Folded, *, online: bool) -> Decided:
    """Return the decision on a badge whose signature holds.

    Leaving is always admitted: the number of people on site must stay true.
    """
    if asked.direction is Direction.OUT:
        return Decided(Decision.ADMIT, Verdict.EXIT if state.inside else Verdict.EXIT_ORPHAN)
    why = _why_not(asked, known, policy, online=online)
    if why is not None:
        day = _nearest(asked, known.days or policy.days) if why is Why.WRONG_DAY else None
        return Decided(Decision.REFUSE, why=why, day=day)
    if state.opened_by is not None and state.inside:
        return _inside(asked, state.opened_by)
    if state.first is not None and not policy.reentry and asked.reason is None:
        return Decided(Decision.REFUSE, why=Why.NO_REENTRY)
    return Decided(Decision.ADMIT, Verdict.REENTRY if state.first else Verdict.FIRST)


def _inside(asked: Asked, opened: Record) -> Decided:
    """Return the decision on somebody inside: the camera reading twice, or a question."""
    if opened.dev == asked.dev and 0 <= asked.te - opened.te <= REPEAT_MS:
        return Decided(Decision.ADMIT, Verdict.REPEAT, opened=opened, keep=False)
    if asked.reason is not None:
        return Decided(Decision.ADMIT, Verdict.DOUBLE, opened=opened)
    return Decided(Decision.REFUSE, why=Why.ALREADY_IN, opened=opened)


def _why_not(asked: Asked, known: Known, policy: Policy, *, online: bool) -> Why | None:
    """Return why a badge is not let in whatever was scanned before, None if it may be."""
    if known.standing is None:
        if online:
            return Why.UNKNOWN
    elif known.standing is not Standing.OK:
        return REFUSALS[known.standing]
    if _is_other_day(asked, known.days or policy.days):
        return Why.WRONG_DAY
    if asked.reason is None and not _is_open(asked.te, policy):
        return Why.CLOSED
    return None if asked.reason else known.lack


def _is_other_day(asked: Asked, days: tuple[date, ...]) -> bool:
    return bool(days) and asked.day is not None and asked.day not in days


def _is_open(te: int, policy: Policy) -> bool:
    after = policy.opens is None or te >= policy.opens
    return after and (policy.closes is None or te < policy.closes)


def _nearest(asked: Asked, days: tuple[date, ...]) -> date | None:
    """Return the next day it holds for, or the last one that did."""
    ahead = [day for day in days if asked.day is not None and day > asked.day]
    return min(ahead, default=max(days, default=None))


def days_of(starts_at: datetime | None, ends_at: datetime | None, zone: tzinfo) -> tuple[date, ...]:
    """Return the days of an event, none where it has no dates yet."""
    if starts_at is None:
        return ()
    first = day_of(starts_at, zone)
    last = day_of(ends_at, zone) if ends_at else first
    span = (last - first).days + 1
    return tuple(date.fromordinal(first.toordinal() + number) for number in range(span))
