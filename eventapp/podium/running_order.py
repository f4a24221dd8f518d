"""What happens when in a session, as its moderator reads it. Pure.

The organisers write a line for each part, beginning with its hour: `11:05 Three statements`.
Without such a text the order is that of the session's talks.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from eventapp.podium.stages import Stage

_HOUR = re.compile(r"(\d{1,2})\s?[:.h]\s?(\d{2})(?:\s?(?:Uhr|–|-|,|:))*\s+(?=\S)")
"""An hour as German, French and English write it, and what follows it up to the first word."""


@dataclass(frozen=True, slots=True)
class Step:
    """A part of a session: when it begins, how long it lasts, what it is."""

    begins: datetime | None
    """None: nobody has said."""
    minutes: int
    """0: not known."""
    text: str


def steps_of(stage: Stage, written: str, language: str, here: datetime) -> list[Step]:
    """Return the parts in their order; `here` is the session's beginning on the event's clock."""
    ends = stage.session.ends_at
    lines = [line.strip() for line in written.splitlines() if line.strip()]
    if lines:
        return _timed([_read(line, here) for line in lines], ends)
    talks = [(talk.starts_at, talk.ends_at, talk.title.into(language)) for talk in stage.talks]
    return [
        Step(begins, int((until - begins).total_seconds()) // 60 if begins and until else 0, text)
        for begins, until, text in talks
    ]


def _read(line: str, here: datetime) -> tuple[datetime | None, str]:
    """Return when a line's part begins and what it is: after midnight belongs to the evening."""
    hour = _HOUR.match(line)
    if hour is None or int(hour[1]) > 23 or int(hour[2]) > 59:  # noqa: PLR2004  (a day's last hour and minute)
        return None, line
    begins = here.replace(hour=int(hour[1]), minute=int(hour[2]), second=0, microsecond=0)
    if here - begins > timedelta(hours=12):
        begins += timedelta(days=1)
    return begins, line[hour.end() :]


def _timed(parts: Sequence[tuple[datetime | None, str]], ends: datetime | None) -> list[Step]:
    """Return the parts, each lasting until the next one that has an hour, the last to the end."""
    begun = [begins for begins, _ in parts if begins]
    lasting = dict(zip(begun, _minutes([*begun, *([ends] if ends else [])]), strict=False))
    return [Step(begins, lasting.get(begins, 0) if begins else 0, text) for begins, text in parts]


def _minutes(moments: Iterable[datetime]) -> list[int]:
    return [
        max(0, int((after - before).total_seconds()) // 60) for before, after in pairwise(moments)
    ]
