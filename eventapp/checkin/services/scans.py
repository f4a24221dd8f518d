"""Deciding scans: one transaction, one admission a badge, every scan kept as a fact."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from eventapp.badges import codes
from eventapp.badges import queries as badges
from eventapp.badges.codes import NewerVersion, NotABadge
from eventapp.badges.models import Badge
from eventapp.checkin import queries
from eventapp.checkin.errors import NumberUsed, ProfileTooNarrow
from eventapp.checkin.models import Presence, Profile, Scan
from eventapp.checkin.queries import Scanner
from eventapp.checkin.scan_replay import REPEAT_MS, Record, fold
from eventapp.checkin.services.devices import note
from eventapp.checkin.verdicts import Decision, Direction, Override, Verdict, Why
from eventapp.registration.models import Registration, State


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


@dataclass(slots=True)
class _Read:
    """What a code says before the badge's scans are looked at."""

    idx: bytes | None = None
    badge_id: bytes | None = None
    kid: int | None = None
    fallback: str | None = None
    why: Why | None = None


def decide(session: Session, scanner: Scanner, sent: Sent, *, now: datetime) -> ScanAnswer:
    """Decide a scan online and keep it as a fact; a repeated send gets the first answer again."""
    before = queries.told_before(session, scanner.device.id, sent.seq)
    read = _read(scanner, sent.code)
    pair = _find(session, scanner, read)
    if before is not None:
        scan_id, told_then = before
        if scan_id != sent.scan_id:
            raise NumberUsed
        return _answer(scanner, read, pair, json.loads(told_then))
    why = read.why or _why_not(pair)
    scans: dict[Record, str] = {}
    if why is None and read.idx is not None:
        rehearsal = scanner.device.entrance.rehearsal
        scans = queries.records(session, scanner.event.id, read.idx, rehearsal=rehearsal)
        facts = _verdict(scanner, sent, scans)
    else:
        facts = {
            "decision": Decision.REFUSE,
            "why": why,
            **_newer(session, why, pair),
            "keep": True,
        }
    if facts.pop("keep"):
        _hold_numbering(session)
        session.execute(insert(Scan), [_facts(scanner, sent, read, pair, facts, now=now)])
        if facts["decision"] == Decision.ADMIT:
            _note_presence(session, scanner, sent, read, scans)
            if sent.reason is not None:
                note(session, scanner.device, sent.reason, by=scanner.device.label, now=now)
    return _answer(scanner, read, pair, facts)


NUMBERING = 23716
"""Key of the advisory lock on PostgreSQL."""


def _hold_numbering(session: Session) -> None:
    """Hold the numbers of scans until the commit, so that they become visible in their order.

    SQLite has one writer at a time.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(NUMBERING)))


def _note_presence(
    session: Session, scanner: Scanner, sent: Sent, read: _Read, scans: Mapping[Record, str]
) -> None:
    """Write down who is on site by this scan and those before; the badge's row is held."""
    if scanner.device.entrance.rehearsal:
        return
    this = Record(scanner.device.id, sent.seq, sent.t, sent.off, sent.direction, Decision.ADMIT)
    before, after = fold(scans), fold([*scans, this])
    if (before.first is None, before.inside) == (after.first is None, after.inside):
        return
    if before.first is None:
        row = {"event_id": scanner.event.id, "idx": read.idx, "inside": after.inside}
        session.execute(insert(Presence), [row])
        return
    here = (Presence.event_id == scanner.event.id, Presence.idx == read.idx)
    session.execute(update(Presence).where(*here).values(inside=after.inside))


def _read(scanner: Scanner, code: str) -> _Read:
    """Parse a token, or a typed fallback code where the device's profile allows it."""
    try:
        token = codes.parse(code)
    except NewerVersion:
        return _Read(why=Why.NEWER_VERSION)
    except NotABadge:
        return _read_typed(scanner, code)
    read = _Read(badge_id=token.badge_id, kid=token.kid)
    public = scanner.keys.get(token.kid)
    if public is None:
        read.why = Why.UNKNOWN_KEY
    elif not codes.verifies(token, scanner.event.public_id, public):
        read.why = Why.BAD_SIGNATURE
    else:
        read.idx = codes.idx_of(scanner.event.public_id, token.badge_id)
    return read


def _read_typed(scanner: Scanner, code: str) -> _Read:
    try:
        typed = codes.read_fallback(code[:40])
    except NotABadge:
        return _Read(why=Why.NOT_A_BADGE)
    if scanner.device.profile is not Profile.DESK:
        raise ProfileTooNarrow
    return _Read(fallback=typed)


def _find(session: Session, scanner: Scanner, read: _Read) -> tuple[Badge, Registration] | None:
    if read.idx is None and read.fallback is None:
        return None
    pair = queries.badge_and_place(session, scanner.event.id, idx=read.idx, fallback=read.fallback)
    if pair is not None:
        read.idx, read.badge_id, read.kid = pair[0].idx, pair[0].badge_id, pair[0].kid
    return pair


def _verdict(scanner: Scanner, sent: Sent, scans: Mapping[Record, str]) -> dict[str, object]:
    """Return the decision on a good badge and, for who is inside already, when they came in."""
    state = fold(scans)
    if sent.direction is Direction.OUT:
        return {
            "decision": Decision.ADMIT,
            "verdict": Verdict.EXIT if state.inside else Verdict.EXIT_ORPHAN,
            "keep": True,
        }
    if not state.inside:
        verdict = Verdict.REENTRY if state.first else Verdict.FIRST
        return {"decision": Decision.ADMIT, "verdict": verdict, "keep": True}
    opened = state.opened_by
    assert opened is not None  # noqa: S101  (inside means somebody opened)
    first = {"t": opened.te, "gate": scans[opened]}
    if opened.dev == scanner.device.id and 0 <= sent.t + sent.off - opened.te <= REPEAT_MS:
        return {
            "decision": Decision.ADMIT,
            "verdict": Verdict.REPEAT,
            "first": first,
            "keep": False,
        }
    if sent.reason is not None:
        return {"decision": Decision.ADMIT, "verdict": Verdict.DOUBLE, "first": first, "keep": True}
    return {"decision": Decision.REFUSE, "why": Why.ALREADY_IN, "first": first, "keep": True}


NO_PLACE_YET = (State.PENDING, State.WAITING, State.OFFERED)


def _why_not(pair: tuple[Badge, Registration] | None) -> Why | None:
    """Return why a badge is not let in whatever was scanned before, None if it may be."""
    if pair is None:
        return Why.UNKNOWN
    badge, place = pair
    if badge.replaced_at is not None or badge.holder_no != place.holder_no:
        return Why.REVOKED
    if place.state is State.CONFIRMED:
        return None
    return Why.WAITING if place.state in NO_PLACE_YET else Why.CANCELLED


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
    return {"replaced": {"t": _ms(since), "printed": _ms(printed) if printed else None}}


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def _facts(
    scanner: Scanner,
    sent: Sent,
    read: _Read,
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
    read: _Read,
    pair: tuple[Badge, Registration] | None,
    facts: dict[str, object],
) -> ScanAnswer:
    """Add the record of the holder: sealed so that only the badge just read opens it."""
    if pair is None or read.badge_id is None:
        return ScanAnswer(facts)
    badge, place = pair
    record = {
        "n": place.full_name,
        "o": place.organisation_name,
        "c": place.category.name.into(place.language),
        "h": place.language,
    }
    plain = json.dumps(record, ensure_ascii=False).encode()
    nonce = secrets.token_bytes(12)
    sealed = codes.seal(scanner.event.public_id, badge.badge_id, plain, nonce)
    return ScanAnswer(facts, sealed, place)
