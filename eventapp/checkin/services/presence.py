"""Who is on site: kept beside the scans of each badge, by the scan that changes it."""

from collections.abc import Mapping

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from eventapp.checkin.models import Presence
from eventapp.checkin.queries.numbering import next_no
from eventapp.checkin.scan_replay import Folded, Record
from eventapp.checkin.verdicts import Verdict

MOVED = {Verdict.FIRST, Verdict.REENTRY, Verdict.EXIT}
"""What changes where somebody is."""


def note_presence(
    session: Session,
    where: tuple[int, bytes, str],
    before: Folded,
    after: Folded,
    gates: Mapping[Record, str],
) -> None:
    """Write down who is on site; `where` is event, idx and area, and the numbering is held."""
    if (before.first, before.inside) == (after.first, after.inside):
        return
    event_id, idx, area = where
    turns = [record for record in gates if after.verdicts.get((record.dev, record.seq)) in MOVED]
    turn = max(turns, key=lambda record: record.key, default=None)
    values = {
        "inside": after.inside,
        "no": next_no(event_id),
        "since": turn.te if turn else 0,
        "gate": gates[turn][:80] if turn else "",
    }
    if before.first is None:
        row = {"event_id": event_id, "idx": idx, "area": area, **values}
        session.execute(insert(Presence).values(**row))
        return
    here = (Presence.event_id == event_id, Presence.idx == idx, Presence.area == area)
    session.execute(update(Presence).where(*here).values(**values))
