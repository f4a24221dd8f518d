"""Deciding scans: one transaction, one admission a badge, every scan kept as a fact."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from eventapp.badges import codes
from eventapp.badges import queries as badges
from eventapp.badges.models import Badge
from eventapp.checkin import queries
from eventapp.checkin.admission import Asked, Decided, Known
from eventapp.checkin.admission import decide as decide_badge
from eventapp.checkin.errors import NumberUsed
from eventapp.checkin.models import Scan
from eventapp.checkin.queries import Scanner
from eventapp.checkin.scan_replay import Record, fold
from eventapp.checkin.services.devices import note
from eventapp.checkin.services.entry_rights import lack
from eventapp.checkin.services.holders import holder_of, standing_of
from eventapp.checkin.services.numbering import hold_numbering
from eventapp.checkin.services.policies import policy_of
from eventapp.checkin.services.presence import note_presence
from eventapp.checkin.services.reading import Reading, find_badge, read_code
from eventapp.checkin.verdicts import Decision, Direction, Override, Standing, Why
from eventapp.days import day_of
from eventapp.moments import milliseconds
from eventapp.registration.models import Registration


@dataclass(frozen=True, slots=True)
class Sent:
    """One scan as a device sends it."""

    scan_id: str
    seq: int
    code: str
    direction: Direction
    t: int
    off: int
    clk: int = 0
    reason: Override | None = None
    """Why a helper overrode the answer: a record so marked is `forced`."""


REASONS = {
    Direction.IN: (Override.WAS_OUTSIDE, Override.FIRST_WAS_WRONG),
    Direction.OUT: (Override.UNDO,),
}
"""Why a helper may let somebody in again, or take an admission back, by direction."""


@dataclass(frozen=True, slots=True)
class ScanAnswer:
    """What the device is told: the stored words, and the sealed record or, at a desk, the name."""

    facts: dict[str, object]
    sealed: bytes | None = None
    place: Registration | None = None


def decide(session: Session, scanner: Scanner, sent: Sent, *, now: datetime) -> ScanAnswer:
    """Decide a scan online and keep it as a fact; a repeated send gets the first answer again."""
    before = queries.told_before(session, scanner.device.id, sent.seq)
    read = read_code(scanner, sent.code)
    pair = find_badge(session, scanner, read)
    if before is not None:
        scan_id, told_then = before
        if scan_id != sent.scan_id:
            raise NumberUsed
        return _answer(scanner, read, pair, json.loads(told_then))
    scans: dict[Record, str] = {}
    if read.why is not None:
        decided = Decided(Decision.REFUSE, why=read.why)
    elif read.idx is None:  # a typed code of nobody
        decided = Decided(Decision.REFUSE, why=Why.UNKNOWN)
    else:
        scans = queries.records(session, scanner.event.id, read.idx, _where(scanner))
        known = _known(session, scanner, pair, now=now)
        policy = policy_of(scanner)
        decided = decide_badge(_asked(scanner, sent, now), known, policy, fold(scans), online=True)
    facts = _facts(session, decided, pair, scans)
    if decided.keep:
        hold_numbering(session)
        session.execute(insert(Scan), [_row(scanner, sent, read, pair, facts, now=now)])
        if decided.decision is Decision.ADMIT:
            _note_presence(session, scanner, sent, read, scans)
            if sent.reason is not None:
                note(session, scanner.device, sent.reason, by=scanner.device.label, now=now)
    return _answer(scanner, read, pair, facts)


def _where(scanner: Scanner) -> tuple[str, bool]:
    """Return whose scans count beside this one: those of the area, or of rehearsals there."""
    return scanner.device.entrance.area, scanner.device.entrance.rehearsal


def _asked(scanner: Scanner, sent: Sent, now: datetime) -> Asked:
    """Return what is asked, on the day by the server's clock."""
    day = day_of(now, scanner.event.tzinfo)
    return Asked(sent.direction, sent.t + sent.off, scanner.device.id, day, sent.reason)


def _known(
    session: Session,
    scanner: Scanner,
    pair: tuple[Badge, Registration] | None,
    *,
    now: datetime,
) -> Known:
    """Return how a badge stands and what its holder lacks at this entrance."""
    if pair is None:
        return Known(standing=None)
    standing = standing_of(*pair)
    if standing is not Standing.OK:
        return Known(standing)
    return Known(standing, lack=lack(session, scanner.device.entrance, pair[1], now=now))


def _note_presence(
    session: Session, scanner: Scanner, sent: Sent, read: Reading, scans: Mapping[Record, str]
) -> None:
    """Write down who is on site by this scan and those before; the badge's row is held."""
    entrance = scanner.device.entrance
    if entrance.rehearsal or read.idx is None:
        return
    this = Record(scanner.device.id, sent.seq, sent.t, sent.off, sent.direction, Decision.ADMIT)
    gates = {**scans, this: entrance.name}
    where = (scanner.event.id, read.idx, entrance.area)
    note_presence(session, where, fold(scans), fold(gates), gates)


def _facts(
    session: Session,
    decided: Decided,
    pair: tuple[Badge, Registration] | None,
    scans: Mapping[Record, str],
) -> dict[str, object]:
    """Return what the device is told: the decision, its words, and what explains them."""
    facts: dict[str, object] = {"decision": decided.decision}
    if decided.why is not None:
        facts.update({"why": decided.why, **_newer(session, decided.why, pair)})
    if decided.verdict is not None:
        facts["verdict"] = decided.verdict
    if decided.opened is not None:
        facts["first"] = {"t": decided.opened.te, "gate": scans[decided.opened]}
    if decided.day is not None:
        facts["day"] = decided.day.isoformat()
    return facts


def _newer(
    session: Session, why: Why | None, pair: tuple[Badge, Registration] | None
) -> dict[str, object]:
    """Return since when a badge is replaced, and when the newer one was printed, if it was."""
    if why is not Why.REVOKED or pair is None:
        return {}
    badge, place = pair
    newer = badges.current(session, place)
    printed = newer.printed_at if newer is not None and newer is not badge else None
    since = badge.replaced_at or place.changed_at
    return {
        "replaced": {
            "t": milliseconds(since),
            "printed": milliseconds(printed) if printed else None,
        }
    }


def _row(
    scanner: Scanner,
    sent: Sent,
    read: Reading,
    pair: tuple[Badge, Registration] | None,
    facts: dict[str, object],
    *,
    now: datetime,
) -> dict[str, object]:
    """Return the row of the scan: written at once, never changed, needed by nobody after."""
    why = facts.get("why") or sent.reason
    return {
        "event_id": scanner.event.id,
        "device_id": scanner.device.id,
        "entrance_id": scanner.device.entrance_id,
        "area": scanner.device.entrance.area,
        "scan_id": sent.scan_id,
        "seq": sent.seq,
        "idx": read.idx,
        "registration_id": pair[1].id if pair else None,
        "direction": sent.direction,
        "decision": str(facts["decision"]),
        "why": str(why) if why else None,
        "t": sent.t,
        "off": sent.off,
        "clk": sent.clk,
        "kid": read.kid,
        "sigok": read.why is None,
        "forced": sent.reason is not None,
        "rehearsal": scanner.device.entrance.rehearsal,
        "answer": json.dumps(facts),
        "received_at": now,
    }


def _answer(
    scanner: Scanner,
    read: Reading,
    pair: tuple[Badge, Registration] | None,
    facts: dict[str, object],
) -> ScanAnswer:
    """Add the record of the holder: sealed so that only the badge just read opens it."""
    if pair is None or read.badge_id is None:
        return ScanAnswer(facts)
    badge, place = pair
    if badge.holder_no != place.holder_no:  # a former holder's badge never names the new one
        return ScanAnswer(facts)
    plain = json.dumps(holder_of(place), ensure_ascii=False).encode()
    nonce = secrets.token_bytes(12)
    sealed = codes.seal(scanner.event.public_id, badge.badge_id, plain, nonce)
    return ScanAnswer(facts, sealed, place)
