"""What the scans of a badge mean: a pure function of the set (checkin-protocol section 9).

Order, duplication and delay of arrival change nothing.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from eventapp.checkin.verdicts import Decision, Direction, Verdict

REPEAT_MS = 10_000
"""The same badge on the same device within ten seconds is the camera reading twice."""


@dataclass(frozen=True, slots=True)
class Record:
    """A scan as the fold needs it; times in milliseconds."""

    dev: int
    seq: int
    t: int
    off: int
    direction: Direction
    decision: Decision
    mode: str = "on"

    @property
    def te(self) -> int:
        """Corrected time: the device's clock and what it lacked."""
        return self.t + self.off

    @property
    def key(self) -> tuple[int, int, int]:
        """Total order: corrected time, device, number."""
        return (self.te, self.dev, self.seq)


@dataclass(frozen=True, slots=True)
class Folded:
    """The meaning of all scans of one badge."""

    verdicts: Mapping[tuple[int, int], Verdict]
    """By device and number."""
    inside: bool
    opened_by: Record | None
    """The entry that let the holder in last."""
    first: Record | None


def merge(records: Iterable[Record]) -> list[Record]:
    """Return one record a (device, number), in order: off beats on, then the smallest body."""
    chosen: dict[tuple[int, int], Record] = {}
    for record in records:
        key = (record.dev, record.seq)
        held = chosen.get(key)
        if held is None or _rank(record) < _rank(held):
            chosen[key] = record
    return sorted(chosen.values(), key=lambda record: record.key)


def _rank(record: Record) -> tuple[bool, str]:
    return record.mode != "off", json.dumps(asdict(record), sort_keys=True)


def fold(records: Iterable[Record]) -> Folded:
    """Return what the scans of one badge mean."""
    verdicts: dict[tuple[int, int], Verdict] = {}
    opened: Record | None = None
    first: Record | None = None
    inside = False
    for record in merge(records):
        verdict = Verdict.REFUSED
        if record.decision == Decision.ADMIT and record.direction == Direction.IN:
            if not inside:
                verdict = Verdict.REENTRY if first else Verdict.FIRST
                first, opened, inside = first or record, record, True
            elif (
                opened is not None
                and record.dev == opened.dev
                and record.te - opened.te <= REPEAT_MS
            ):
                verdict = Verdict.REPEAT
            else:
                verdict = Verdict.DOUBLE
        elif record.decision == Decision.ADMIT:
            verdict, inside = Verdict.EXIT if inside else Verdict.EXIT_ORPHAN, False
        verdicts[record.dev, record.seq] = verdict
    return Folded(verdicts, inside, opened, first)
