"""Scans that a device decided alone and sends later: stored as they were, never refused."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import insert
from sqlalchemy.orm import Session

from eventapp.checkin import queries
from eventapp.checkin.models import Scan, ScanQuarantine
from eventapp.checkin.queries import Scanner
from eventapp.checkin.scan_replay import Record, fold
from eventapp.checkin.services.numbering import hold_numbering
from eventapp.checkin.services.presence import note_presence
from eventapp.checkin.verdicts import Decision, Direction

ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
IDX = re.compile(r"[0-9a-f]{32}")
WORD = re.compile(r"[a-z_]{1,24}")
MOST_MS = 4_102_444_800_000
"""The year 2100: later moments are a broken clock."""
MOST_RAW = 2000
FUTURE = timedelta(minutes=2)
LATE = timedelta(hours=1)


class BadRecord(ValueError):
    """What was sent is no scan; it is kept as it came, and the device need not send it again."""


@dataclass(frozen=True, slots=True)
class SentRecord:
    """A scan as a device kept it (checkin-protocol section 7)."""

    scan_id: str
    record: Record
    idx: bytes | None
    why: str | None
    clk: int
    kid: int | None
    sigok: bool
    forced: bool
    rehearsal: bool

    @classmethod
    def read(cls, raw: object, dev: int) -> "SentRecord":
        """Return what a device sent; raises BadRecord for everything that is no scan of its own."""
        if not isinstance(raw, dict) or raw.get("dev") not in {None, dev}:
            raise BadRecord
        idx, why = _text(raw, "idx", IDX), _text(raw, "why", WORD)
        try:
            direction, decision = Direction(raw["dir"]), Decision(raw["dec"])
        except (KeyError, ValueError) as error:
            raise BadRecord from error
        scan_id = _text(raw, "id", ID)
        if scan_id is None:
            raise BadRecord
        times = (_number(raw, "t", 0, MOST_MS), _number(raw, "off", -MOST_MS, MOST_MS))
        return cls(
            scan_id=scan_id,
            record=Record(
                dev, _number(raw, "seq", 1, 2**53), *times, direction, decision, mode="off"
            ),
            idx=bytes.fromhex(idx) if idx else None,
            why=why,
            clk=_number(raw, "clk", 0, 2),
            kid=None if raw.get("kid") is None else _number(raw, "kid", 0, 15),
            sigok=raw.get("sigok") is True,
            forced=raw.get("forced") is True,
            rehearsal=raw.get("reh") is True,
        )


def _text(raw: Mapping[str, object], name: str, form: re.Pattern[str]) -> str | None:
    value = raw.get(name)
    if value is not None and (not isinstance(value, str) or not form.fullmatch(value)):
        raise BadRecord
    return value


def _number(raw: Mapping[str, object], name: str, low: int, high: int) -> int:
    value = raw.get(name, 0)
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise BadRecord
    return value


def take(
    session: Session, scanner: Scanner, sent: Sequence[object], batch: str, *, now: datetime
) -> list[dict[str, object]]:
    """Store what a device sends of its scans; return what became of each.

    What is no scan, or another one under a number that is taken, is set aside as it came: nothing
    stops the others, and the device need not send it again.
    """
    hold_numbering(session)
    results: list[dict[str, object]] = []
    for raw in sent:
        try:
            scan = SentRecord.read(raw, scanner.device.id)
        except BadRecord:
            set_aside(session, scanner, raw, batch, "bad", now=now)
            seq = raw.get("seq") if isinstance(raw, dict) else None
            results.append({"seq": seq, "status": "bad"})
            continue
        results.append({"seq": scan.record.seq, **_take(session, scanner, scan, raw, batch, now)})
    return results


def _take(
    session: Session, scanner: Scanner, scan: SentRecord, raw: object, batch: str, now: datetime
) -> dict[str, object]:
    """Store one scan; a number that the server answered meanwhile is the device's word now."""
    held = queries.kept_alone(session, scanner.device.id, scan.record.seq)
    if held is not None and held.scan_id == scan.scan_id:
        return {"status": "dup"}
    if held is not None:
        set_aside(session, scanner, raw, batch, "conflict", now=now)
        return {"status": "conflict"}
    entrance = scanner.device.entrance
    pair = queries.badge_and_place(session, scanner.event.id, idx=scan.idx) if scan.idx else None
    where = (entrance.area, scan.rehearsal)
    before = queries.records(session, scanner.event.id, scan.idx, where) if scan.idx else {}
    session.execute(insert(Scan), [_row(scanner, scan, pair[1].id if pair else None, now)])
    after = {**before, scan.record: entrance.name}
    folded = fold(after)
    if scan.idx and not scan.rehearsal:
        place = (scanner.event.id, scan.idx, entrance.area)
        note_presence(session, place, fold(before), folded, after)
    flags = _flags(scanner, scan, now)
    if pair and pair[0].replaced_at and scan.record.decision is Decision.ADMIT:
        flags += ["after_revocation"] if _ms(pair[0].replaced_at) <= scan.record.te else []
    verdict = folded.verdicts[scan.record.dev, scan.record.seq]
    return {"status": "stored", "verdict": verdict, "flags": flags}


def _flags(scanner: Scanner, scan: SentRecord, now: datetime) -> list[str]:
    """Return what an organiser should know of when it was."""
    te, flags = scan.record.te, []
    if te > _ms(now + FUTURE) or te < _ms(scanner.device.enrolled_at):
        flags.append("clock")
    if te < _ms(now - LATE):
        flags.append("late")
    return flags


def _row(
    scanner: Scanner, scan: SentRecord, registration_id: int | None, now: datetime
) -> dict[str, object]:
    record = scan.record
    return {
        "event_id": scanner.event.id,
        "device_id": record.dev,
        "entrance_id": scanner.device.entrance_id,
        "area": scanner.device.entrance.area,
        "scan_id": scan.scan_id,
        "seq": record.seq,
        "idx": scan.idx,
        "registration_id": registration_id,
        "direction": record.direction,
        "decision": record.decision,
        "why": scan.why,
        "mode": record.mode,
        "t": record.t,
        "off": record.off,
        "clk": scan.clk,
        "kid": scan.kid,
        "sigok": scan.sigok,
        "forced": scan.forced,
        "rehearsal": scan.rehearsal,
        "answer": "",
        "received_at": now,
    }


def set_aside(
    session: Session, scanner: Scanner, raw: object, batch: str, why: str, *, now: datetime
) -> None:
    """Keep what a device sent and nobody counts, for an organiser to look at."""
    session.add(
        ScanQuarantine(
            event_id=scanner.event.id,
            device_id=scanner.device.id,
            batch=batch[:36],
            why=why,
            raw=json.dumps(raw)[:MOST_RAW],
            received_at=now,
        )
    )


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
