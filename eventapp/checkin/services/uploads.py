"""Scans that a device decided alone and sends later: stored as they were, never refused."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import insert
from sqlalchemy.orm import Session

from eventapp.badges.models import Badge
from eventapp.checkin import queries
from eventapp.checkin.models import Scan, ScanQuarantine
from eventapp.checkin.queries import Scanner
from eventapp.checkin.scan_replay import Record, fold
from eventapp.checkin.services.numbering import hold_numbering
from eventapp.checkin.services.presence import note_presence
from eventapp.checkin.verdicts import Decision, Direction
from eventapp.moments import milliseconds
from eventapp.registration.models import Registration

SCAN_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
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
        scan_id = _text(raw, "id", SCAN_ID)
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
    read = [_read(raw, scanner.device.id) for raw in sent]
    marks = {scan.idx for scan in read if scan is not None and scan.idx is not None}
    held = queries.badges_and_places(session, scanner.event.id, marks)
    hold_numbering(session)
    results: list[dict[str, object]] = []
    for raw, scan in zip(sent, read, strict=True):
        if scan is None:
            set_aside(session, scanner, raw, batch, "bad", now=now)
            seq = raw.get("seq") if isinstance(raw, dict) else None
            results.append({"seq": seq, "status": "bad"})
            continue
        status = _status(session, scanner, scan)
        result: dict[str, object] = {"seq": scan.record.seq, "status": status}
        if status == "conflict":
            set_aside(session, scanner, raw, batch, status, now=now)
        elif status == "stored":
            result |= _store(session, scanner, scan, held.get(scan.idx or b""), now)
        results.append(result)
    return results


def _read(raw: object, dev: int) -> SentRecord | None:
    try:
        return SentRecord.read(raw, dev)
    except BadRecord:
        return None


def _status(session: Session, scanner: Scanner, scan: SentRecord) -> str:
    """Return whether a scan is new, came before, or is another one under its number.

    What the server decided under the number meanwhile is the device's word now.
    """
    known = queries.numbered(session, scanner.device.id, scan.record.seq)
    if any(row.scan_id != scan.scan_id for row in known):
        return "conflict"
    alone = next((row for row in known if row.mode == scan.record.mode), None)
    if alone is None:
        return "stored"
    return "dup" if _record_of(alone) == (scan.record, scan.idx) else "conflict"


def _record_of(row: Scan) -> tuple[Record, bytes | None]:
    times = (row.device_id or 0, row.seq, row.t, row.off)
    return Record(*times, row.direction, row.decision, row.mode), row.idx


def _store(
    session: Session,
    scanner: Scanner,
    scan: SentRecord,
    pair: tuple[Badge, Registration] | None,
    now: datetime,
) -> dict[str, object]:
    """Store one scan; return what it means beside the others of its badge."""
    entrance = scanner.device.entrance
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
        is_late = milliseconds(pair[0].replaced_at) <= scan.record.te
        flags += ["after_revocation"] if is_late else []
    return {"verdict": folded.verdicts[scan.record.dev, scan.record.seq], "flags": flags}


def _flags(scanner: Scanner, scan: SentRecord, now: datetime) -> list[str]:
    """Return what an organiser should know of when it was."""
    te, flags = scan.record.te, []
    if te > milliseconds(now + FUTURE) or te < milliseconds(scanner.device.enrolled_at):
        flags.append("clock")
    if te < milliseconds(now - LATE):
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
