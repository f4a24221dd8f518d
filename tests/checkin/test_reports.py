"""The doors' numbers: whatever was scanned in whatever order, they are those of the merge rule."""

import random
from collections import Counter, defaultdict
from dataclasses import replace

from flask import Flask
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from eventapp.checkin import queries
from eventapp.checkin.models import Scan
from eventapp.checkin.queries import Scanner, reports
from eventapp.checkin.scan_replay import Record, fold
from eventapp.checkin.services.scans import REASONS, Sent, decide
from eventapp.checkin.verdicts import Decision, Direction
from eventapp.events.models import Event
from tests.checkin.test_doors import make_badge, make_phone
from tests.factories.entrances import make_entrance
from tests.factories.events import NOON, make_event, make_event_with_category
from tests.factories.registrations import make_registration

T0 = int(NOON.timestamp() * 1000)


def scanned(
    event: Event, idx: int, record: Record, *, rehearsal: bool = False
) -> dict[str, object]:
    """Return the row of a scan."""
    return {
        "event_id": event.id, "scan_id": f"{idx}-{record.seq}", "seq": record.seq,
        "idx": idx.to_bytes(16), "direction": record.direction, "decision": record.decision,
        "mode": record.mode, "t": record.t, "off": record.off, "clk": 0, "sigok": True,
        "forced": False, "rehearsal": rehearsal, "answer": "", "received_at": NOON,
    }  # fmt: skip


def phones(session: Session, event: Event) -> list[Scanner]:
    """Return two phones at doors that count, and one at a rehearsal."""
    devices = []
    for name in ("Main", "Side", "Rehearsal"):
        phone = queries.scanner(session, make_phone(session, event, door=name))
        assert phone is not None
        phone.device.entrance.rehearsal = name == "Rehearsal"
        devices.append(phone)
    session.commit()
    return devices


def expected(session: Session, event: Event) -> queries.Counts:
    """Return the numbers as folding the scans of every badge gives them."""
    orders, refused = defaultdict[bytes | None, list[Record]](list), 0
    counted = select(Scan).where(Scan.event_id == event.id, Scan.rehearsal.is_(False))
    for scan in session.scalars(counted):
        at = (scan.device_id or 0, scan.seq, scan.t, scan.off)
        orders[scan.idx].append(Record(*at, scan.direction, scan.decision))
        refused += scan.decision == "refuse"
    folded = [fold(records) for idx, records in orders.items() if idx is not None]
    late = {
        idx
        for idx, records in orders.items()
        for record in records
        if (record.decision, record.direction) == ("admit", "in") and record.te > T0 - 300_000
    }
    return queries.Counts(
        inside=sum(badge.inside for badge in folded),
        arrived=sum(badge.first is not None for badge in folded),
        last_five_minutes=len(late),
        refused=refused,
    )


def test_numbers_are_what_folding_every_badge_gives_in_whatever_order_scans_arrive(
    session: Session, app: Flask
) -> None:
    chance = random.Random(11)  # noqa: S311  (no secret)
    event, category = make_event_with_category(session)
    event.starts_at = event.ends_at = None
    people = [make_registration(session, event, category, f"P{number}") for number in range(6)]
    codes = [make_badge(session, app, event, registration).token for registration in people]
    at = phones(session, event)
    for seq in range(1, 160):
        way = chance.choice((Direction.IN, Direction.IN, Direction.OUT))
        sent = Sent(
            f"scan-{seq}", seq, chance.choice((*codes, "nonsense")), way,
            t=T0 - chance.randrange(900_000), off=chance.choice((0, 0, -4_000)),
        )  # fmt: skip
        if chance.random() < 0.2:
            sent = replace(sent, reason=REASONS[way][0])
        decide(session, chance.choice(at), sent, now=NOON)
        if seq % 20 == 0:
            counts = queries.counts(session, event, now_ms=T0)
            assert counts == expected(session, event)
    assert counts.inside not in (0, counts.arrived)


def test_numbers_are_nought_before_the_first_scan(session: Session) -> None:
    assert queries.counts(session, make_event(session), now_ms=T0) == queries.Counts(0, 0, 0, 0)


def test_what_each_door_decided_is_what_every_scan_counted_one_by_one_gives(
    session: Session,
) -> None:
    chance = random.Random(5)  # noqa: S311  (no secret)
    event, other = make_event(session), make_event(session, slug="autumn")
    doors = [make_entrance(session, event, name) for name in ("Main", "Side")]
    session.flush()
    for seq in range(1, 200):
        decision = chance.choice(tuple(Decision))
        record = Record(0, seq, T0, 0, chance.choice(tuple(Direction)), decision)
        more = {
            "entrance_id": chance.choice((None, *(door.id for door in doors))),
            "why": chance.choice(("cancelled", "unknown")) if decision == "refuse" else None,
            "forced": chance.random() < 0.1,
        }
        for where, rehearsal in ((event, seq % 9 == 0), (other, False)):
            row = {**scanned(where, seq, record, rehearsal=rehearsal), **more}
            session.execute(insert(Scan), [row])

    rows = session.scalars(select(Scan).where(Scan.event_id == event.id, Scan.rehearsal.is_(False)))
    one_by_one = Counter(
        (scan.entrance_id, scan.direction, scan.decision, scan.why or "", scan.forced)
        for scan in rows
    )
    facts = {
        (
            decided.entrance_id,
            decided.direction,
            decided.decision,
            decided.why,
            decided.forced,
        ): decided.number
        for decided in reports.decided(session, event)
    }
    assert facts == one_by_one
