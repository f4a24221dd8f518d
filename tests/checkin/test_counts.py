"""The doors' numbers: whatever was scanned in whatever order, they are those of the merge rule."""

import random
from collections import Counter

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from eventapp.checkin import queries
from eventapp.checkin.jobs import put_door_numbers_together
from eventapp.checkin.models import DoorTally, Scan
from eventapp.checkin.queries import reports
from eventapp.checkin.scan_replay import Record, fold
from eventapp.checkin.services.phones import add_door
from eventapp.events.models import Event
from tests.factories.events import NOON, make_event

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


def test_numbers_are_what_folding_every_badge_gives_in_whatever_order_scans_arrive(
    session: Session,
) -> None:
    chance = random.Random(11)  # noqa: S311  (no secret)
    event, other = make_event(session), make_event(session, slug="autumn")
    told: dict[int, list[Record]] = {}
    for seq in range(1, 400):
        idx = chance.randrange(30)
        record = Record(
            dev=0, seq=seq, t=T0 - chance.randrange(900_000), off=chance.choice((0, 0, -4_000)),
            direction=chance.choice(("in", "in", "out")),
            decision=chance.choice(("admit", "admit", "refuse")),
        )  # fmt: skip
        rehearsal = seq % 9 == 0
        session.execute(insert(Scan), [scanned(event, idx, record, rehearsal=rehearsal)])
        session.execute(insert(Scan), [scanned(other, idx, record)])
        if not rehearsal:
            told.setdefault(idx, []).append(record)
        if seq % 150 == 0:
            put_door_numbers_together(session, now=NOON)
    folded = [fold(records) for records in told.values()]
    every = [one for records in told.values() for one in records]
    late = {
        idx
        for idx, records in told.items()
        for one in records
        if (one.decision, one.direction) == ("admit", "in") and one.te > T0 - 300_000
    }
    expected = queries.Counts(
        inside=sum(one.inside for one in folded),
        arrived=sum(one.first is not None for one in folded),
        last_five_minutes=len(late),
        refused=sum(one.decision == "refuse" for one in every),
    )

    assert queries.counts(session, event, now_ms=T0) == expected
    put_door_numbers_together(session, now=NOON)
    assert queries.counts(session, event, now_ms=T0) == expected
    rows = session.scalars(select(DoorTally.id).where(DoorTally.event_id == event.id)).all()
    assert len(rows) <= 1


def test_numbers_are_nought_before_the_first_scan(session: Session) -> None:
    assert queries.counts(session, make_event(session), now_ms=T0) == queries.Counts(0, 0, 0, 0)


def test_what_each_door_decided_is_what_every_scan_counted_one_by_one_gives(
    session: Session,
) -> None:
    chance = random.Random(5)  # noqa: S311  (no secret)
    event, other = make_event(session), make_event(session, slug="autumn")
    doors = [add_door(session, event, name) for name in ("Main", "Side")]
    session.flush()
    for seq in range(1, 200):
        decision = chance.choice(("admit", "refuse"))
        record = Record(0, seq, T0, 0, chance.choice(("in", "out")), decision)
        more = {
            "door_id": chance.choice((None, *(one.id for one in doors))),
            "why": chance.choice(("cancelled", "unknown")) if decision == "refuse" else None,
            "forced": chance.random() < 0.1,
        }
        for where, rehearsal in ((event, seq % 9 == 0), (other, False)):
            row = {**scanned(where, seq, record, rehearsal=rehearsal), **more}
            session.execute(insert(Scan), [row])
        if seq % 60 == 0:
            put_door_numbers_together(session, now=NOON)

    rows = session.scalars(select(Scan).where(Scan.event_id == event.id, Scan.rehearsal.is_(False)))
    one_by_one = Counter(
        (one.door_id, one.direction, one.decision, one.why or "", one.forced) for one in rows
    )
    told = {
        (one.door_id, one.direction, one.decision, one.why, one.forced): one.number
        for one in reports.decided(session, event)
    }
    assert told == one_by_one
