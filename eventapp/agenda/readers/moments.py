"""The moments of one file: its dates in the order they share, its clocks on their days. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from eventapp.agenda.readers import dates, wall_clock
from eventapp.agenda.readers.columns import Choose
from eventapp.agenda.readers.dates import DateOrder
from eventapp.agenda.readers.errors import DatesAmbiguous
from eventapp.agenda.readers.rows import Timetable
from eventapp.errors import Sentence

_JOINT = re.compile(r"(?<=\d)t(?=\d)|[\s,]+(?:um|at|à|a|-|–)?\s*|\s*[|@]\s*", re.IGNORECASE)
_SPAN = re.compile(r"\s*(?:[-–—]|bis|until|to|jusqu.à|à)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Context:
    """What counts where a file is silent: the event's zone and days, and what somebody chose."""

    zone: ZoneInfo
    first: date | None = None
    """The event's first day, for days in words and dates without a year."""
    last: date | None = None
    order: DateOrder | None = None
    """In what order the dates of this file are written; None: the file itself shall say."""
    choose: Choose | None = None
    """Which columns of a table hold what; None: their heads say."""


@dataclass(frozen=True, slots=True)
class Moments:
    """Reads what one file writes as days and times."""

    zone: ZoneInfo
    first: date | None
    order: DateOrder | None

    @classmethod
    def of(cls, context: Context, typed: Iterable[str], timetable: Timetable) -> "Moments":
        """Return the reader for a file with these days and times; refuse an order in doubt."""
        parts = [part for text in typed for part in (text, split(text)[0]) if part]
        doubt = dates.settle(parts, context.first, context.last)
        order = context.order or (doubt.order if doubt else None)
        if doubt is not None and order is None:
            raise DatesAmbiguous(doubt)
        if doubt is not None and order is not None:
            timetable.note(doubt.typed[:40], ORDERS[order])
        return cls(context.zone, context.first, order)

    def day(self, typed: str) -> date | None:
        """Return the day that is written or named; None: it is none, or needs a first day."""
        year = self.first.year if self.first else None
        day = dates.day(typed, self.order, year=year)
        return day or (dates.named_day(typed, self.first) if self.first else None)

    def at(self, day: str, typed: str) -> datetime | None:
        """Return the moment of a cell with a time, or with day and time; None: it is none."""
        clock = wall_clock.clock(typed)
        if clock is not None:
            shown = self.day(day) if day else self.first
            return datetime.combine(shown, clock, self.zone) if shown else None
        written, rest = split(typed)
        clock, shown = wall_clock.clock(rest), self.day(written) if written else None
        if clock is not None and shown is not None:
            return datetime.combine(shown, clock, self.zone)
        return wall_clock.moment(typed, self.zone)


ORDERS = {
    DateOrder.DMY: Sentence("Dates such as 3/4/2027 were read with the day first."),
    DateOrder.MDY: Sentence("Dates such as 3/4/2027 were read with the month first."),
    DateOrder.YMD: Sentence("Dates such as 27/3/4 were read with the year first."),
}


def split(typed: str) -> tuple[str, str]:
    """Return the date and the clock of a text that holds both, else two empty texts."""
    text = typed.strip()
    for joint in _JOINT.finditer(text):
        head, tail = text[: joint.start()], text[joint.end() :]
        for written, clock in ((head, tail), (tail, head)):
            if wall_clock.clock(clock) is not None and dates.readings(written, year=2000):
                return written, clock
    return "", ""


def span(typed: str) -> tuple[str, str]:
    """Return both clocks of `9:30 - 10:15`; a single time has an empty second one."""
    first, *rest = _SPAN.split(typed.strip(), maxsplit=1)
    if rest and all(wall_clock.clock(part) is not None for part in (first, *rest)):
        return first, rest[0]
    return typed, ""
